// Conditions: every sample satisfies its condition, in each number system as exactly as that system can tell.
import { ShapeError } from "@cadena/graph";
import type { NumberSystem } from "@cadena/graph/extend";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as c from "../src/index.ts";
import { draws } from "../src/points/random.ts";
import { conditioned } from "../src/points/sampling.ts";

/** Every condition with shapes that it fits. */
const rows: readonly (readonly [make: (of: string) => c.Condition, ...shapes: number[][]])[] = [
  [c.columnsSumToOne, [3, 4], [1, 2]],
  [c.rowsSumToOne, [3, 4], [2, 1]],
  [c.sumsToOne, [5], [1], [4, 1], [1, 3]],
  [c.columnsHaveZeroMean, [3, 4]],
  [c.rowsHaveZeroMean, [3, 4]],
  [c.hasZeroMean, [5], [1, 3]],
  [c.columnsHaveUnitLength, [3, 4], [1, 3]],
  [c.rowsHaveUnitLength, [3, 4]],
  [c.hasUnitLength, [5], [2, 1], [1]],
  [c.oneHotColumns, [3, 4]],
  [c.oneHotRows, [3, 4]],
  [c.oneHotVector, [5], [3, 1]],
  [c.zeroOrOne, [], [2, 3]],
  [(of) => c.below(of, 7), [4]],
  [c.positive, [], [2, 3]],
  [(of) => c.between(of, -0.25, 0.5), [], [2, 3]],
  [c.symmetric, [3, 3], [1, 1]],
  [c.positiveDefinite, [3, 3], [5, 5]],
  [c.orthogonal, [2, 2], [5, 5], [1, 1]],
  [(of) => c.lowRank(of, 2), [3, 5], [4, 4], [2, 2]],
];

const cases = rows.flatMap(([make, ...shapes]) =>
  shapes.map((shape) => ({ condition: make("Y"), shape, text: `${make("Y").text}, [${shape.join(", ")}]` })),
);

function demandsOf<T, B>(
  n: NumberSystem<T, B>,
  { condition, shape }: (typeof cases)[number],
  seed: number,
  fresh: (x: number) => T = (x) => n.constant(x),
): c.Demand<T>[] {
  return condition.demands(n, shape, conditioned(condition)(n, shape, draws(seed), fresh));
}

describe("a sample satisfies its condition", () => {
  const seeds = [1, 2, 3];

  test.each(cases)("exactly in the tower of prime fields: $text", (one) => {
    for (const seed of seeds) {
      const n = c.tower({ levels: 2, seed });
      for (const { value, relation, than, instead } of demandsOf(n, one, seed, n.fresh)) {
        if (relation === "==") expect(n.equal(value, n.constant(than)), instead()).toBe("equal");
        else expect(n.toNumber(value)).toBeGreaterThan(than);
      }
    }
  });

  test.each(cases)("exactly in p-adic numbers: $text", (one) => {
    for (const seed of seeds) {
      const n = c.pAdic("formal", 8);
      const stream = draws(seed, 7);
      const fresh = (shadow: number): c.PAdic => c.samplePAdic(stream.uniform, 8, shadow, { valuation: 0 });
      for (const { value, relation, than, instead } of demandsOf(n, one, seed, fresh)) {
        if (relation === "==") {
          expect(c.agreement(value, n.constant(than), 1).answer, instead()).toBe("equal");
        } else expect(n.toNumber(value)).toBeGreaterThan(than);
      }
    }
  });

  test.each(cases)("within narrow enclosures in intervals: $text", (one) => {
    for (const seed of seeds) {
      for (const { value, relation, than, instead } of demandsOf(c.interval, one, seed)) {
        const { low, high } = value;
        expect(high - low, instead()).toBeLessThan(1e-6);
        if (relation === "==") expect(low <= than && than <= high, instead()).toBe(true);
        else expect(low).toBeGreaterThan(than);
      }
    }
  });
});

describe("a sample is as general as its condition allows", () => {
  const sample = (condition: c.Condition, shape: number[], seed = 1): number[] =>
    Array.from(conditioned(condition)(c.interval, shape, draws(seed), c.interval.constant), ({ low }) => low);
  const seeds = Array.from({ length: 40 }, (_, k) => k);

  test("sums, lengths and matrices have no two equal numbers by accident", () => {
    for (const make of [c.columnsSumToOne, c.rowsHaveZeroMean, c.columnsHaveUnitLength, c.orthogonal]) {
      expect(new Set(sample(make("Y"), [3, 3])).size).toBe(9);
    }
    expect(new Set(sample(c.symmetric("A"), [3, 3])).size).toBe(6);
  });

  test("the 1 of a unit vector, labels and bits take every value", () => {
    expect(new Set(seeds.map((seed) => sample(c.oneHotVector("y"), [3], seed).indexOf(1))).size).toBe(3);
    expect(new Set(seeds.flatMap((seed) => sample(c.below("t", 3), [1], seed)))).toEqual(new Set([0, 1, 2]));
    expect(new Set(seeds.flatMap((seed) => sample(c.zeroOrOne("y"), [], seed)))).toEqual(new Set([0, 1]));
  });

  test("orthogonal matrices are rotations and reflections", () => {
    const signs = seeds.map((seed) => {
      const [a, b, d, e] = sample(c.orthogonal("Q"), [2, 2], seed) as [number, number, number, number];
      return Math.round(a * e - b * d);
    });
    expect(new Set(signs)).toEqual(new Set([1, -1]));
  });

  test("a matrix of rank 2 has no smaller rank", () => {
    const [demand] = c.lowRank("A", 1).demands(c.interval, [3, 3], sampleOf(c.lowRank("A", 2)));
    expect(demand?.value.low === 0 && demand.value.high === 0).toBe(false);
  });
  const sampleOf = (condition: c.Condition): ArrayLike<c.Interval> =>
    conditioned(condition)(c.interval, [3, 3], draws(1), c.interval.constant);
});

describe("a condition on a leaf of another shape says so", () => {
  const sample = (condition: c.Condition, shape: number[]): unknown =>
    conditioned(condition)(c.interval, shape, draws(1), c.interval.constant);

  test.each([
    [c.columnsSumToOne("y"), [3], "the columns of y sum to 1, but y has the shape [3]"],
    [c.oneHotVector("Y"), [3, 2], "Y is one-hot, but Y has the shape [3, 2]"],
    [c.symmetric("A"), [2, 3], "A is symmetric, but its shape is [2, 3]"],
    [c.lowRank("A", 2), [2], "A has rank 2, but its shape is [2]"],
  ])("%#", (condition, shape, what) => {
    expect(() => sample(condition, shape)).toThrow(ShapeError);
    expect(() => sample(condition, shape)).toThrow(`condition: ${what}`);
  });

  test("and one that nothing can satisfy is refused at once", () => {
    expect(() => c.between("a", 1, 1)).toThrow("between: there is no a with 1 < a < 1");
    expect(() => c.below("t", 0)).toThrow("below: the bound of t is a whole number from 1 on, not 0");
    expect(() => c.lowRank("A", 1.5)).toThrow("lowRank: the rank of A is a whole number from 1 on, not 1.5");
  });
});

describe("a condition as text", () => {
  test.each(rows.map(([make]) => ({ make, text: make("Y").text })))(
    "$text: read as what it says",
    ({ make }) => {
      for (const name of ["Y", "W2", "encoder.0.weight", "x_hat", "θ", "the"]) {
        const { of, text } = c.parseCondition(make(name).text);
        expect([of, text]).toEqual([name, make(name).text]);
      }
    },
  );

  test("bounds of any size are read back", () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(number, number, (a, b) => {
        fc.pre(a !== b && Math.abs(a - b) < Infinity);
        const { text } = c.between("a", Math.min(a, b), Math.max(a, b));
        expect(c.parseCondition(text).text).toBe(text);
      }),
    );
  });

  test.each([
    ["columns of Y sum to 1", "the columns of Y sum to 1"],
    ["each column of Y sums to one.", "the columns of Y sum to 1"],
    ["Y's rows add up to 1", "the rows of Y sum to 1"],
    ["Y sums to 1 along axis 0", "the columns of Y sum to 1"],
    ["Y one-hot axis 0", "the columns of Y are one-hot"],
    ["Y is one-hot along axis 1", "the rows of Y are one-hot"],
    ["every row of Y is a one-hot vector", "the rows of Y are one-hot"],
    ["y is one hot", "y is one-hot"],
    ["the rows of X have mean 0", "the rows of X have zero mean"],
    ["x is centered", "x has zero mean"],
    ["u has length 1", "u has length 1"],
    ["u is a unit vector", "u has length 1"],
    ["‖u‖ = 1", "u has length 1"],
    ["|u| = 1", "u has length 1"],
    ["a > 0", "a > 0"],
    ["0<a", "a > 0"],
    ["a is positive", "a > 0"],
    ["0 < a < 1", "0 < a < 1"],
    ["-0.5<a<2", "-0.5 < a < 2"],
    ["y in {0, 1}", "y is 0 or 1"],
    ["y ∈ {0,1}", "y is 0 or 1"],
    ["y is binary", "y is 0 or 1"],
    ["t is one of 0 to 9", "t is one of 0 to 9"],
    ["t in 0..9", "t is one of 0 to 9"],
    ["t ∈ {0, 1, ..., 9}", "t is one of 0 to 9"],
    ["A symmetric", "A is symmetric"],
    ["A^T = A", "A is symmetric"],
    ["A positive definite", "A is symmetric and positive definite"],
    ["A is symmetric positive-definite", "A is symmetric and positive definite"],
    ["Q orthogonal", "Q is orthogonal"],
    ["Q is an orthogonal matrix", "Q is orthogonal"],
    ["A has rank at most 3", "A has rank 3"],
    ["rank(A) = 3", "A has rank 3"],
  ])("%s", (text, means) => {
    expect(c.parseCondition(text).text).toBe(means);
  });

  test("the forms that an error lists can be read", () => {
    expect(c.conditionForms.map((form) => c.parseCondition(form).text)).toEqual(c.conditionForms);
  });

  test("what cannot be read is told with what was probably meant, or with all forms", () => {
    expect(() => c.parseCondition("the colums of Y sum to 1")).toThrow(
      /^given: "the colums of Y sum to 1" is no condition that can be read\n {2}Hint: did you mean "the columns of Y sum to 1"\?$/,
    );
    expect(() => c.parseCondition("Y is nice and round in every way")).toThrow(
      /no condition that can be read\n {2}Hint: what can be said: the columns of Y sum to 1; .*; A has rank 2$/,
    );
    expect(() => c.parseCondition("Q^T = A")).toThrow("no condition");
    expect(() => c.parseCondition("")).toThrow('given: "" is no condition');
    expect(() => c.parseCondition("1 < a < 0")).toThrow("there is no a with 1 < a < 0");
    expect(() => c.parseCondition("a is one of 0 to 1.5")).toThrow("whole number");
  });
});
