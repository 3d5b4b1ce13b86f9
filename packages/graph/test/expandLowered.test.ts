/** Ops that engines for loops compute as others. */
import { argmax, argmin, constant, evaluate, input, mul, type Node } from "@cadena/graph";
import { expandLowered, pick, together } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";

const x = constant([
  [
    [1, 5, Number.NaN],
    [5, -2, 0],
  ],
  [
    [-3, -3, 7],
    [Number.NEGATIVE_INFINITY, 4, 4],
  ],
]) as Node;

describe.each([
  ["argmax", argmax],
  ["argmin", argmin],
])("%s, written out as two folds,", (_, first) => {
  test.each([0, 1, 2, undefined])("finds the same along %s", (axis) => {
    for (const keepDims of [false, true]) {
      const found = first(x, { axis, keepDims }) as Node;
      const [written] = expandLowered([found]) as [Node];
      expect(written).not.toBe(found);
      expect(evaluate(written)).toEqual(evaluate(found));
    }
  });
});

test("one of several nodes that were taken together is that node", () => {
  const y = input("y", [2]) as Node;
  expect(expandLowered([pick(together([x, y]), 1)])).toEqual([y]);
});

test("what has loops of its own stays as it is", () => {
  const y = mul(x, 2) as Node;
  expect(expandLowered([y])[0]).toBe(y);
});
