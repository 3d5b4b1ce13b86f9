// Numbers as a matrix: rows and columns of cells, those of a vector in a column, and of more axes below each other.
import type { Shape } from "@cadena/graph";
import { html, type Markup } from "./markup.ts";

/** So many rows and columns are shown; of larger ones the first. */
const most = { rows: 24, columns: 16 };

/** One cell: its text, and how it looks. */
export type Cell = (index: number) => Markup;

/** A number in so few digits that it fits into a cell. */
export function inCell(x: number): string {
  if (!Number.isFinite(x)) return String(x);
  const short = Number(x.toPrecision(3));
  const size = Math.abs(short);
  return size !== 0 && (size >= 1e5 || size < 1e-3)
    ? short.toExponential(1)
    : String(short).replace("-", "−");
}

/** Numbers of a shape as a table; a scalar is its only cell. */
export function matrix(shape: Shape, cell: Cell, label: string): Markup {
  const columns = shape.length < 2 ? 1 : (shape.at(-1) as number);
  const rows = columns === 0 ? 0 : shape.reduce((product, size) => product * size, 1) / columns;
  const shown = { rows: Math.min(rows, most.rows), columns: Math.min(columns, most.columns) };
  const isCut = shown.rows < rows || shown.columns < columns;
  const lines = Array.from({ length: shown.rows }, (_, i) => {
    const cells = Array.from({ length: shown.columns }, (_, j) => cell(i * columns + j));
    return html`<tr>${cells}</tr>`;
  });
  return html`<table class="matrix" aria-label="${label}"><tbody>${lines}</tbody></table>${
    isCut &&
    html`<p class="quiet">the first ${shown.rows} of ${rows} rows, ${shown.columns} of ${columns} columns</p>`
  }`;
}

/** Plain numbers. */
export const numbers = (shape: Shape, data: ArrayLike<number>, label: string): Markup =>
  matrix(shape, (index) => html`<td>${inCell(data[index] as number)}</td>`, label);
