// Chains of claims: the first wrong step is told apart from the ones that only inherit its values.
import {
  add,
  addBias,
  div,
  input,
  logSoftmax,
  matmul,
  mul,
  type Node,
  neg,
  parameter,
  sigmoid,
  softmax,
  square,
  sub,
  sum,
  transpose,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { check, derivation } from "../src/index.ts";

const model = derivation({
  id: "chain",
  title: "Two layers and a squared error",
  dimensions: { n: 3, h: 4, c: 2, m: 5 },
  examples: "m",
  build: ({ n, h, c, m }) => {
    const X = input("X", [n, m]) as Node;
    const Y = input("Y", [c, m]) as Node;
    const W1 = parameter("W1", [h, n]) as Node;
    const W2 = parameter("W2", [c, h]) as Node;
    const b2 = parameter("b2", [c, 1]) as Node;
    const Z1 = matmul(W1, X) as Node;
    const A1 = sigmoid(Z1);
    const Z2 = addBias(matmul(W2, A1) as Node, b2) as Node;
    const J = div(sum(square(sub(Z2, Y))), 2 * m) as Node;
    return { loss: J, quantities: { X, Y, W1, W2, b2, Z1, A1, Z2 } };
  },
});

/** The back-propagation with two steps left open. */
const chain = (first: (Z2: Node, Y: Node) => Node, slope: (A1: Node, Z1: Node) => Node) =>
  model
    .claim("dZ2", { formula: ({ Z2, Y }) => first(Z2, Y), convention: "per-example" })
    .claim("dW2", { formula: ({ dZ2, A1, m }) => div(matmul(dZ2, transpose(A1) as Node), m) })
    .claim("dZ1", {
      formula: ({ W2, dZ2, A1, Z1 }) => mul(matmul(transpose(W2) as Node, dZ2), slope(A1, Z1)),
      convention: "per-example",
    })
    .claim("dW1", { formula: ({ dZ1, X, m }) => div(matmul(dZ1, transpose(X) as Node), m) });

const right = {
  first: (Z2: Node, Y: Node): Node => sub(Z2, Y),
  slope: (A1: Node): Node => mul(A1, sub(1, A1)),
};
const inherits = (name: string): string =>
  `the formula itself is right: its values inherit the error of ${name}`;
const said = (one: ReturnType<typeof chain>) =>
  check(one).claims.map(({ name, verdict, hints }) => [name, verdict, ...hints.map(({ text }) => text)]);

describe("in a chain of claims", () => {
  test("all are exact where all are right", () => {
    expect(said(chain(right.first, right.slope)).map(([, verdict]) => verdict)).toEqual(
      Array(4).fill("exact"),
    );
  });

  test("a wrong last layer is the only mistake", () => {
    expect(said(chain((Z2, Y) => sub(Y, Z2), right.slope))).toEqual([
      ["dZ2", "refuted"],
      ["dW2", "refuted", inherits("dZ2")],
      ["dZ1", "refuted", inherits("dZ2")],
      ["dW1", "refuted", inherits("dZ1")],
    ]);
  });

  test("a wrong step in the middle leaves what is before it alone", () => {
    expect(said(chain(right.first, (_, Z1) => mul(Z1, sub(1, Z1))))).toEqual([
      ["dZ2", "exact"],
      ["dW2", "exact"],
      ["dZ1", "refuted"],
      ["dW1", "refuted", inherits("dZ1")],
    ]);
  });

  test("a second mistake of its own is not excused by the first", () => {
    expect(
      said(
        chain(
          (Z2, Y) => sub(Y, Z2),
          (A1) => A1,
        ),
      ),
    ).toEqual([
      ["dZ2", "refuted"],
      ["dW2", "refuted", inherits("dZ2")],
      ["dZ1", "refuted"],
      ["dW1", "refuted", inherits("dZ1")],
    ]);
  });

  test("an erratum is nobody's error", () => {
    const one = model
      .erratum("dZ2", { formula: ({ Z2, Y }) => sub(Y, Z2), convention: "per-example" })
      .claim("db2", { formula: ({ Z2, Y, m }) => div(sum(sub(Z2, Y), { axis: 1, keepDims: true }), m) });
    expect(check(one).claims.map(({ ok }) => ok)).toEqual([true, true]);
  });
});

describe("a condition that nobody has stated", () => {
  const softmaxCost = derivation({
    id: "softmax",
    title: "Softmax and cross-entropy",
    dimensions: { c: 3, m: 4 },
    examples: "m",
    build: ({ c, m }) => {
      const Z = input("Z", [c, m]) as Node;
      const Y = input("Y", [c, m]) as Node;
      const P = softmax(Z, { axis: 0 });
      const J = div(neg(sum(mul(Y, logSoftmax(Z, { axis: 0 })))), m) as Node;
      return { loss: J, quantities: { Z, Y, P } };
    },
  });

  test("is suggested where a formula holds under it", () => {
    const [claim] = check(
      softmaxCost.claim("dZ", { formula: ({ P, Y }) => sub(P, Y), convention: "per-example" }),
    ).claims;
    expect(claim).toMatchObject({
      verdict: "refuted",
      hints: [{ text: "it holds if the columns of Y sum to 1" }],
    });
  });

  test("is not needed for the formula that holds in general", () => {
    const general = softmaxCost.claim("dZ", {
      formula: ({ P, Y }) => sub(mul(P, sum(Y, { axis: 0, keepDims: true })), Y),
      convention: "per-example",
    });
    expect(check(general).claims[0]).toMatchObject({ verdict: "exact", hints: [], warnings: [] });
  });

  test("is none that makes both sides vanish, or that does not help", () => {
    const [claim] = check(
      softmaxCost.claim("dZ", { formula: ({ P, Y }) => add(P, Y), convention: "per-example" }),
    ).claims;
    expect(claim).toMatchObject({ verdict: "refuted", hints: [] });
  });

  test("2 A x is right for a symmetric A", () => {
    const quadratic = derivation({
      id: "quadratic",
      title: "A quadratic form",
      dimensions: { n: 3 },
      build: ({ n }) => {
        const x = input("x", [n, 1]) as Node;
        const A = input("A", [n, n]) as Node;
        return { loss: sum(mul(x, matmul(A, x))) as Node, quantities: { x, A } };
      },
    }).claim("dx", { formula: ({ A, x }) => mul(2, matmul(A, x)) });
    expect(check(quadratic).claims[0]?.hints).toMatchObject([{ text: "it holds if A is symmetric" }]);
  });
});
