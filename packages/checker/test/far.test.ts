// Mistakes that usual points do not show: a clip, a threshold far out or close to 0. Exact arithmetic does not call them
// exact, and larger and smaller points refute them.
import {
  add,
  addBias,
  input,
  log,
  matmul,
  mul,
  type Node,
  neg,
  parameter,
  relu,
  sigmoid,
  square,
  sub,
  sum,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { type Counterexample, check, derivation } from "../src/index.ts";

const layer = derivation({
  id: "layer",
  title: "A layer of relus",
  dimensions: { n: 3, k: 2, m: 4 },
  build: ({ n, k, m }) => {
    const X = input("X", [n, m]) as Node;
    const Y = input("Y", [k, m]) as Node;
    const W = parameter("W", [k, n]) as Node;
    const b = parameter("b", [k, 1]) as Node;
    const Z = addBias(matmul(W, X), b) as Node;
    const A = relu(Z);
    return { loss: sum(square(sub(A, Y))) as Node, quantities: { X, Y, W, b, Z, A } };
  },
}).claim("dA", { formula: "2 (A - Y)" });

const unit = derivation({
  id: "unit",
  title: "A sigmoid with a cross-entropy",
  dimensions: { m: 3 },
  build: ({ m }) => {
    const [z, y] = [input("z", [m]) as Node, input("y", [m]) as Node];
    const a = sigmoid(z);
    const J = neg(sum(add(mul(y, log(a)), mul(sub(1, y), log(sub(1, a)))))) as Node;
    return { loss: J, quantities: { z, y, a } };
  },
});

describe("is refuted", () => {
  test.each([
    "minimum(dA, 100) * [Z > 0]",
    "maximum(-50, dA) * [Z > 0]",
    "dA * [Z > 0] * [Z < 1000]",
    "where(Z > 200, 0 dA, dA * [Z > 0])",
    "dA * [Z > 1e-6]",
  ])("dZ = %s", (formula) => {
    expect(check(layer.erratum("dZ", { formula })).claims[1]?.verdict).toBe("refuted");
  });

  test.each(["minimum(a - y, 100)", "a - maximum(y, -300)"])(
    "dz = %s, where a large z has no value",
    (formula) => {
      expect(check(unit.erratum("dz", { formula })).claims[0]?.verdict).toBe("refuted");
    },
  );
});

test("the counter-example tells the point far out", () => {
  const found = check(unit.erratum("dz", { formula: "minimum(a - y, 100)" })).claims[0]?.evidence.finding;
  expect(found).toMatchObject({ kind: "entry", claimed: [100, 100] });
  const { y } = (found as Counterexample).point;
  expect(Math.min(...(y as number[]))).toBeLessThan(-99);
});

test("a right formula with a comparison of its own is not refuted by them", () => {
  const formula = "|dA| * sign(dA) * [Z > 0]";
  expect(["exact", "numeric"]).toContain(check(layer.claim("dZ", { formula })).claims[1]?.verdict);
});
