// Formulas that are right and that floats spoil: where a lint finds it, at which input, and the form that is safe. What
// floats come to at that input is computed here again.
import {
  abs,
  add,
  cos,
  div,
  evaluate,
  exp,
  float32,
  input,
  log,
  logSoftmax,
  mean,
  mul,
  type Node,
  neg,
  parameter,
  sigmoid,
  softmax,
  softplus,
  sqrt,
  square,
  sub,
  sum,
  tanh,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { type LintFinding, lint } from "../src/index.ts";

const z = parameter("z", [3]) as Node;
const x = parameter("x", []) as Node;
const y = input("y", [3]) as Node;

const findingsOf = (loss: Node): readonly LintFinding[] => lint({ loss, quantities: {} }).findings;

const e = (a: Node): Node => exp(a) as Node;
const inverse = (a: Node): Node => e(neg(a) as Node);

describe("a lint finds that floats break down in", () => {
  test.each<[string, Node, string]>([
    ["a sum of exponentials", log(sum(e(z))) as Node, "logSumExp(z, { axis: [0] })"],
    ["a softplus that is written out", log(add(1, e(x))) as Node, "softplus(x)"],
    ["a sigmoid from above", div(e(x), add(1, e(x))) as Node, "sigmoid(x)"],
    ["a softmax that is written out", sum(mul(y, div(e(z), sum(e(z))))) as Node, "softmax(z, { axis: 0 })"],
    ["a tangent that is written out", div(sub(e(x), inverse(x)), add(e(x), inverse(x))) as Node, "tanh(x)"],
    [
      "the logarithm of a hyperbolic cosine",
      log(div(add(e(x), inverse(x)), 2)) as Node,
      "sub(add(abs(x), softplus(mul(-2, abs(x)))), Math.log(2))",
    ],
  ])("%s", (_, loss, repair) => {
    const [finding, ...others] = findingsOf(loss);
    expect([finding?.rule, finding?.repair, others]).toEqual(["a breakdown of floats", repair, []]);
    expect(Number.isFinite(evaluate(loss, finding?.input as never).data[0])).toBe(false);
  });

  test("the gradient of a sigmoid that is written out", () => {
    const [finding] = findingsOf(div(1, add(1, inverse(x))) as Node);
    expect(finding).toMatchObject({
      text: "the gradient with respect to x is NaN in float64, because of exp(-x), and should be 0",
      repair: "sigmoid(x)",
      input: { x: -1000 },
    });
  });

  test.each<[string, Node, (x: number) => number, string]>([
    ["1 - cos(x)", sub(1, cos(x)) as Node, (v) => 2 * Math.sin(v / 2) ** 2, "mul(2, square(sin(div(x, 2))))"],
    ["exp(x) - 1", sub(e(x), 1) as Node, Math.expm1, "expm1(x)"],
    ["log(1 + x)", log(add(1, x)) as Node, Math.log1p, "log1p(x)"],
    [
      "√(x² + 1) - x",
      sub(sqrt(add(square(x), 1)), x) as Node,
      (v) => 1 / (Math.sqrt(v * v + 1) + v),
      "div(1, add(sqrt(add(square(x), 1)), x))",
    ],
  ])("the digits of %s", (_, loss, safe, repair) => {
    const [finding, ...others] = findingsOf(loss);
    expect([finding?.text, finding?.repair, others]).toEqual([
      expect.stringMatching(/^digits cancel: .* in float32, and should be /),
      repair,
      [],
    ]);
    const [got] = evaluate(loss, finding?.input as never, { system: float32 }).data as unknown as [number];
    const should = safe(finding?.input?.x as number);
    expect(Math.abs(got - should) / Math.abs(should)).toBeGreaterThan(1e-3);
  });

  test("the digits of a variance by moments, and not those of one by differences", () => {
    expect(findingsOf(sub(mean(square(z)), square(mean(z))) as Node)[0]).toMatchObject({
      repair: "mean(square(sub(z, mean(z, { axis: [0], keepDims: true }))), { axis: [0] })",
    });
    expect(findingsOf(mean(square(sub(z, mean(z)))) as Node)).toEqual([]);
  });

  test("the gradient of a norm at 0, and not that of one that is kept from it", () => {
    expect(findingsOf(sqrt(sum(square(z))) as Node)).toMatchObject([
      {
        text: "the gradient of a norm is 0/0 where z is 0: the gradient with respect to z is NaN",
        repair: "sqrt(add(sum(square(z)), 1e-12))",
        input: { z: [0, 0, 0] },
      },
    ]);
    expect(findingsOf(sqrt(add(sum(square(z)), 1e-12)) as Node)).toEqual([]);
  });

  test("a quotient of which no safe form is known", () => {
    const [finding] = findingsOf(div(e(x), add(2, e(add(x, 1) as Node))) as Node);
    expect(finding?.text).toMatch(/^the loss is NaN in float64, .*should be 0.3679$/);
  });
});

describe("a lint gives the input to what explains the breakdown", () => {
  test("of the logarithm of a sigmoid", () => {
    const loss = neg(mean(mul(y, log(sigmoid(z))))) as Node;
    const findings = findingsOf(loss);
    expect(findings.map(({ rule }) => rule)).toEqual(["the logarithm of a sigmoid"]);
    expect(Number.isFinite(evaluate(loss, findings[0]?.input as never).data[0])).toBe(false);
  });
});

describe("a lint finds nothing in", () => {
  test.each<[string, Node]>([
    ["a cross-entropy by logSoftmax", sum(mul(y, logSoftmax(z))) as Node],
    ["a softplus", mean(softplus(mul(y, z))) as Node],
    ["squares", mean(square(sub(z, y))) as Node],
    ["products that overflow in truth", mul(square(square(x)), square(square(x))) as Node],
    ["a tangent, a softmax and an absolute value", sum(mul(abs(tanh(z)), softmax(y))) as Node],
    ["a logarithm of what may be negative", sum(log(z)) as Node],
  ])("%s", (_, loss) => {
    expect(findingsOf(loss)).toEqual([]);
  });
});
