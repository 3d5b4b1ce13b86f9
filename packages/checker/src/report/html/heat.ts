// The difference of a refuted claim as a heat map: yours, what is true, and how far they are apart, entry by entry.
import { CadenaError, type Shape } from "@cadena/graph";
import { estimatedSides, sidesOf } from "../../claims/sides.ts";
import { disjoint } from "../../evidence/compare.ts";
import type { Sides } from "../../evidence/search.ts";
import { type Interval, middle } from "../../numbers/interval.ts";
import type { ClaimResult } from "../result.ts";
import { html, type Markup } from "./markup.ts";
import { inCell, matrix, numbers } from "./matrix.ts";
import { placeOf } from "./place.ts";
import { pairOf, type Study } from "./study.ts";

/** The heat map at the counter-example; undefined for one number, or where there is none. */
export function heatOf(study: Study, { evidence: { finding } }: ClaimResult, k: number): Markup | undefined {
  if (finding.kind !== "entry" || finding.entry.length === 0) return undefined;
  try {
    const { world, ground } = placeOf(study, finding);
    const pair = pairOf(study, world, k);
    if (pair === undefined) return undefined;
    const { statement, target } = pair;
    const sides =
      statement.kind === "formula" && finding.estimated
        ? estimatedSides(statement.node, target, ground.points)
        : sidesOf(statement, target, ground.points);
    return map(target.shape, sides(0));
  } catch (error) {
    if (error instanceof CadenaError) return undefined;
    throw error;
  }
}

function map(shape: Shape, { claimed, automatic }: Sides): Markup {
  const [yours, truth] = [claimed, automatic].map((side) => Array.from(side, middle)) as [number[], number[]];
  const wrong = yours.map((_, i) => disjoint(claimed[i] as Interval, automatic[i] as Interval));
  const differences = yours.map((x, i) => x - (truth[i] as number));
  const largest = Math.max(
    ...differences.map(Math.abs).filter((size, i) => wrong[i] && Number.isFinite(size)),
    0,
  );
  const count = wrong.filter(Boolean).length;
  const cell = (i: number): Markup => {
    if (!wrong[i]) return html`<td class="same">0</td>`;
    const x = differences[i] as number;
    const weight = largest > 0 ? Math.round(15 + 85 * Math.min(1, Math.abs(x) / largest)) : 100;
    return html`<td class="${x > 0 ? "above" : "below"}" style="--heat:${weight}%">${inCell(x)}</td>`;
  };
  const told = `${count} of ${wrong.length} ${wrong.length === 1 ? "entry differs" : "entries differ"}`;
  return html`<div class="heat">
<figure><figcaption>By hand</figcaption>${numbers(shape, yours, "by hand")}</figure>
<figure><figcaption>Automatic</figcaption>${numbers(shape, truth, "automatic")}</figure>
<figure><figcaption>Difference: ${told}</figcaption>${matrix(shape, cell, `difference: ${told}`)}</figure>
</div>`;
}
