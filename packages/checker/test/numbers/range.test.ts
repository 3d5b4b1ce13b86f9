// Ranges against intervals: what an interval encloses may lie in its range, whatever is computed.

import type { NumberSystem, Relation } from "@cadena/graph/extend";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { type Interval, interval } from "../../src/index.ts";
import { anything, isPositive, isShare, type Range, ranges } from "../../src/numbers/range.ts";
import { mayBeIn } from "./mayBeIn.ts";

const point = (x: number): Interval => ({ low: x, high: x });
const above = (low: number, hasLow = false): Range => ({ low, hasLow, high: Infinity, hasHigh: false });
const from = (low: number, high: number, has: readonly [boolean, boolean]): Range => ({
  low,
  hasLow: has[0],
  high,
  hasHigh: has[1],
});

type Operation = <T, B>(n: NumberSystem<T, B>, a: T, b: T, c: T) => T;

const chosen =
  (relation: Relation): Operation =>
  (n, a, b, c) =>
    n.select(n.compare(a, relation, b), c, a);

const operations: readonly Operation[] = [
  (n, a, b) => n.add(a, b),
  (n, a, b) => n.sub(a, b),
  (n, a, b) => n.mul(a, b),
  (n, a, b) => n.div(a, b),
  (n, a) => n.neg(a),
  (n, a) => n.abs(a),
  (n, a) => n.sign(a),
  (n, a, b) => n.max(a, b),
  (n, a, b) => n.min(a, b),
  (n, a) => n.exp(a),
  (n, a) => n.log(a),
  (n, a) => n.sqrt(a),
  (n, a) => n.sin(a),
  (n, a) => n.cos(a),
  (n, a) => n.log1p(a),
  (n, a) => n.expm1(a),
  (n, a) => n.tanh(a),
  (n, a) => n.sigmoid(a),
  (n, a) => n.softplus(a),
  (n, a, b) => n.pow(n.abs(a), b),
  ...[-2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3].map(
    (k): Operation =>
      (n, a) =>
        n.power(a, k),
  ),
  (n, a, b) => n.div(a, n.add(a, b)),
  (n, a, b, c) => n.div(b, n.sum([a, b, c], 0, 1, 3)),
  (n, a, b) => n.dot([a, b], 0, 1, [b, a], 0, 1, 2),
  (n, a, b, c) => n.select(n.not(n.and(n.compare(a, "<", b), n.compare(b, "<=", c))), a, c),
  ...(["<", "<=", "==", "!=", ">", ">="] as const).map(chosen),
];

const ends = [-Infinity, -1, 0, 1, Infinity];
const number = fc.constantFrom(-3, -1, -0.75, -0.25, 0, 0.25, 0.5, 1, 1.5, 3);
/** A number, and a range that it lies in: with or without its ends. */
const leaf = fc.tuple(number, fc.nat(4), fc.nat(4), fc.boolean(), fc.boolean()).map(([x, i, j, p, q]) => {
  const low = ends.findLast((end, k) => end <= x && k <= i) ?? -Infinity;
  const high = ends.find((end, k) => end >= x && k >= j) ?? Infinity;
  const [isLow, isHigh] = [low === x, high === x];
  return {
    x: point(x),
    range: from(low, high, [isLow || (p && low !== -Infinity), isHigh || (q && high !== Infinity)]),
  };
});
const step = fc.tuple(fc.nat(operations.length - 1), fc.nat(30), fc.nat(30), fc.nat(30));

describe("a range holds what an interval encloses", () => {
  test.prop(
    [fc.array(leaf, { minLength: 3, maxLength: 3 }), fc.array(step, { minLength: 1, maxLength: 12 })],
    {
      numRuns: 3000,
    },
  )("after any operations on any numbers", (leaves, steps) => {
    const enclosed = leaves.map(({ x }) => x);
    const known = leaves.map(({ range }) => range);
    for (const [operation, ...places] of steps) {
      const apply = operations[operation] as Operation;
      const of = <T>(all: readonly T[]): [T, T, T] =>
        places.map((place) => all[place % all.length]) as [T, T, T];
      const x = apply(interval, ...of(enclosed));
      if (!Number.isFinite(x.low) || !Number.isFinite(x.high)) continue;
      const range = apply(ranges, ...of(known));
      expect(mayBeIn(range, x), `${JSON.stringify(range)} of ${JSON.stringify(x)}`).toBe(true);
      enclosed.push(x);
      known.push(range);
    }
  });
});

describe("it is known", () => {
  const n = ranges;
  const share = (): Range => from(0, 1, [false, false]);

  test.each<[string, Range]>([
    ["e^x", n.exp(anything())],
    ["softplus x", n.softplus(anything())],
    ["x² + 0.1", n.add(n.power(anything(), 2), n.constant(0.1))],
    ["√(x² + 0.1)", n.sqrt(n.add(n.power(anything(), 2), n.constant(0.1)))],
    ["-log p", n.neg(n.log(share()))],
    ["1 + e^x - p", n.sub(n.add(n.one, n.exp(anything())), share())],
    ["max(x, p)", n.max(anything(), share())],
  ])("that %s is positive", (_, range) => {
    expect(isPositive(range)).toBe(true);
  });

  test.each<[string, Range]>([
    ["σ(x)", n.sigmoid(anything())],
    ["1 - p", n.sub(n.one, share())],
    ["p q", n.mul(share(), share())],
    ["1 / (1 + e^x)", n.div(n.one, n.add(n.one, n.exp(anything())))],
    ["a choice of two shares", n.select(undefined, share(), share())],
  ])("that %s is a share", (_, range) => {
    expect(isShare(range)).toBe(true);
  });

  test("that e^x, e^y and e^z are shares of their sum", () => {
    const terms = [anything(), anything(), anything()].map(n.exp);
    const total = n.sum(terms, 0, 1, 3);
    expect(terms.map((term) => isShare(n.div(term, total)))).toEqual([true, true, true]);
    expect(isShare(n.div(n.add(terms[0] as Range, terms[2] as Range), total))).toBe(true);
  });

  test("that a number is itself: x - x = 0, x / x = 1, x x ≥ 0, and x < x is not so", () => {
    const x = anything();
    expect([n.sub(x, x), n.div(x, x), n.mul(x, x)]).toEqual([n.zero, n.one, above(0, true)]);
    expect(n.compare(x, "<", x)).toBe(false);
  });
});

describe("it is not known", () => {
  const n = ranges;

  test.each<[string, Range]>([
    ["x² is positive", n.power(anything(), 2)],
    ["|x| is positive", n.abs(anything())],
    ["max(0, x) is positive", n.max(n.zero, anything())],
    [
      "x² + y² - 0.0001 is positive",
      n.sub(n.add(n.power(anything(), 2), n.power(anything(), 2)), n.constant(1e-4)),
    ],
    ["what may be an infinite constant is positive as its exponential", n.exp(n.constant(-Infinity))],
    ["a function over floats is positive", (n.atom as () => Range)()],
  ])("that %s", (_, range) => {
    expect(isPositive(range)).toBe(false);
  });

  test("that |x| is less than |x| + |y|, where y may be 0", () => {
    const [a, b] = [n.abs(anything()), n.abs(anything())];
    expect(n.div(a, n.add(a, b))).toEqual(from(0, 1, [true, true]));
  });

  test("that another number is less than a sum, though it is in the same range", () => {
    const [a, b, c] = [n.exp(anything()), n.exp(anything()), n.exp(anything())];
    expect(n.div(c, n.add(a, b))).toEqual(above(0));
    expect(n.div(n.add(a, a), n.add(a, b))).toEqual(above(0));
  });
});
