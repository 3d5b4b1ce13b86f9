// What a lint finds in the lecture notes and in the zoo of models: this, and nothing else. All of it is true: these models
// are right, and their costs are written as textbooks write them, by logarithms of probabilities.
import { type AnyDerivation, knownLintRules, lint } from "@cadena/checker";
import { input, type Node, parameter, sigmoid, softmax } from "@cadena/graph";
import {
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  categoricalCrossEntropy,
  crossEntropy,
  mse,
} from "@cadena/nn";
import { describe, expect, test } from "vitest";
import { chained } from "../bench/checking/model.ts";
import { zoo } from "../bench/checking/zoo.ts";
import { notes } from "../examples/notes/notes.ts";

const [breakdown] = knownLintRules.slice(-1);
const quick = knownLintRules.filter((rule) => rule !== breakdown);

/** Each rule with the formula that it is about, and the derivations that have it. */
function told(derivations: readonly AnyDerivation[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const derivation of derivations) {
    for (const { rule, formula } of lint(derivation, { rules: quick }).findings) {
      const what = `${rule}: ${formula}`;
      found.set(what, [...(found.get(what) ?? []), derivation.id]);
    }
  }
  return found;
}

test("the notes have logarithms of probabilities, and nothing else", { timeout: 60_000 }, () => {
  const found = Array.from(told(notes), ([what, ids]) => `${what} (${ids.join(", ")})`);
  expect(found).toEqual([
    "the logarithm of a sigmoid: log(a) (N4, N5, N7, N9 sigmoid, N10)",
    "the logarithm of a sigmoid: log(1 - a) (N4, N5, N7, N9 sigmoid, N10)",
    "the logarithm of a sigmoid: log(σ(concat(broadcastTo([w1, w2], [1, 2]), axis=0) X + b)) (N11)",
    "the logarithm of a sigmoid: log(1 - σ(concat(broadcastTo([w1, w2], [1, 2]), axis=0) X + b)) (N11)",
    "the logarithm of a sigmoid: log(A) (N12, N12 loop)",
    "the logarithm of a sigmoid: log(1 - A) (N12, N12 loop)",
    "the logarithm of a sigmoid: log(a2) (N13, N14)",
    "the logarithm of a sigmoid: log(1 - a2) (N13, N14)",
    "the logarithm of a sigmoid: log(a3) (N17, N17 equal widths)",
    "the logarithm of a sigmoid: log(1 - a3) (N17, N17 equal widths)",
    "the logarithm of a sigmoid: log(A3) (N18, N19 sigmoid, N20, N21 sigmoid)",
    "the logarithm of a sigmoid: log(1 - A3) (N18, N19 sigmoid, N20, N21 sigmoid)",
    "the logarithm of a softmax: log(A3) (N19 softmax, N21 softmax, N21 mixed)",
    "the logarithm of a softmax: log(a) (N24, N26)",
    "the logarithm of a softmax: log(A) (N26 examples)",
  ]);
});

test("the zoo has logarithms of probabilities, and nothing else", { timeout: 60_000 }, () => {
  const found = Array.from(told(zoo.map(chained)), ([what, ids]) => `${what} (${ids.length})`);
  expect(found).toEqual([
    "the logarithm of a sigmoid: log(A) (5)",
    "the logarithm of a sigmoid: log(1 - A) (4)",
    "the logarithm of a softmax: log(P) (10)",
    "the logarithm of a softmax: log(Q) (2)",
    "the logarithm of a sigmoid: log(A2) (10)",
    "the logarithm of a sigmoid: log(1 - A2) (10)",
    "the logarithm of a softmax: log(A2) (9)",
    "the logarithm of a softmax: log(A3) (6)",
    "the logarithm of a sigmoid: log(A3) (6)",
    "the logarithm of a sigmoid: log(1 - A3) (6)",
    "the logarithm of a softmax: log(A5) (3)",
    "the logarithm of a sigmoid: log(A6) (3)",
    "the logarithm of a sigmoid: log(1 - A6) (3)",
    "the logarithm of a sigmoid: log(σ(s)) (1)",
    "the logarithm of a sigmoid: log(σ(-r)) (1)",
    "the logarithm of a softmax: log(p) (1)",
  ]);
});

describe("losses of the library", () => {
  const [z, y] = [parameter("z", [2, 3]), input("y", [2, 3])];
  const repairs = (loss: Node): string[] =>
    lint({ loss, quantities: {} }).findings.map(({ repair }) => repair.split(",")[0] as string);

  test.each<[string, Node]>([
    ["binaryCrossEntropyWithLogits", binaryCrossEntropyWithLogits(z, y)],
    ["crossEntropy", crossEntropy(z, y, { axis: 0 })],
    ["mse", mse(z, y)],
  ])("%s has no findings over logits or outputs", (_, loss) => {
    expect(repairs(loss)).toEqual([]);
  });

  test.each<[string, Node, string[]]>([
    [
      "binaryCrossEntropy of a sigmoid",
      binaryCrossEntropy(sigmoid(z), y),
      ["logSigmoid(z)", "logSigmoid(neg(z))"],
    ],
    [
      "categoricalCrossEntropy of a softmax",
      categoricalCrossEntropy(softmax(z, { axis: 0 }), y, { axis: 0 }),
      ["logSoftmax(z"],
    ],
    [
      "crossEntropy of a softmax",
      crossEntropy(softmax(z, { axis: 0 }), y, { axis: 0 }),
      ["give the logits: z in the place of softmax(z"],
    ],
    [
      "binaryCrossEntropyWithLogits of a sigmoid",
      binaryCrossEntropyWithLogits(sigmoid(z), y),
      ["give the logits: z in the place of σ(z)"],
    ],
  ])("%s is told", (_, loss, expected) => {
    expect([...new Set(repairs(loss))]).toEqual(expected);
  });
});

test("of losses of one layer, floats break down in exponentials that are written out", {
  timeout: 60_000,
}, () => {
  const models = zoo.filter(({ family }) => ["logistic", "softmax", "hinge", "Huber"].includes(family));
  const found = models.flatMap((model) =>
    lint(chained(model)).findings.flatMap(({ rule, formula, repair }) =>
      rule === breakdown?.name ? [`${model.id}: ${formula} becomes ${repair}`] : [],
    ),
  );
  expect(found).toEqual([
    "logistic regression of logits: log(1 + exp(Z)) becomes softplus(Z)",
    "logistic regression of -1 and 1: log(1 + exp(-M)) becomes softplus(-M)",
    "softmax regression, step by step: exp(Z) / sum(exp(Z), axis=0, keepDims) becomes softmax(Z, { axis: 0 })",
    "log-cosh: log((exp(R) + exp(-R)) / 2) becomes sub(add(abs(R), softplus(mul(-2, abs(R)))), Math.log(2))",
  ]);
});
