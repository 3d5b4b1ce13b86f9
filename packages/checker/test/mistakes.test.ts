// The mistakes that people make in hand-derived back-propagation, each planted into the right formula: every one is
// refuted. The model has two layers and an L2 penalty; all widths are equal, so that most mistakes fit by shape.
import {
  add,
  addBias,
  div,
  input,
  log,
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
  tanh,
  transpose,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { type Convention, check, columnsSumToOne, derivation } from "../src/index.ts";

type Output = "sigmoid" | "softmax";
const lambda = 1e-8;

function network(output: Output, n: number, m: number) {
  const X: Node = input("X", [n, m]);
  const Y: Node = input("Y", [n, m]);
  const [W1, W2]: Node[] = [parameter("W1", [n, n]), parameter("W2", [n, n])] as never;
  const [b1, b2]: Node[] = [parameter("b1", [n, 1]), parameter("b2", [n, 1])] as never;
  const Z1: Node = addBias(matmul(W1 as Node, X), b1 as Node);
  const A1: Node = tanh(Z1);
  const Z2: Node = addBias(matmul(W2 as Node, A1), b2 as Node);
  const A2: Node = output === "sigmoid" ? sigmoid(Z2) : softmax(Z2, { axis: 0 });
  const likelihood =
    output === "sigmoid" ? add(mul(Y, log(A2)), mul(sub(1, Y), log(sub(1, A2)))) : mul(Y, log(A2));
  const squares = add(sum(square(W1 as Node)), sum(square(W2 as Node)));
  const loss = add(neg(div(sum(likelihood), m)), mul(lambda / (2 * m), squares));
  return { loss, quantities: { X, Y, W1, W2, b1, b2, Z1, A1, Z2, A2 } as Record<Name, Node> };
}

type Name = "X" | "Y" | "W1" | "W2" | "b1" | "b2" | "Z1" | "A1" | "Z2" | "A2";
type Scope = Record<Name, Node> & { readonly n: number; readonly m: number };
type Formula = (s: Scope) => Node;

const dZ2: Formula = ({ A2, Y }) => sub(A2, Y);
const dA1: Formula = (s) => matmul(s.W2, dZ2(s), { transposeA: true });
const slope: Formula = ({ A1 }) => sub(1, square(A1));
const dZ1: Formula = (s) => mul(dA1(s), slope(s));
const outer = (a: Node, b: Node): Node => matmul(a, b, { transposeB: true });
const rows = (a: Node): Node => sum(a, { axis: 1, keepDims: true });
const penalty = (W: Node, m: number): Node => mul(lambda / m, W);
const dW2: Formula = (s) => add(div(outer(dZ2(s), s.A1), s.m), penalty(s.W2, s.m));
const dW1: Formula = (s) => add(div(outer(dZ1(s), s.X), s.m), penalty(s.W1, s.m));
const db1: Formula = (s) => div(rows(dZ1(s)), s.m);
const right = { dZ2, dA1, dZ1, dW2, dW1, db1 };
type Gradient = keyof typeof right;

const per = (of: Gradient): Convention => (of.startsWith("dW") || of === "db1" ? "cost" : "per-example");

const verdictOf = (of: Gradient, formula: Formula, output: Output, m: number, convention = per(of)) => {
  const model = derivation({
    id: "network",
    title: "Two layers",
    dimensions: { n: 4, m },
    examples: "m",
    given: output === "softmax" ? [columnsSumToOne("Y")] : [],
    build: (sizes) => network(output, sizes.n, sizes.m),
  });
  const [claim] = check(model.claim(of, { formula: formula as never, convention })).claims;
  return claim?.verdict;
};

/** By what is wrong: in which gradient, and how; `m` where the number of examples must be that of the neurons. */
const mistakes: Readonly<Record<string, readonly [of: Gradient, formula: Formula, m?: number]>> = {
  "1/m on dZ1 and again on dW1": [
    "dW1",
    (s) => add(div(outer(div(dZ1(s), s.m), s.X), s.m), penalty(s.W1, s.m)),
  ],
  "1/n for 1/m": ["dW1", (s) => add(div(outer(dZ1(s), s.X), s.n), penalty(s.W1, s.m))],
  "1/m missing in dW": ["dW1", (s) => add(outer(dZ1(s), s.X), penalty(s.W1, s.m))],
  "1/m missing in db": ["db1", (s) => rows(dZ1(s))],
  "the mean over the examples, and 1/m again": ["db1", (s) => div(rows(dZ1(s)), s.m * s.m)],
  "the derivative at Z in the place of A": ["dZ1", (s) => mul(dA1(s), sub(1, square(s.Z1)))],
  "the derivative of a sigmoid for that of tanh": ["dZ1", (s) => mul(dA1(s), mul(s.A1, sub(1, s.A1)))],
  "1 - A for 1 - A²": ["dZ1", (s) => mul(dA1(s), sub(1, s.A1))],
  "a missing derivative": ["dZ1", dA1],
  "Z1 multiplied by the derivative": ["dZ1", (s) => mul(s.Z1, slope(s))],
  "the derivative added, not multiplied": ["dZ1", (s) => add(dA1(s), slope(s))],
  "an extra derivative after the output": ["dZ2", (s) => mul(dZ2(s), mul(s.A2, sub(1, s.A2)))],
  "dA for dZ": ["dZ2", (s) => sub(div(sub(1, s.Y), sub(1, s.A2)), div(s.Y, s.A2))],
  "the sign": ["dZ2", (s) => sub(s.Y, s.A2)],
  "W2 without its transpose": ["dA1", (s) => matmul(s.W2, dZ2(s))],
  "W1 for W2": ["dA1", (s) => matmul(s.W1, dZ2(s), { transposeA: true })],
  "dW2 for W2": ["dA1", (s) => matmul(dW2(s), dZ2(s), { transposeA: true })],
  "updated weights": ["dA1", (s) => matmul(sub(s.W2, mul(0.01, dW2(s))), dZ2(s), { transposeA: true })],
  "* for the matrix product": ["dA1", (s) => mul(transpose(s.W2), dZ2(s)), 4],
  "the matrix product for *": ["dZ1", (s) => matmul(dA1(s), slope(s)), 4],
  "1 - A1ᵀA1 for 1 - A1²": ["dZ1", (s) => mul(dA1(s), sub(1, matmul(s.A1, s.A1, { transposeA: true }))), 4],
  "the transpose of dW": ["dW2", (s) => transpose(dW2(s))],
  "the factors of dW swapped": ["dW2", (s) => add(div(outer(s.A1, dZ2(s)), s.m), penalty(s.W2, s.m))],
  "X for A1": ["dW2", (s) => add(div(outer(dZ2(s), s.X), s.m), penalty(s.W2, s.m))],
  "Z1 for A1": ["dW2", (s) => add(div(outer(dZ2(s), s.Z1), s.m), penalty(s.W2, s.m))],
  "A1 for X": ["dW1", (s) => add(div(outer(dZ1(s), s.A1), s.m), penalty(s.W1, s.m))],
  "dW2 twice": ["dW2", (s) => mul(2, dW2(s))],
  "db1 four times": ["db1", (s) => mul(4, db1(s))],
  "the wrong axis of db": ["db1", (s) => div(transpose(sum(dZ1(s), { axis: 0, keepDims: true })), s.m), 4],
  "a tiny penalty forgotten": ["dW1", (s) => div(outer(dZ1(s), s.X), s.m)],
  "a penalty without 1/m": ["dW1", (s) => add(div(outer(dZ1(s), s.X), s.m), mul(lambda, s.W1))],
  "a penalty of λ/2m": ["dW1", (s) => add(div(outer(dZ1(s), s.X), s.m), penalty(s.W1, 2 * s.m))],
  "the penalty of the other weights": ["dW1", (s) => add(div(outer(dZ1(s), s.X), s.m), penalty(s.W2, s.m))],
  "a penalty of the biases": ["db1", (s) => add(db1(s), penalty(s.b1, s.m))],
};

describe.each(["sigmoid", "softmax"] as const)("with %s outputs", (output) => {
  test.each(Object.keys(right) as Gradient[])("%s as it should be is exact", (of) => {
    expect([5, 4].map((m) => verdictOf(of, right[of], output, m))).toEqual(["exact", "exact"]);
  });

  test.each(Object.entries(mistakes))("refuted: %s", (_, [of, formula, m = 5]) => {
    expect(verdictOf(of, formula, output, m)).toBe("refuted");
  });

  test.each(Object.keys(right) as Gradient[])("%s in the other convention is refuted", (of) => {
    const other = per(of) === "cost" ? "per-example" : "cost";
    expect(verdictOf(of, right[of], output, 5, other)).toBe("refuted");
  });
});
