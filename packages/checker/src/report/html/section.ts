// One derivation on the page: its picture, its claims, how the gradients follow, and the command that checks it again.
import { derivedFragment } from "../../derive/written/html.ts";
import { autodiffOf } from "../autodiff.ts";
import { linesOf } from "../block.ts";
import type { DerivationResult } from "../result.ts";
import { summary } from "../summary.ts";
import { claimEntry } from "./claim.ts";
import { html, Markup } from "./markup.ts";
import { pictureOf } from "./picture.ts";
import { usualPlace } from "./place.ts";
import type { Study } from "./study.ts";
import { valuesOf } from "./values.ts";

/**
 * The section of a derivation.
 * @param study absent where the derivation is not at hand: then there are no pictures and no formulas but text
 * @param number its place among the sections
 */
export async function sectionOf(
  result: DerivationResult,
  study: Study | undefined,
  number: number,
  command: string | undefined,
): Promise<Markup> {
  const { id, title, claims, loss } = result;
  const lines = linesOf(result);
  const graph = study && (await graphOf(study, `d${number}v`));
  const autodiff = autodiffOf(claims).map(
    ({ word, text, ok }) =>
      html`<p class="autodiff"><span class="verdict ${ok ? "good" : "bad"}">${word}</span> autodiff of ${loss ?? "the loss"}: ${text}</p>`,
  );
  const [, counts] = summary(result).split(/, \d+ claims?: /);
  return html`<section class="derivation" id="d${number}" aria-labelledby="h${number}">
<h2 id="h${number}"><span class="id">${id}</span> ${title}</h2>
<p class="quiet">${counts ?? "no claims"}</p>
${graph?.picture}
<div class="claims">${claims.map((claim, k) => claimEntry(study, claim, lines[k] as (typeof lines)[number], k))}</div>
${autodiff}
${study && derivation(study)}
${graph?.values}
${command !== undefined && html`<p class="command"><span class="quiet">Check it again:</span> <code>${command}</code></p>`}
</section>`;
}

/** The graph as a picture, and the values of what is drawn, at the place that tells most. */
async function graphOf(study: Study, prefix: string): Promise<{ picture?: Markup; values?: Markup }> {
  const { result } = study;
  const place = usualPlace(study);
  const linked = place && (await pictureOf(place.world.problem, result, prefix));
  const values = place && valuesOf(place, result.loss, linked?.places ?? new Map());
  const picture = values ? linked : await pictureOf(study.world.problem, result, undefined);
  return { ...(picture && { picture: picture.markup }), ...(values && { values }) };
}

/** How the gradients follow from the loss; nothing where that is not known. */
function derivation({ derived }: Study): Markup | undefined {
  if (derived === undefined || derived.steps.every(({ lines }) => lines.length === 0)) return undefined;
  return html`<details class="course"><summary>How the gradients follow, line by line</summary>${new Markup(derivedFragment(derived))}</details>`;
}
