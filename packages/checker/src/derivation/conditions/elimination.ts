// Gaussian elimination over any number system.
import type { NumberSystem } from "@cadena/graph/extend";

/** A matrix as its rows, which elimination changes. */
export type Rows<T> = T[][];

/** Takes multiples of a row from others, so that their entries in a column vanish. */
function clear<T, B>(n: NumberSystem<T, B>, rows: Rows<T>, pivot: T[], column: number): void {
  for (const row of rows) {
    const factor = n.div(row[column] as T, pivot[column] as T);
    for (const [j, x] of row.entries()) row[j] = n.sub(x, n.mul(factor, pivot[j] as T));
  }
}

/**
 * A⁻¹ B, for an A whose symmetric part is positive definite: no pivot is 0 then, and none is small.
 * @param a its rows; `b` the rows of B
 */
export function solved<T, B>(n: NumberSystem<T, B>, a: Rows<T>, b: Rows<T>): Rows<T> {
  const rows = a.map((row, i) => [...row, ...(b[i] as T[])]);
  for (const [k, pivot] of rows.entries())
    clear(
      n,
      rows.filter((row) => row !== pivot),
      pivot,
      k,
    );
  return rows.map((row, k) => row.slice(a.length).map((x) => n.div(x, row[k] as T)));
}

/** The pivots of a matrix from its first row on; for a symmetric one they are positive where it is positive definite. */
export function pivots<T, B>(n: NumberSystem<T, B>, matrix: Rows<T>): T[] {
  const rows = matrix.map((row) => [...row]);
  for (const [k, pivot] of rows.entries()) clear(n, rows.slice(k + 1), pivot, k);
  return rows.map((row, k) => row[k] as T);
}

/** What remains of a matrix after `steps` pivots, each the largest: nothing but zeros where its rank is at most that. */
export function remainder<T, B>(n: NumberSystem<T, B>, matrix: Rows<T>, steps: number): T[] {
  let rows = matrix.map((row) => [...row]);
  for (let step = 0; step < steps && rows.length > 0; step++) {
    const size = (row: readonly T[]): number[] => row.map((x) => Math.abs(n.toNumber(x)));
    const largest = Math.max(...rows.flatMap(size));
    const pivot = rows.find((row) => size(row).includes(largest)) as T[];
    const column = size(pivot).indexOf(largest);
    rows = rows.filter((row) => row !== pivot);
    if (largest > 0) clear(n, rows, pivot, column);
    rows = rows.map((row) => row.filter((_, j) => j !== column));
  }
  return rows.flat();
}
