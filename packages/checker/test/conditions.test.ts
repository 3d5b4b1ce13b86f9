import { ShapeError } from "@cadena/graph";
import type { NumberSystem } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";
import * as c from "../src/index.ts";
import { draws } from "../src/points/random.ts";
import { conditioned } from "../src/points/sampling.ts";

/** Exact fractions: the system in which "sums to 1" can be tested without a tolerance. */
interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}
const f = (n: bigint, d: bigint): Fraction => (d < 0n ? { n: -n, d: -d } : { n, d });
const less = (a: Fraction, b: Fraction): boolean => a.n * b.d < b.n * a.d;
const exact = {
  zero: f(0n, 1n),
  one: f(1n, 1n),
  constant: (x: number) => f(BigInt(x * 2 ** 20), 2n ** 20n),
  add: (a: Fraction, b: Fraction) => f(a.n * b.d + b.n * a.d, a.d * b.d),
  sub: (a: Fraction, b: Fraction) => f(a.n * b.d - b.n * a.d, a.d * b.d),
  mul: (a: Fraction, b: Fraction) => f(a.n * b.n, a.d * b.d),
  div: (a: Fraction, b: Fraction) => f(a.n * b.d, a.d * b.n),
  dot: (a: Fraction[], i: number, s: number, b: Fraction[], j: number, t: number, length: number) =>
    Array.from({ length }, (_, k) => exact.mul(a[i + k * s] as Fraction, b[j + k * t] as Fraction)).reduce(
      exact.add,
    ),
};
const number = ({ n, d }: Fraction): number => Number((n * 1_000_000n) / d) / 1e6;
const sample = (condition: c.Condition, shape: number[], seed = 1): Fraction[] =>
  Array.from(
    conditioned(condition)(
      exact as never as NumberSystem<Fraction, boolean>,
      shape,
      draws(seed),
      exact.constant,
    ),
  );
const total = (xs: readonly Fraction[]): Fraction => xs.reduce(exact.add, exact.zero);
const isOne = ({ n, d }: Fraction): boolean => n === d;
const isZero = ({ n }: Fraction): boolean => n === 0n;
const rows = (xs: Fraction[], columns: number): Fraction[][] =>
  Array.from({ length: xs.length / columns }, (_, i) => xs.slice(i * columns, (i + 1) * columns));
const columnsOf = (xs: Fraction[], columns: number): Fraction[][] =>
  Array.from({ length: columns }, (_, j) => rows(xs, columns).map((row) => row[j] as Fraction));
const isOneHot = (xs: Fraction[]): boolean =>
  xs.filter(isOne).length === 1 && xs.filter(isZero).length === xs.length - 1;

describe("in exact arithmetic", () => {
  test("columns, rows and vectors sum to 1 exactly, and are generic", () => {
    const matrix = sample(c.columnsSumToOne("Y"), [3, 4]);
    expect(columnsOf(matrix, 4).map(total).every(isOne)).toBe(true);
    expect(new Set(matrix.map(number)).size).toBe(12);
    expect(
      rows(sample(c.rowsSumToOne("Y"), [3, 4]), 4)
        .map(total)
        .every(isOne),
    ).toBe(true);
    expect(isOne(total(sample(c.sumsToOne("y"), [5])))).toBe(true);
    expect(isOne(total(sample(c.sumsToOne("y"), [1])))).toBe(true);
  });

  test("one-hot columns, rows and vectors have a single 1, not always in the same place", () => {
    expect(columnsOf(sample(c.oneHotColumns("Y"), [3, 4]), 4).every(isOneHot)).toBe(true);
    expect(rows(sample(c.oneHotRows("Y"), [4, 3]), 3).every(isOneHot)).toBe(true);
    const places = Array.from({ length: 20 }, (_, seed) =>
      sample(c.oneHotVector("y"), [3], seed).findIndex(isOne),
    );
    expect(new Set(places).size).toBe(3);
  });

  test("bounds are kept strictly", () => {
    for (const x of sample(c.between("a", -0.25, 0.5), [50])) {
      expect(less(exact.constant(-0.25), x) && less(x, exact.constant(0.5))).toBe(true);
    }
    expect(sample(c.positive("a"), [50]).every((x) => less(exact.zero, x))).toBe(true);
    expect(sample(c.zeroOrOne("y"), [50]).every((x) => isZero(x) || isOne(x))).toBe(true);
    const labels = new Set(sample(c.below("t", 3), [50]).map(number));
    expect([...labels].sort()).toEqual([0, 1, 2]);
  });

  test("symmetric matrices are, and positive definite ones have a positive quadratic form", () => {
    for (const condition of [c.symmetric("A"), c.positiveDefinite("A")]) {
      const a = rows(sample(condition, [3, 3]), 3);
      for (const i of [0, 1, 2]) {
        for (const j of [0, 1, 2]) expect(number(a[i]?.[j] as Fraction)).toBe(number(a[j]?.[i] as Fraction));
      }
    }
    const a = rows(sample(c.positiveDefinite("A"), [3, 3]), 3).map((row) => row.map(number));
    const [[p, q, r], [, s, t], [, , u]] = a as [
      [number, number, number],
      [0, number, number],
      [0, 0, number],
    ];
    expect([
      p > 0,
      p * s - q * q > 0,
      p * (s * u - t * t) - q * (q * u - t * r) + r * (q * t - s * r) > 0,
    ]).toEqual([true, true, true]);
  });
});

test("a condition on a leaf of another rank says so", () => {
  expect(() => sample(c.columnsSumToOne("y"), [3])).toThrow(ShapeError);
  expect(() => sample(c.columnsSumToOne("y"), [3])).toThrow(
    /^condition: the columns of y sum to 1, but y has the shape \[3\]/,
  );
  expect(() => sample(c.oneHotVector("Y"), [3, 1])).toThrow(/but Y has the shape \[3, 1\]/);
  expect(() => sample(c.symmetric("A"), [2, 3])).toThrow(
    /^condition: A is symmetric, but its shape is \[2, 3\]/,
  );
});
