import {
  add,
  broadcastTo,
  captureOrigins,
  div,
  evaluate,
  full,
  gradients,
  input,
  mul,
  type Node,
  neg,
  reshape,
  same,
  simplify,
  sin,
  sub,
  sum,
  topological,
  transpose,
} from "@cadena/graph";
import { simplifications } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";

const x = input("x", [2, 3]);
const y = input("y", [2, 3]);
const values = new Map([
  [
    x,
    [
      [1, -2, 3],
      [0.5, 8, -0.25],
    ],
  ],
  [
    y,
    [
      [4, 5, -6],
      [7, 0.125, 9],
    ],
  ],
]);

/** For each equation its left side, and what it says on the right. */
const samples: Readonly<Record<string, readonly [left: Node, right: Node]>> = {
  "1 * x = x": [mul(1, x), x],
  "x * 1 = x": [mul(x, full([2, 3], 1)), x],
  "x / 1 = x": [div(x, broadcastTo(reshape(full([1], 1), [1, 1]), [2, 3])), x],
  "0 + x = x": [add(0, x), x],
  "x + 0 = x": [add(x, 0), x],
  "x - 0 = x": [sub(x, 0), x],
  "0 - x = -x": [sub(0, x), neg(x)],
  "-(-x) = x": [neg(neg(x)), x],
  "x + -y = x - y": [add(x, neg(y)), sub(x, y)],
  "x - -y = x + y": [sub(x, neg(y)), add(x, y)],
  "xᵀᵀ = x": [transpose(transpose(x)), x],
  "reshape(reshape(x)) = reshape(x)": [reshape(reshape(x, [6]), [3, 2]), reshape(x, [3, 2])],
};

describe("simplify", () => {
  test("has a sample for each of its equations", () => {
    expect(Object.keys(samples)).toEqual(simplifications.map((row) => row.equation));
  });

  for (const { equation } of simplifications) {
    const [left, right] = samples[equation] as readonly [Node, Node];
    test(`turns the left side of ${equation} into the right side`, () => {
      const [simpler] = simplify([left]);
      expect(same(simpler as Node, right)).toBe(true);
    });
    test(`keeps the value: ${equation}`, () => {
      const [a, b] = evaluate([left, right], values);
      expect(b.toArray()).toEqual(a.toArray());
    });
  }

  test("leaves alone what only looks like an identity", () => {
    const almost = [mul(x, full([2, 3], 2)), add(x, 1), sub(x, y), div(1, x), transpose(reshape(x, [3, 2]))];
    expect(simplify(almost)).toEqual(almost);
  });

  test("does not take an empty constant for a 1", () => {
    const empty = input("e", [0]);
    const product = mul(empty, full([0], 7));
    expect(simplify([product])[0]).toBe(product);
  });

  test("goes on until nothing is left to simplify", () => {
    const [simpler] = simplify([add(mul(1, neg(neg(x))), mul(0, 1))]);
    expect(simpler).toBe(x);
  });

  test("makes the gradient of sum(x sin x) free of the seed's factors", () => {
    const [dx] = gradients(sum(mul(x, sin(x))), [x]);
    const [simpler] = simplify([dx]) as [Node];
    expect(topological([simpler]).length).toBeLessThan(topological([dx]).length);
    expect(
      evaluate(
        simpler,
        new Map([
          [
            x,
            [
              [1, 2, 3],
              [4, 5, 6],
            ],
          ],
        ]),
      ).toArray(),
    ).toEqual(
      evaluate(
        dx,
        new Map([
          [
            x,
            [
              [1, 2, 3],
              [4, 5, 6],
            ],
          ],
        ]),
      ).toArray(),
    );
  });

  test("gets through a chain of 100,000 nodes", () => {
    const before = captureOrigins(false);
    let chain: Node = x;
    for (let k = 0; k < 50_000; k++) chain = neg(neg(chain));
    expect(simplify([chain])[0]).toBe(x);
    captureOrigins(before);
  });
});
