// A claim's formula beside the automatic one.
import type { ClaimResult } from "../result.ts";
import { editOf } from "./diagnosis.ts";
import { nameInMath, nodeInLine, nodeInMath } from "./formula.ts";
import { markedInCode, markedInMath } from "./marked.ts";
import { html, Markup } from "./markup.ts";
import { automaticSide, handSide, type WrittenSide } from "./sides.ts";
import type { Study } from "./study.ts";

/** `dZ = A - Y`, on one line; the formula in code where it is no graph, or a long one. */
export function claimInLine(study: Study | undefined, { name, formula }: ClaimResult, k: number): Markup {
  const side = study && handSide(study, k);
  const shown = (side && nodeInLine(side.formula, side.options)) ?? html`<code>${formula}</code>`;
  return html`<span class="equation">${nameInMath(name)} <span class="equals">=</span> ${shown}</span>`;
}

/** Both formulas in figures of their own. */
export function sideBySide(study: Study, claim: ClaimResult, k: number): Markup {
  const title = claim.evidence.quantity === null ? "What it is claimed to equal" : "Automatic";
  const automatic = automaticSide(study, claim, k);
  const edit = editOf(claim);
  const isTheirs = edit?.claimed === claim.formula;
  const code = isTheirs ? markedInCode(edit.claimed, edit.before, "del") : claim.formula;
  const marked = edit && markedInMath(study, k, edit.claimed, edit.before, "del");
  return html`<div class="sides">
${figure("By hand", marked ?? handSide(study, k), html`<code class="written">${code}</code>`)}
${automatic && figure(title, automatic)}
</div>`;
}

function figure(title: string, side: WrittenSide | Markup | undefined, below?: Markup): Markup {
  const formula = side instanceof Markup ? side : side && nodeInMath(side.formula, side.options);
  const conditions = side === undefined || side instanceof Markup ? [] : side.given;
  const given = conditions.length === 0 ? "" : `if ${conditions.join(" and ")}`;
  return html`<figure><figcaption>${title}</figcaption><div class="scroll">${formula}${below}</div>${
    given !== "" && html`<p class="quiet">${given}</p>`
  }</figure>`;
}
