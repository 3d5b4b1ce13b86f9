// Numbers that are a multiple of others, by a number that is made of sizes; and those that are smaller ones, stretched.
import { constant, div, mul, type Node, neg, type Shape, sqrt } from "@cadena/graph";
import type { Vocabulary } from "./vocabulary.ts";

/** A number that is made of sizes. */
export interface Scale {
  readonly value: number;
  readonly cost: number;
  /** As many times something. */
  readonly of: (node: Node, words: Vocabulary) => Node;
}

const simple = [1, 2, 1 / 2, 3, 1 / 3, 4, 1 / 4];

/** Simple numbers, with a size or its root above or below, and those that a model is made with. */
export function scalesOf({ sizes, numbers }: Vocabulary): Scale[] {
  const times = (value: number): Scale["of"] =>
    value === 1 ? (node) => node : (node) => mul(value, node) as Node;
  const plain = simple.map((value): Scale => ({ value, cost: value === 1 ? 0 : 0.1, of: times(value) }));
  const sized = Object.entries(sizes).flatMap(([name, size]) => {
    const sizeIn = (there: Vocabulary): Node => constant(there.sizes[name] as number);
    const rootIn = (there: Vocabulary): Node => sqrt(sizeIn(there)) as Node;
    return plain.flatMap(({ value, cost, of }): Scale[] => [
      { value: value / size, cost: cost + 0.05, of: (x, there) => div(of(x, there), sizeIn(there)) as Node },
      { value: value * size, cost: cost + 0.15, of: (x, there) => mul(sizeIn(there), of(x, there)) as Node },
      {
        value: value / Math.sqrt(size),
        cost: cost + 0.1,
        of: (x, there) => div(of(x, there), rootIn(there)) as Node,
      },
    ]);
  });
  const own = numbers
    .filter((number) => !simple.includes(Math.abs(number)) && number !== 0)
    .flatMap((number) =>
      simple.map((value): Scale => ({ value: value * number, cost: 0.2, of: times(value * number) })),
    );
  return [...plain, ...sized, ...own].flatMap((one) => [
    one,
    { value: -one.value, cost: one.cost + 0.01, of: (x, there) => neg(one.of(x, there)) as Node },
  ]);
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
