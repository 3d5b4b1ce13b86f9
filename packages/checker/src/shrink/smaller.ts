// Makes the numbers of a point simpler, many at a time where that is possible: Zeller and Hildebrandt, "Simplifying and
// isolating failure-inducing input", 2002.
import type { Node } from "@cadena/graph";
import type { Point } from "./trial.ts";

/** So many points are tried. */
const patience = 3000;

/** How far from simple a number is: 0, 1, -1, 2, ..., and then all that are not whole. */
const complexity = (x: number): number =>
  Number.isInteger(x) ? 2 * Math.abs(x) - (x > 0 ? 1 : 0) : Number.isInteger(4 * x) ? 1e6 : 1e9;

const total = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + complexity(x), 0);

/** What all numbers of a stretch may become at once, and single ones besides. */
const together: readonly ((x: number) => number)[] = [
  () => 0,
  () => 1,
  Math.round,
  (x) => Math.round(4 * x) / 4,
];
const alone: readonly ((x: number) => number)[] = [
  () => 0,
  () => 1,
  () => -1,
  () => 2,
  () => 0.5,
  ...together.slice(2),
];

/** The point, as simple as it becomes while it holds. */
export function smaller(start: Point, holds: (point: Point) => boolean): Point {
  let left = patience;
  let point = start;
  const take = (leaf: Node, numbers: readonly number[]): boolean => {
    if (total(numbers) >= total(point.get(leaf) as readonly number[]) || left-- <= 0) return false;
    const candidate = new Map([...point, [leaf, numbers.map((x) => x + 0)]]);
    if (!holds(candidate)) return false;
    point = candidate;
    return true;
  };
  const stretch = (leaf: Node, from: number, to: number): void => {
    const ways = to - from === 1 ? alone : together;
    const isDone = ways.some((way) => {
      const numbers = point.get(leaf) as readonly number[];
      return take(
        leaf,
        numbers.map((x, k) => (k >= from && k < to ? way(x) : x)),
      );
    });
    if (isDone || to - from === 1) return;
    const middle = (from + to) >> 1;
    stretch(leaf, from, middle);
    stretch(leaf, middle, to);
  };
  for (let before = -1; before !== left; ) {
    before = left;
    const known = sizeOf(point);
    for (const leaf of start.keys()) {
      if (!patterns(leaf).some((numbers) => take(leaf, numbers))) stretch(leaf, 0, leaf.size);
    }
    if (sizeOf(point) === known) break;
  }
  return point;
}

const sizeOf = (point: Point): number =>
  [...point.values()].reduce((sum, numbers) => sum + total(numbers), 0);

/**
 * Numbers that satisfy the usual conditions on matrices: a single 1 in each column, or in each row; and for graphs that
 * compare with 0, columns and rows without a 0 that sum to 1.
 */
function patterns({ shape, size }: Node): number[][] {
  if (shape.length !== 2) return [];
  const [rows, columns] = shape as [number, number];
  const each = (number: (i: number, j: number) => number): number[] =>
    Array.from({ length: size }, (_, k) => number(Math.floor(k / columns), k % columns));
  return [
    each((i, j) => (i === j % rows ? 1 : 0)),
    each((i, j) => (j === i % columns ? 1 : 0)),
    each((i) => sumsToOne(rows)[i] as number),
    each((_, j) => sumsToOne(columns)[j] as number),
  ];
}

/** Whole numbers other than 0 with the sum 1. */
const sumsToOne = (count: number): number[] =>
  count === 2 ? [2, -1] : Array.from({ length: count }, (_, k) => (k > 0 && k === count - 1 ? 2 - count : 1));
