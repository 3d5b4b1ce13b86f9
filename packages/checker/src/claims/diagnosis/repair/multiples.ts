// Numbers that are a multiple of others, by a number that is made of sizes; and those that are smaller ones, stretched.
import { mul, type Node, neg, type Shape } from "@cadena/graph";
import type { Vocabulary } from "./vocabulary.ts";

/** A number that is made of sizes. */
export interface Scale {
  readonly value: number;
  readonly cost: number;
  readonly in: (words: Vocabulary) => number;
}

const simple = [1, 2, 1 / 2, 3, 1 / 3, 4, 1 / 4];

/** Simple numbers, with a size above or below. */
export function scalesOf({ sizes }: Vocabulary): Scale[] {
  const plain = simple.map((value): Scale => ({ value, cost: value === 1 ? 0 : 0.1, in: () => value }));
  const sized = Object.entries(sizes).flatMap(([name, size]) =>
    plain.flatMap(({ value, cost }): Scale[] => [
      { value: value / size, cost: cost + 0.05, in: (there) => value / (there.sizes[name] as number) },
      { value: value * size, cost: cost + 0.15, in: (there) => value * (there.sizes[name] as number) },
    ]),
  );
  return [...plain, ...sized].flatMap((one) => [
    one,
    { value: -one.value, cost: one.cost + 0.01, in: (there: Vocabulary) => -one.in(there) },
  ]);
}

export function scaled(scale: Scale, node: Node | undefined, words: Vocabulary): Node | undefined {
  const factor = scale.in(words);
  if (node === undefined || factor === 1) return node;
  const size = Math.abs(factor);
  const positive = size === 1 ? node : (mul(size, node) as Node);
  return factor < 0 ? (neg(positive) as Node) : positive;
}

export const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-8 * Math.abs(b);

/** The place of the largest number, which no factor changes. */
function peakOf(numbers: Float64Array): number {
  let peak = 0;
  for (let i = 1; i < numbers.length; i++) {
    if (Math.abs(numbers[i] as number) > Math.abs(numbers[peak] as number) * (1 + 1e-6)) peak = i;
  }
  return peak;
}

export const keyOf = ({ shape, numbers }: Wanted): string => `${shape.join()} ${peakOf(numbers)}`;

/** What one is times the other; undefined where it is no multiple. */
export function ratioOf(a: Float64Array, b: Float64Array): number | undefined {
  if (a.length !== b.length) return undefined;
  const peak = peakOf(b);
  const ratio = (a[peak] as number) / (b[peak] as number);
  const bar = 1e-8 * Math.abs(a[peak] as number);
  return Number.isFinite(ratio) &&
    ratio !== 0 &&
    a.every((x, i) => Math.abs(x - ratio * (b[i] as number)) <= bar)
    ? ratio
    : undefined;
}

/** Numbers that are looked for, in a shape. */
export interface Wanted {
  readonly shape: Shape;
  readonly numbers: Float64Array;
}

/** The numbers as they are, and without the axes along which they do not change. */
export function narrowed(numbers: Float64Array, shape: Shape, count: number): Wanted[] {
  const found: Wanted[] = [{ shape, numbers }];
  if (shape.length !== 2) return found;
  const [rows, columns] = shape as readonly [number, number];
  const at = (p: number, i: number, j: number): number => numbers[(p * rows + i) * columns + j] as number;
  for (const [r, c] of [
    [rows, 1],
    [1, columns],
    [1, 1],
  ] as const) {
    if (r === rows && c === columns) continue;
    const some = Float64Array.from({ length: count * r * c }, (_, k) =>
      at(Math.floor(k / (r * c)), Math.floor((k % (r * c)) / c), k % c),
    );
    const isSame = numbers.every((x, k) => {
      const [p, i, j] = [Math.floor(k / (rows * columns)), Math.floor(k / columns) % rows, k % columns];
      const y = some[(p * r + (i % r)) * c + (j % c)] as number;
      return Math.abs(x - y) <= 1e-8 * Math.abs(y);
    });
    if (!isSame) continue;
    found.push({ shape: [r, c], numbers: some });
    if (r === 1 && c === 1) found.push({ shape: [], numbers: some });
  }
  return found;
}
