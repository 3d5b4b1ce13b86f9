// Given values that break the conditions of a claim.
import { input, type Node, sub, tensor } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { contradiction } from "../src/claims/contradiction.ts";
import * as c from "../src/index.ts";

describe("given numbers contradict a condition", () => {
  test.each([
    [
      c.columnsSumToOne("Y"),
      [
        [0.2, 0.2],
        [0.8, 0.5],
      ],
      "Y[:, 1] sums to 0.7",
    ],
    [
      c.oneHotRows("Y"),
      [
        [0, 1],
        [0.5, 0.5],
      ],
      "Y[1, :] holds 0.5",
    ],
    [c.oneHotVector("y"), [1, 0, 1], "y sums to 2"],
    [
      c.rowsHaveZeroMean("X"),
      [
        [1, -1],
        [2, -1],
      ],
      "X[1, :] sums to 1",
    ],
    [c.hasUnitLength("u"), [[0.6], [0.7]], "the squares of u sum to 0.85"],
    [c.zeroOrOne("y"), [0, 2], "y[1] is 2"],
    [c.below("t", 3), [0, 3], "t[1] is 3"],
    [c.positive("a"), [[1, 0]], "a[0, 1] is 0"],
    [c.between("a", 0, 1), 1, "a is 1"],
    [
      c.symmetric("A"),
      [
        [1, 2],
        [3, 1],
      ],
      "A[1, 0] - A[0, 1] is 1",
    ],
    [
      c.positiveDefinite("A"),
      [
        [1, 2],
        [2, 1],
      ],
      "pivot 1 of A is -3",
    ],
    [
      c.orthogonal("Q"),
      [
        [1, 1],
        [0, 1],
      ],
      "the product of rows 0 and 0 of Q is 2",
    ],
    [
      c.lowRank("A", 1),
      [
        [1, 2],
        [2, 5],
      ],
      "A has a larger rank",
    ],
  ])("$0.text", (condition, values, instead) => {
    expect(contradiction(condition, tensor(values))).toBe(instead);
  });
});

describe("given numbers satisfy a condition", () => {
  const third = 1 / 3;
  test.each([
    [c.sumsToOne("y"), [0.1, 0.2, 0.3, 0.4]],
    [c.sumsToOne("y"), [third, third, third]],
    [c.sumsToOne("y"), [0.333, 0.333, 0.333]],
    [
      c.oneHotColumns("Y"),
      [
        [1, 0],
        [0, 1],
      ],
    ],
    [c.hasUnitLength("u"), [0.6, 0.8]],
    [c.hasUnitLength("u"), [0.4472, 0.8944]],
    [
      c.orthogonal("Q"),
      [
        [0.866, -0.5],
        [0.5, 0.866],
      ],
    ],
    [
      c.positiveDefinite("A"),
      [
        [2, 1],
        [1, 2],
      ],
    ],
    [
      c.lowRank("A", 1),
      [
        [1, 2],
        [2, 4],
      ],
    ],
    [
      c.lowRank("A", 2),
      [
        [0, 0],
        [0, 0],
      ],
    ],
    [c.between("a", 0, 1), [0.001, 0.999]],
  ])("$0.text: %#", (condition, values) => {
    expect(contradiction(condition, tensor(values))).toBe(undefined);
  });

  test("but three decimals that are off by more than their rounding do not", () => {
    expect(contradiction(c.sumsToOne("y"), tensor([0.333, 0.333, 0.331]))).toBe("y sums to 0.997");
  });
});

test("a claim at values that contradict its condition is told so, and others are checked", () => {
  const model = c
    .derivation({
      id: "d",
      title: "A difference",
      dimensions: {},
      given: [c.columnsSumToOne("Y")],
      build: () => ({ quantities: { Y: input("Y", [2, 2]) as Node, Z: input("Z", [2, 2]) as Node } }),
    })
    .claim("bad", {
      of: ({ Y }) => Y,
      values: [
        [0.2, 0.2],
        [0.8, 0.5],
      ],
      at: {
        Y: [
          [0.2, 0.2],
          [0.8, 0.5],
        ],
      },
    })
    .claim("good", { of: ({ Y, Z }) => sub(Y, Z), formula: ({ Y, Z }) => sub(Y, Z) });
  const [bad, good] = c.check(model).claims;
  expect(bad?.evidence.finding).toEqual({
    kind: "undecided",
    reason: "given: the columns of Y sum to 1, but the given Y[:, 1] sums to 0.7",
  });
  expect([bad?.ok, good?.verdict]).toEqual([false, "exact"]);
});
