// Chains of claims: the first wrong step is told apart from the ones that only inherit its values.
import {
  addBias,
  div,
  input,
  matmul,
  mul,
  type Node,
  parameter,
  sigmoid,
  square,
  sub,
  sum,
  transpose,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { type AnyDerivation, check, derivation } from "../src/index.ts";

// Each checks whole derivations, with witnesses of all gradients.
const patient = { timeout: 30_000 };

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
const unrepaired: string = expect.stringMatching(
  /^none of \d+ edits makes it right; it is wrong in every entry/,
);
const unfinished = "a factor is missing: W2ᵀ dZ2 * A1 must be multiplied by 1 - A1";
const said = (one: AnyDerivation) =>
  check(one).claims.map(({ name, verdict, hints }) => [name, verdict, ...hints.map(({ text }) => text)]);

describe("in a chain of claims", patient, () => {
  test("all are exact where all are right", () => {
    expect(said(chain(right.first, right.slope)).map(([, verdict]) => verdict)).toEqual(
      Array(4).fill("exact"),
    );
  });

  test("a wrong last layer is the only mistake", () => {
    expect(said(chain((Z2, Y) => sub(Y, Z2), right.slope))).toEqual([
      ["dZ2", "refuted", "the sign is wrong: Y - Z2 must be Z2 - Y"],
      ["dW2", "refuted", inherits("dZ2")],
      ["dZ1", "refuted", inherits("dZ2")],
      ["dW1", "refuted", inherits("dZ1")],
    ]);
  });

  test("a wrong step in the middle leaves what is before it alone", () => {
    expect(said(chain(right.first, (_, Z1) => mul(Z1, sub(1, Z1))))).toEqual([
      ["dZ2", "exact"],
      ["dW2", "exact"],
      ["dZ1", "refuted", "the derivative of sigmoid is taken at Z1; it must be taken at A1"],
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
      ["dZ2", "refuted", "the sign is wrong: Y - Z2 must be Z2 - Y"],
      ["dW2", "refuted", inherits("dZ2")],
      ["dZ1", "refuted", unfinished],
      ["dW1", "refuted", inherits("dZ1")],
    ]);
  });

  test("an erratum is nobody's error", () => {
    const one = model
      .erratum("dZ2", { formula: ({ Z2, Y }) => sub(Y, Z2), convention: "per-example" })
      .claim("db2", { formula: ({ Z2, Y, m }) => div(sum(sub(Z2, Y), { axis: 1, keepDims: true }), m) });
    expect(check(one).claims.map(({ ok }) => ok)).toEqual([true, true]);
  });

  test("a step of a wrong shape is named as the source of what follows", () => {
    const turned = chain((Z2, Y) => transpose(sub(Z2, Y)), right.slope);
    expect(said(turned)).toEqual([
      ["dZ2", "refuted", "its transpose is right"],
      ["dW2", "refuted", inherits("dZ2")],
      ["dZ1", "refuted", inherits("dZ2")],
      ["dW1", "refuted", inherits("dZ1")],
    ]);
    const [, dW2] = check(turned).claims;
    expect(dW2?.evidence.finding).toEqual({
      kind: "shape",
      reason: "it is made from dZ2, which has a wrong shape",
    });
    const second = chain(
      (Z2, Y) => transpose(sub(Z2, Y)),
      (A1) => A1,
    );
    expect(said(second)[2]).toEqual(["dZ1", "refuted", unfinished]);
  });

  test("a formula that is a quantity or a leaf is not found wherever that is used", () => {
    const quantity = model
      .claim("dA1", { formula: ({ A1 }) => A1 })
      .claim("dZ1", { formula: ({ dA1, A1 }) => mul(dA1, right.slope(A1)) })
      .claim("dZ2", { formula: ({ Z2, Y, m }) => div(sub(Z2, Y), m) });
    expect(said(quantity)).toEqual([
      ["dA1", "refuted", unrepaired],
      ["dZ1", "refuted", inherits("dA1")],
      ["dZ2", "exact"],
    ]);
    const leaf = model
      .claim("dZ2", { formula: ({ Y }) => Y })
      .claim("db2", { formula: ({ Z2, Y, m }) => div(sum(sub(Z2, Y), { axis: 1, keepDims: true }), m) });
    expect(said(leaf)).toEqual([
      ["dZ2", "refuted", unrepaired],
      ["db2", "exact"],
    ]);
  });

  test("that a step only inherits an error is shown exactly, at small sizes", () => {
    for (const first of [(Z2: Node, Y: Node) => sub(Y, Z2), (Z2: Node, Y: Node) => transpose(sub(Z2, Y))]) {
      const [, dW2] = check(chain(first, right.slope)).claims;
      expect(dW2?.hints).toMatchObject([{ kind: "inherits", from: ["dZ2"], shown: "exact" }]);
    }
  });
});
