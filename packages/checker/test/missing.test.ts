// What people forget in a formula: a factor, a divisor, a term, a mean; each is named in words, and put in.
import { input, type Node, parameter } from "@cadena/graph";
import { parse } from "@cadena/notation";
import { describe, expect, test } from "vitest";
import { check, derivation, knownMistakes, type Mistake } from "../src/index.ts";

interface Model {
  /** The shapes of the inputs, as in "n m". */
  readonly inputs: Readonly<Record<string, string>>;
  /** What is learnt; other gradients are of quantities. */
  readonly parameters?: readonly string[];
  readonly forward?: Readonly<Record<string, string>>;
  readonly loss: string;
  /** Gradients that a formula may be made of. */
  readonly before?: Readonly<Record<string, string>>;
}

const sizes = { n: 4, k: 3, m: 5 };

/** What is said of a wrong formula. */
function told(
  { inputs, parameters = [], forward = {}, loss, before = {} }: Model,
  name: string,
  wrong: string,
  mistakes: readonly Mistake[] = knownMistakes,
) {
  const model = derivation({
    id: "model",
    title: "A model",
    dimensions: sizes,
    build: (dimensions) => {
      const all: Record<string, number> = dimensions;
      const quantities: Record<string, Node> = {};
      for (const [one, shape] of Object.entries(inputs)) {
        const extents = shape.split(" ").filter(Boolean);
        const make = parameters.includes(one) ? parameter : input;
        quantities[one] = make(
          one,
          extents.map((extent) => all[extent] ?? 1),
        );
      }
      for (const [one, text] of Object.entries(forward)) {
        quantities[one] = parse(text, { ...all, ...quantities });
      }
      return { loss: parse(loss, { ...all, ...quantities }), quantities };
    },
  });
  const claims = { ...before, [name]: wrong };
  const checked = Object.entries(claims).reduce(
    (made, [one, formula]) => made.claim(one, { formula, convention: "cost" }),
    model as typeof model,
  );
  const [hint] = check(checked, { mistakes }).claims.at(-1)?.hints ?? [];
  return hint?.kind === "edit" ? { says: hint.text, repaired: hint.repaired, shown: hint.shown } : hint;
}

const layer = { Z: "k m", Y: "k m" };
const steps: Model = {
  inputs: { Z: "k m", T: "k m" },
  forward: { A: "1 / (1 + exp(-Z))" },
  loss: "sum(A^2 * T)",
  before: { dA: "2 A * T" },
};
const quadratic: Model = { inputs: { A: "n n", x: "n" }, parameters: ["x"], loss: "x^T A x" };
const squares: Model = {
  inputs: { X: "m n", w: "n", y: "m" },
  parameters: ["w"],
  loss: "1/m ‖X w - y‖²",
};
const exponents: Model = { inputs: layer, loss: "sum(log(sum(exp(Z), axis=0, keepdims))) - sum(Y * Z)" };
const weighted: Model = {
  inputs: { ...layer, c: "k 1" },
  forward: { P: "softmax(Z, axis=0)" },
  loss: "-sum(c * Y * log(P))",
};
const margins: Model = { inputs: layer, forward: { M: "1 - Y * Z" }, loss: "sum(max(0, M))" };
const distances: Model = { inputs: layer, loss: "sum(|Z - Y|)" };
const quantiles: Model = {
  inputs: { ...layer, q: "" },
  loss: "sum(max(q * (Y - Z), (q - 1) * (Y - Z)))",
};
const scores: Model = {
  inputs: { Q: "m k", K: "m k", T: "m m" },
  forward: { S: "Q K^T / sqrt(k)" },
  loss: "sum(S^2 * T)",
  before: { dS: "2 S * T" },
};
const norm: Model = {
  inputs: { X: "n m", T: "n m" },
  forward: { S: "sqrt(mean(X^2, axis=0, keepdims))", H: "X / S" },
  loss: "sum(H^2 * T)",
  before: { dH: "2 H * T" },
};
const deviations: Model = {
  inputs: { ...layer, T: "k m", s: "k 1" },
  loss: "sum((Z - Y)^2 * exp(-2 s) / 2) + sum(sqrt(1 + T^2))",
};
const shared: Model = {
  inputs: { b: "k 1", U: "k m", V: "k m", W: "k m" },
  parameters: ["b"],
  forward: { E: "U + b", F: "V + b", G: "W + b" },
  loss: "sum(E^2 + F^3 + G^4)",
  before: { dE: "2 E", dF: "3 F^2", dG: "4 G^3" },
};

describe("what is missing is told", { timeout: 30_000 }, () => {
  test.each<[string, Model, string, string, string, string]>([
    [
      "from 1",
      steps,
      "dZ",
      "dA * A * 1",
      "a term is missing: A must be subtracted from 1",
      "dA * A * (1 - A)",
    ],
    [
      "in a derivative",
      steps,
      "dZ",
      "dA * A",
      "a factor is missing: dA * A must be multiplied by 1 - A",
      "dA * A * (1 - A)",
    ],
    ["before a vector", quadratic, "dx", "x", "a factor is missing: (A + Aᵀ) before x", "(A + Aᵀ) x"],
    [
      "as a product with a vector",
      squares,
      "dw",
      "2/m (X^T X w)",
      "a term is missing: -Xᵀ y",
      "(2 / m) (Xᵀ X w - Xᵀ y)",
    ],
    [
      "as what the columns are divided by",
      exponents,
      "dZ",
      "exp(Z) - Y",
      "a divisor is missing: exp(Z) must be divided by sum(exp(Z), axis=0, keepDims)",
      "exp(Z) / sum(exp(Z), axis=0, keepDims) - Y",
    ],
    [
      "as a sum of what stands there",
      weighted,
      "dZ",
      "P - c * Y",
      "a factor is missing: P must be multiplied by sum(c * Y, axis=0, keepDims)",
      "P * sum(c * Y, axis=0, keepDims) - c * Y",
    ],
    [
      "in a comparison",
      margins,
      "dZ",
      "-Y * [Y < 1]",
      "a factor is missing: Y must be multiplied by Z",
      "-Y * [Y * Z < 1]",
    ],
    [
      "as the other comparison",
      distances,
      "dZ",
      "-[Z < Y]",
      "a term is missing: [Z > Y]",
      "-[Z < Y] + [Z > Y]",
    ],
    [
      "as what is left of a share",
      quantiles,
      "dZ",
      "[Z > Y] - q * [Z < Y]",
      "a factor is missing: [Z > Y] must be multiplied by 1 - q",
      "(1 - q) * [Z > Y] - q * [Z < Y]",
    ],
    [
      "as the root of a size",
      scores,
      "dQ",
      "dS K",
      "1/√(k) is missing: dS K must be divided by it",
      "dS K / √(k)",
    ],
    [
      "as a mean",
      norm,
      "dX",
      "(dH - H * (dH * H)) / S",
      "a mean is missing: dH * H must be averaged over axis 0",
      "(dH - H * mean(dH * H, axis=0, keepDims)) / S",
    ],
    [
      "in a mean",
      norm,
      "dX",
      "(dH - H * mean(dH, axis=0, keepdims)) / S",
      "a factor is missing: dH must be multiplied by H",
      "(dH - H * mean(dH * H, axis=0, keepDims)) / S",
    ],
    [
      "as a number with its sign",
      deviations,
      "dZ",
      "(Z - Y) * exp(s)",
      "a factor of -2 is missing in s",
      "(Z - Y) * exp(-2 s)",
    ],
    ["as a root", deviations, "dT", "T / (1 + T^2)", "1 + T² must be √(1 + T²)", "T / √(1 + T²)"],
    [
      "as two sums",
      shared,
      "db",
      "sum(dE, axis=1, keepdims)",
      "a term is missing: sum(dG, axis=1, keepDims) + sum(dF, axis=1, keepDims)",
      "sum(dE, axis=1, keepDims) + sum(dG, axis=1, keepDims) + sum(dF, axis=1, keepDims)",
    ],
  ])("%s", (_, model, name, wrong, says, repaired) => {
    expect(told(model, name, wrong)).toEqual({ says, repaired, shown: "exact" });
  });

  test("within a function that can be undone", () => {
    const signed: Model = { inputs: layer, loss: "sum(log(1 + exp(-Y * Z)))" };
    expect(told(signed, "dZ", "-Y * σ(Z)")).toMatchObject({
      says: "a factor is missing: Z must be multiplied by -Y",
      shown: "exact",
    });
  });
});

test("no factor is told that only takes the formula away again", { timeout: 30_000 }, () => {
  const focal: Model = {
    inputs: { Z: "k m", Y: "k m" },
    forward: { A: "σ(Z)" },
    loss: "-sum(Y * (1 - A)^2 * log(A))",
    before: { dA: "Y * (2 * (1 - A) * log(A) - (1 - A)^2 / A)" },
  };
  const factors = knownMistakes.filter((mistake) => mistake.name === "a missing factor");
  expect(told(focal, "dZ", "Y * (1 - A)^2 * log(A)", factors)).toMatchObject({ kind: "unrepaired" });
});
