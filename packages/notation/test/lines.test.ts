// Names, long formulas, shared subexpressions, deep graphs.
import {
  add,
  broadcastTo,
  captureOrigins,
  div,
  exp,
  gradients,
  input,
  log,
  matmul,
  mean,
  mul,
  type Node,
  neg,
  parameter,
  sigmoid,
  sub,
  sum,
  tanh,
} from "@cadena/graph";
import { atom, type Phrase } from "@cadena/graph/extend";
import { toLatex, toLines, toText } from "@cadena/notation";
import { expect, test } from "vitest";

const x = input("x", []);
const [X, W] = [input("X", [2, 5]), parameter("W", [1, 2])];
const Z = matmul(W, X);
const A = sigmoid(Z);

test("a named quantity inside a formula is written by its name, and at the root by its formula", () => {
  expect(toText(mul(A, sub(1, A)), { names: { Z, A } })).toBe("A * (1 - A)");
  expect(toText(A, { names: { Z, A } })).toBe("σ(Z)");
  expect(toText(Z, { names: { Z, A } })).toBe("W X");
});

test("a node that has a phrase is written as it, before its name, and what it is made from is left out", () => {
  const phrases = new Map<Node, Phrase>([
    [X, atom("X", "\\underset{2 \\times 5}{X}")],
    [A, atom("⟨A⟩", "\\mathbf{A}")],
  ]);
  expect(toLatex(matmul(W, X), { phrases })).toBe("W \\underset{2 \\times 5}{X}");
  expect(toText(mul(A, sub(1, A)), { names: { A }, phrases })).toBe("⟨A⟩ * (1 - ⟨A⟩)");
});

test("a leaf has its own name, and the table's where it has one", () => {
  expect(toText(X)).toBe("X");
  expect(toText(matmul(W, X), { names: { V: W } })).toBe("V X");
});

test("of two names for one quantity the first is written", () => {
  expect(toText(exp(A), { names: { first: A, second: A } })).toBe("exp(first)");
});

test("a constant that has a name is written by it", () => {
  const lambda = div(1, 8);
  expect(toText(mul(lambda, W), { names: { λ: lambda } })).toBe("λ W");
});

test("a name is written in LaTeX as an identifier", () => {
  expect(toLatex(exp(A), { names: { A1: A } })).toBe("e^{A_{1}}");
});

test("lines give each named quantity, each repeated subexpression and each output in the order of computation", () => {
  const J = neg(mean(log(A)));
  const [dW] = gradients(J, [W]);
  const shared = exp(add(mul(3, x), 2));
  expect(toLines([J, dW], { names: { Z, A, J, dW } })).toEqual([
    "Z = W X",
    "A = σ(Z)",
    "J = -mean(log(A))",
    "dW = (-1 / 5 / A * A * (1 - A)) Xᵀ",
  ]);
  expect(toLines(add(shared, div(1, shared)))).toEqual(["t1 = exp(3 * x + 2)", "t1 + 1 / t1"]);
});

test("a line's own name keeps clear of the user's names", () => {
  const t1 = input("t1", []);
  const shared = exp(add(mul(3, t1), 2));
  expect(toLines(mul(shared, shared), { names: { t2: t1 } })[0]).toBe("t3 = exp(3 * t2 + 2)");
});

test("a stretched number that gets a line of its own shows its stretching where the size counts", () => {
  const rate = exp(add(mul(3, x), 2));
  expect(toLines(mul(rate, sum(broadcastTo(rate, [3]))))).toEqual([
    "t1 = exp(3 * x + 2)",
    "t1 * sum(broadcastTo(t1, [3]))",
  ]);
  const stretched = broadcastTo(rate, [3]);
  expect(toLines(mul(sum(stretched), mean(stretched)))).toEqual([
    "t1 = exp(3 * x + 2)",
    "sum(broadcastTo(t1, [3])) * mean(broadcastTo(t1, [3]))",
  ]);
});

test("a formula that would double with each level is split into lines, each of bounded length", () => {
  let node: Node = x;
  for (let i = 0; i < 60; i++) node = mul(tanh(node), sub(1, node));
  const lines = toText(node).split("\n");
  expect(lines.length).toBeLessThanOrEqual(61);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(400);
  expect(lines[0]).toBe("t1 = tanh(x) * (1 - x)");
  expect(lines[1]).toBe("t2 = tanh(t1) * (1 - t1)");
  expect(lines.at(-1)).toBe("tanh(t59) * (1 - t59)");
  expect(toLatex(node).split("\n").slice(0, 2)).toEqual([
    "\\begin{aligned}",
    "t_{1} &= \\tanh\\left(x\\right) \\left(1 - x\\right) \\\\",
  ]);
});

test("a chain of 100,000 nodes is written without overflowing the stack", { timeout: 60_000 }, () => {
  const before = captureOrigins(false);
  let node: Node = x;
  for (let i = 0; i < 100_000; i++) node = i % 2 === 0 ? exp(node) : neg(node);
  captureOrigins(before);
  const lines = toText(node).split("\n");
  expect(lines.length).toBeGreaterThan(1000);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(400);
});
