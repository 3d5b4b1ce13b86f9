// Numbers as a matrix: rows and columns of cells, those of a vector in a column, and of more axes below each other.
import type { Shape } from "@cadena/graph";
import { counted } from "../figures.ts";
import { html, type Markup } from "./markup.ts";

/** So many rows and columns are shown one by one; of larger ones a corner, and what all of them are like. */
const most = { rows: 24, columns: 16 };
const corner = { rows: 8, columns: 8 };

/** One cell: its text, and how it looks. */
export type Cell = (index: number) => Markup;

/** A number in so few digits that it fits into a cell. */
export function inCell(x: number): string {
  if (!Number.isFinite(x)) return String(x).replace("-", "−");
  const short = Number(x.toPrecision(3));
  const size = Math.abs(short);
  const isFar = size !== 0 && (size >= 1e5 || size < 1e-3);
  return (isFar ? short.toExponential(1) : String(short)).replaceAll("-", "−");
}

/** How many rows and columns numbers of a shape have. */
export function extentOf(shape: Shape): { readonly rows: number; readonly columns: number } {
  const columns = shape.length < 2 ? 1 : (shape.at(-1) as number);
  return { columns, rows: columns === 0 ? 0 : shape.reduce((product, size) => product * size, 1) / columns };
}

/** Whether they are too many to be shown one by one. */
export function isLarge(shape: Shape): boolean {
  const { rows, columns } = extentOf(shape);
  return rows > most.rows || columns > most.columns;
}

/** Numbers of a shape as a table; a scalar is its only cell. */
export function matrix(shape: Shape, cell: Cell, label: string): Markup {
  const { rows, columns } = extentOf(shape);
  const { rows: high, columns: wide } = isLarge(shape) ? corner : most;
  const shown = { rows: Math.min(rows, high), columns: Math.min(columns, wide) };
  const lines = Array.from({ length: shown.rows }, (_, i) => {
    const cells = Array.from({ length: shown.columns }, (_, j) => cell(i * columns + j));
    return html`<tr>${cells}</tr>`;
  });
  return html`<table class="matrix" aria-label="${label}"><tbody>${lines}</tbody></table>${
    isLarge(shape) &&
    html`<p class="quiet">the first of ${counted(rows, "row")} and ${counted(columns, "column")}</p>`
  }`;
}

/** Plain numbers; of many, between which they are and their mean besides. */
export function numbers(shape: Shape, data: ArrayLike<number>, label: string): Markup {
  const cells = matrix(shape, (index) => html`<td>${inCell(data[index] as number)}</td>`, label);
  return isLarge(shape) ? html`${cells}<p class="quiet">${inShort(data)}</p>` : cells;
}

function inShort(data: ArrayLike<number>): string {
  let [least, largest, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let k = 0; k < data.length; k++) {
    const x = data[k] as number;
    [least, largest, sum] = [Math.min(least, x), Math.max(largest, x), sum + x];
  }
  return `all between ${inCell(least)} and ${inCell(largest)}, mean ${inCell(sum / data.length)}`;
}
