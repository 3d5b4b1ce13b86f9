// Formulas that are equal by algebra are never refuted, at ordinary points and at extreme ones; formulas that differ
// by a small planted change are never found to agree.
import {
  abs,
  add,
  cos,
  div,
  exp,
  greater,
  input,
  log,
  logSumExp,
  maximum,
  mean,
  minimum,
  mul,
  type Node,
  neg,
  pow,
  relu,
  sigmoid,
  sin,
  softmax,
  softplus,
  sqrt,
  square,
  sub,
  sum,
  tanh,
  where,
} from "@cadena/graph";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { check, derivation, type Verdict } from "../src/index.ts";

const seeded = { seed: 20240601, numRuns: 60 };

/** A formula over three vectors, as a function of them. */
type Formula = (x: Node, y: Node, z: Node) => Node;

const unary: readonly ((a: Node) => Node)[] = [
  neg,
  exp,
  sigmoid,
  tanh,
  relu,
  square,
  sin,
  cos,
  softplus,
  softmax,
  (a) => log(abs(a)),
  (a) => sqrt(abs(a)),
  (a) => pow(abs(a), 1.5),
  (a) => mul(1e-300, a),
  (a) => mul(1e300, a),
  (a) => mul(0.1, a),
];
const binary: readonly ((a: Node, b: Node) => Node)[] = [
  add,
  sub,
  mul,
  div,
  maximum,
  (a, b) => where(greater(a, b), a, neg(b)),
];

const { formula } = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constantFrom<Formula>(
      (x) => x,
      (_, y) => y,
      (_x, _y, z) => z,
    ),
    fc.tuple(fc.constantFrom(...unary), tie("formula")).map(
      ([f, a]): Formula =>
        (...v) =>
          f(a(...v)),
    ),
    fc.tuple(fc.constantFrom(...binary), tie("formula"), tie("formula")).map(
      ([f, a, b]): Formula =>
        (...v) =>
          f(a(...v), b(...v)),
    ),
  ),
}));

const extreme = fc.constantFrom(0, 1, -1, 0.1, 1e300, -1e300, 1e-300, 5e-324, 1000, -1000, 710, -745, 1e16);
const vector = fc.array(extreme, { minLength: 2, maxLength: 2 });
/** Free points, or given ones that are extreme. */
const places = fc.option(fc.record({ x: vector, y: vector, z: vector }), { nil: undefined });
type Place = Readonly<Record<"x" | "y" | "z", number[]>> | undefined;

function verdictOf(left: Formula, right: Formula, at: Place): Verdict | "vacuous" {
  const leaves = ["x", "y", "z"].map((name): Node => input(name, [2])) as [Node, Node, Node];
  const [x, y, z] = leaves;
  const pair = derivation({
    id: "pair",
    title: "",
    dimensions: {},
    build: () => ({ quantities: { x, y, z } }),
  });
  const claim = { of: () => right(...leaves), formula: () => left(...leaves), ...(at && { at }) };
  const [result] = check(pair.claim("equal", claim), { points: 2 }).claims;
  return result?.warnings.length === 0 ? result.verdict : "vacuous";
}

/** Pairs of formulas that are equal wherever both are defined. */
const identities: Readonly<Record<string, readonly [left: Formula, right: Formula]>> = {
  "x (y + z) = x y + x z": [(x, y, z) => mul(x, add(y, z)), (x, y, z) => add(mul(x, y), mul(x, z))],
  "x + (y + z) = (x + y) + z": [(x, y, z) => add(x, add(y, z)), (x, y, z) => add(add(x, y), z)],
  "x (y z) = (x y) z": [(x, y, z) => mul(x, mul(y, z)), (x, y, z) => mul(mul(x, y), z)],
  "x - y = -(y - x)": [sub, (x, y) => neg(sub(y, x))],
  "x + y - y = x": [(x, y) => sub(add(x, y), y), (x) => x],
  "(x + y) / z = x / z + y / z": [(x, y, z) => div(add(x, y), z), (x, y, z) => add(div(x, z), div(y, z))],
  "(x + y)² = x² + 2 x y + y²": [
    (x, y) => square(add(x, y)),
    (x, y) => add(add(square(x), square(y)), mul(2, mul(x, y))),
  ],
  "log |x y| = log |x| + log |y|": [(x, y) => log(abs(mul(x, y))), (x, y) => add(log(abs(x)), log(abs(y)))],
  "e^(x + y) = e^x e^y": [(x, y) => exp(add(x, y)), (x, y) => mul(exp(x), exp(y))],
  "e^(log |x|) = |x|": [(x) => exp(log(abs(x))), (x) => abs(x)],
  "tanh x = 2 σ(2 x) - 1": [(x) => tanh(x), (x) => sub(mul(2, sigmoid(mul(2, x))), 1)],
  "σ(-x) = 1 - σ(x)": [(x) => sigmoid(neg(x)), (x) => sub(1, sigmoid(x))],
  "σ(x) = e^x / (1 + e^x)": [(x) => sigmoid(x), (x) => div(exp(x), add(1, exp(x)))],
  "softplus(x) - softplus(-x) = x": [(x) => sub(softplus(x), softplus(neg(x))), (x) => x],
  "softmax(x + s) = softmax(x)": [(x, y) => softmax(add(x, sum(y))), (x) => softmax(x)],
  "softmax(x) = e^x / sum(e^x)": [(x) => softmax(x), (x) => div(exp(x), sum(exp(x)))],
  "logSumExp(x) = log(sum(e^x))": [(x) => logSumExp(x), (x) => log(sum(exp(x)))],
  "max + min = x + y": [(x, y) => add(maximum(x, y), minimum(x, y)), add],
  "max(x, y) = where(x > y, x, y)": [maximum, (x, y) => where(greater(x, y), x, y)],
  "relu(x) = (x + |x|) / 2": [(x) => relu(x), (x) => div(add(x, abs(x)), 2)],
  "sin² + cos² = 1": [(x) => add(square(sin(x)), square(cos(x))), (x) => add(1, mul(0, x))],
  "sin 2x = 2 sin x cos x": [(x) => sin(mul(2, x)), (x) => mul(2, mul(sin(x), cos(x)))],
  "√x² = |x|": [(x) => sqrt(square(x)), (x) => abs(x)],
  "|x|^1.5 |x|^0.5 = x²": [(x) => mul(pow(abs(x), 1.5), pow(abs(x), 0.5)), (x) => square(x)],
  "0.1 (3 x) = 0.3 x": [(x) => mul(0.1, mul(3, x)), (x) => mul(0.3, x)],
  "1e200 (1e100 x) = 1e300 x": [(x) => mul(1e200, mul(1e100, x)), (x) => mul(1e300, x)],
  "sum(x) = 2 mean(x)": [(x) => sum(x), (x) => mul(2, mean(x))],
};

describe("never refuted, whatever formulas stand for x, y and z:", () => {
  for (const [name, [left, right]] of Object.entries(identities)) {
    test.prop([formula, formula, formula, places], seeded)(name, (a, b, c, at) => {
      const over =
        (f: Formula): Formula =>
        (...v) =>
          f(a(...v), b(...v), c(...v));
      expect(verdictOf(over(left), over(right), at)).not.toBe("refuted");
    });
  }
});

/** What is done to a formula, and the formula; the two are different functions. */
const changes: Readonly<Record<string, (f: Node, x: Node, y: Node) => readonly [changed: Node, f: Node]>> = {
  "a factor of one millionth more": (f) => [mul(1 + 1e-6, f), f],
  "the sign": (f) => [neg(f), f],
  // Next to 1e300 no float could show a leaf of ordinary size.
  "another leaf added": (f, x) => [add(tanh(f), x), tanh(f)],
  "a small part of the formula's own size": (f, x) => [add(f, mul(1e-8, mul(x, f))), f],
  "a leaf in the place of another": (f, x, y) => [mul(f, x), mul(f, y)],
};

describe("never numeric, but for what is 0:", () => {
  for (const [name, change] of Object.entries(changes)) {
    test.prop([formula], seeded)(name, (f) => {
      const side =
        (k: 0 | 1): Formula =>
        (x, y, z) =>
          change(f(x, y, z), x, y)[k];
      expect(verdictOf(side(0), side(1), undefined)).not.toBe("numeric");
    });
  }
});
