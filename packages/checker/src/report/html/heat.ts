// The difference of a refuted claim as a heat map: yours, what is true, and how far they are apart, entry by entry.
import { CadenaError, type Shape } from "@cadena/graph";
import { estimatedSides, sidesOf } from "../../claims/sides.ts";
import { disjoint } from "../../evidence/compare.ts";
import type { Sides } from "../../evidence/search.ts";
import { type Interval, middle } from "../../numbers/interval.ts";
import type { ClaimResult } from "../result.ts";
import { html, type Markup } from "./markup.ts";
import { extentOf, inCell, isLarge, matrix, numbers } from "./matrix.ts";
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
    return map(target.shape, sides(0), finding.entry);
  } catch (error) {
    if (error instanceof CadenaError) return undefined;
    throw error;
  }
}

/** The entries of both sides, those that differ for certain, and by how much. */
interface Difference {
  readonly shape: Shape;
  readonly yours: readonly number[];
  readonly truth: readonly number[];
  readonly wrong: readonly boolean[];
  readonly size: readonly number[];
  /** What the darkest colour stands for. */
  readonly largest: number;
}

function differenceOf(shape: Shape, { claimed, automatic }: Sides): Difference {
  const [yours, truth] = [claimed, automatic].map((side) => Array.from(side, middle)) as [number[], number[]];
  const wrong = yours.map((_, i) => disjoint(claimed[i] as Interval, automatic[i] as Interval));
  const size = yours.map((x, i) => x - (truth[i] as number));
  const sizes = size.filter((x, i) => wrong[i] && Number.isFinite(x));
  const largest = sizes.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return { shape, yours, truth, wrong, size, largest };
}

function map(shape: Shape, sides: Sides, entry: readonly number[]): Markup {
  const difference = differenceOf(shape, sides);
  const { yours, truth, wrong, largest } = difference;
  const count = wrong.filter(Boolean).length;
  const told = `${count} of ${wrong.length} ${wrong.length === 1 ? "entry differs" : "entries differ"}`;
  const label = `difference: ${told}`;
  const shown = isLarge(shape) ? blocks(difference, label) : entries(difference, entry, label);
  return html`<div class="heat">
<figure><figcaption>By hand</figcaption>${numbers(shape, yours, "by hand")}</figure>
<figure><figcaption>Automatic</figcaption>${numbers(shape, truth, "automatic")}</figure>
<figure><figcaption>By hand less automatic: ${told}</figcaption>${shown}${largest > 0 && legend(largest)}</figure>
</div>`;
}

/** Each entry in its colour; the one that is told as an example in a frame. */
function entries(
  { shape, wrong, size, largest }: Difference,
  entry: readonly number[],
  label: string,
): Markup {
  const example = entry.reduce((index, at, axis) => index * (shape[axis] as number) + at, 0);
  return matrix(
    shape,
    (i) => {
      const frame = i === example && " example";
      if (!wrong[i]) return html`<td class="same${frame}">0</td>`;
      const x = size[i] as number;
      return html`<td class="${toneOf(x)}${frame}" style="${heat(x, largest)}">${signed(x)}</td>`;
    },
    label,
  );
}

/** So many blocks stand in the place of more rows and columns. */
const mostBlocks = { rows: 24, columns: 32 };

/** Blocks of neighbours, each in the colour of its largest difference. */
function blocks({ shape, wrong, size, largest }: Difference, label: string): Markup {
  const { rows, columns } = extentOf(shape);
  const [high, wide] = [Math.ceil(rows / mostBlocks.rows), Math.ceil(columns / mostBlocks.columns)];
  const lines = Array.from({ length: Math.ceil(rows / high) }, (_, i) =>
    Array.from({ length: Math.ceil(columns / wide) }, (_, j) => {
      let worst = 0;
      for (let r = i * high; r < Math.min(rows, (i + 1) * high); r++) {
        for (let c = j * wide; c < Math.min(columns, (j + 1) * wide); c++) {
          const at = r * columns + c;
          if (wrong[at] && !(Math.abs(size[at] as number) <= Math.abs(worst))) worst = size[at] as number;
        }
      }
      return worst === 0
        ? html`<td></td>`
        : html`<td class="${toneOf(worst)}" style="${heat(worst, largest)}" title="${signed(worst)}"></td>`;
    }),
  );
  return html`<table class="matrix blocks" aria-label="${label}"><tbody>${lines.map((cells) => html`<tr>${cells}</tr>`)}</tbody></table>
<p class="quiet">each square is ${high} × ${wide} entries, in the colour of its largest difference</p>`;
}

/** A scale from below to above, with 0 in its middle. */
const legend = (largest: number): Markup =>
  html`<p class="scale"><span>${signed(-largest)}</span><span class="bar" role="img" aria-label="colours from ${signed(-largest)} over 0 to ${signed(largest)}"></span><span>${signed(largest)}</span></p>`;

const toneOf = (x: number): string => (x > 0 ? "above" : "below");

/** How dark an entry is: the faintest can still be told from 0. */
const heat = (x: number, largest: number): string => {
  const share = largest > 0 && Number.isFinite(x) ? Math.min(1, Math.abs(x) / largest) : 1;
  return `--heat:${Math.round(10 + 90 * share)}%`;
};

const signed = (x: number): string => `${x > 0 ? "+" : ""}${inCell(x)}`;
