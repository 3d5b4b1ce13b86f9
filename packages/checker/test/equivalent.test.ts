// Two formulas and nothing else: equal, or refuted, at the most general shapes.

import { type EquivalenceOptions, equivalent } from "@cadena/checker";
import {
  add,
  CadenaError,
  matmul,
  type Node,
  neg,
  ParseError,
  ShapeError,
  sub,
  transpose,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";

describe("formulas as text are", () => {
  test.each<[string, string, string, EquivalenceOptions?]>([
    ["exact", "sin(x)^2 + cos(x)^2", "1"],
    ["exact", "tanh(z)", "2σ(2z) - 1"],
    ["exact", "log(1/(1 + e^(-z)))", "-log(1 + e^(-z))"],
    ["exact", "(A B)^T", "B^T A^T"],
    ["exact", "‖x‖²", "x^T x"],
    ["exact", "0.1 + 0.2", "0.3"],
    ["exact", "softmax(z + c)", "softmax(z)"],
    ["exact", "1/m sum(x)", "mean(x)", { shapes: "x: m" }],
    ["exact", "log(x y)", "log x + log y", { given: ["x > 0", "y > 0"] }],
    ["exact", "A x", "A^T x", { given: ["A is symmetric"] }],
    ["exact", "A B", "B A", { shapes: "A 1x1, B 1x1" }],
    ["refuted", "A B", "B A"],
    ["refuted", "(A B)^T", "A^T B^T"],
    ["refuted", "sqrt(x^2)", "x"],
    ["refuted", "x + 1e-12", "x"],
    ["undecided", "log(-x^2)", "x"],
  ])("%s: %s and %s", (verdict, left, right, options = {}) => {
    expect(equivalent(left, right, options).verdict).toBe(verdict);
  });
});

test("formulas in code have the shapes that are given", () => {
  const left = ({ A, B }: Readonly<Record<string, Node>>) =>
    transpose(sub(matmul(A as Node, B as never) as Node, 1));
  const right = ({ A, B }: Readonly<Record<string, Node>>) =>
    add(matmul(transpose(B as Node), transpose(A as Node) as never) as Node, neg(1));
  const { verdict, shapes } = equivalent(left as never, right as never, { shapes: "A: n m, B: m k" });
  expect(verdict).toBe("exact");
  expect(shapes).toEqual({ A: ["n", "m"], B: ["m", "k"] });
  expect(equivalent(left as never, "B^T A^T - 1", { shapes }).verdict).toBe("exact");
});

test("the result is that of a check, at several sizes, with the shapes in its title", () => {
  const { result, shapes } = equivalent("A x", "A x + 0", { seed: 3 });
  expect(result.title).toBe("for all A [n, m], x [m]");
  expect(shapes).toEqual({ A: ["n", "m"], x: ["m"] });
  expect(result.claims).toMatchObject([
    { name: "A x", formula: "A x + 0", ok: true, evidence: { seed: 3, finding: { kind: "identity" } } },
  ]);
  expect(result.claims[0]?.evidence.finding).toHaveProperty("sizes.length", 2);
});

describe("at once, and not as a verdict, it is told that", () => {
  test.each<[string, string, string, EquivalenceOptions, abstract new (...args: never) => Error]>([
    ["a formula cannot be read", "A +", "B", {}, ParseError],
    ["a function is unknown", "f(x)", "f(x)", {}, ParseError],
    ["shapes do not fit", "A + B", "B", { shapes: "A: 2 3, B: 3 2" }, ShapeError],
    ["the two have different shapes", "A", "sum(A)", {}, ShapeError],
    ["shapes cannot be read", "A", "A", { shapes: "A: n -1" }, ParseError],
    ["a condition cannot be read", "A", "A", { given: ["A is nice"] }, CadenaError],
    ["a condition is on nothing", "A", "A", { given: ["B is symmetric"] }, CadenaError],
    ["a condition does not fit", "x", "x", { given: ["x is symmetric"] }, ShapeError],
  ])("%s", (_, left, right, options, error) => {
    expect(() => equivalent(left, right, options)).toThrow(error);
  });
});
