// What usually goes wrong in a graph: each rule where it fires, and beside it what looks alike and is right.
import {
  abs,
  add,
  addBias,
  cast,
  div,
  exp,
  expandDims,
  greater,
  input,
  log,
  logSigmoid,
  logSoftmax,
  matmul,
  maximum,
  mean,
  mul,
  type Node,
  neg,
  parameter,
  relu,
  sigmoid,
  softmax,
  softplus,
  sqrt,
  square,
  stopGradient,
  sub,
  sum,
  tanh,
  where,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";
import {
  derivation,
  knownLintRules,
  type LintRule,
  lint,
  positive,
  type Quantities,
  zeroOrOne,
} from "../src/index.ts";

const rows = { n: 4, m: 5 };

/** What is found in a layer of X [n, m] with W [1, n], b [1, 1] and y [1, m], whose loss is given. */
function found(
  loss: (q: Readonly<Record<"X" | "y" | "W" | "b" | "Z", Node>>, sizes: typeof rows) => Node,
  more: (sizes: typeof rows) => Quantities = () => ({}),
): string[] {
  const model = derivation({
    id: "layer",
    title: "A layer",
    dimensions: rows,
    examples: "m",
    build: (sizes) => {
      const { n, m } = sizes;
      const [X, y] = [input("X", [n, m]), input("y", [1, m])] as [Node, Node];
      const [W, b] = [parameter("W", [1, n]), parameter("b", [1, 1])] as [Node, Node];
      const Z = addBias(matmul(W, X) as Node, b as never) as Node;
      const quantities = { X, y, W, b, Z };
      return { loss: loss(quantities, sizes), quantities: { ...quantities, ...more(sizes) } };
    },
  });
  return lint(model).findings.map(({ text, repair }) => `${text}: ${repair}`);
}

const logOf = (y: Node, a: Node): Node => neg(mean(mul(y, log(a)))) as Node;
const squares = (Z: Node, y: Node): Node => mean(square(sub(Z, y) as Node)) as Node;

describe("a lint finds", () => {
  test("the logarithm of a softmax, by the op or written out", () => {
    const told =
      "the logarithm of a softmax of Z is -∞ where a probability is too small for a float: logSoftmax(Z, { axis: 1 }), or a cross-entropy that takes logits";
    expect(found(({ y, Z }) => logOf(y, softmax(Z, { axis: 1 })))).toContain(told);
    expect(
      found(({ y, Z }) => logOf(y, div(exp(Z), sum(exp(Z), { axis: 1, keepDims: true })) as Node)),
    ).toContain(told);
    expect(found(({ y, Z }) => neg(mean(mul(y, logSoftmax(Z, { axis: 0 })))) as Node)).not.toContain(told);
  });

  test("the logarithm of a sigmoid, of 1 minus it, and behind a choice", () => {
    const low =
      "the logarithm of σ(Z) is -∞ where Z is far below 0: logSigmoid(Z), or a cross-entropy that takes logits";
    const high =
      "the logarithm of 1 - σ(Z) is -∞ where Z is large: logSigmoid(neg(Z)), or a cross-entropy that takes logits";
    expect(found(({ y, Z }) => logOf(y, sigmoid(Z)))).toEqual([low]);
    expect(found(({ y, Z }) => logOf(y, div(1, add(1, exp(neg(Z)))) as Node))).toContain(low);
    expect(found(({ y, Z }) => logOf(y, sub(1, sigmoid(Z)) as Node))).toEqual([high]);
    expect(found(({ y, Z }) => logOf(y, where(greater(y, 0), sigmoid(Z), 1) as Node))).toEqual([low]);
    expect(found(({ y, Z }) => neg(mean(mul(y, logSigmoid(Z)))) as Node)).toEqual([]);
    expect(found(({ y, Z }) => logOf(y, add(1, sigmoid(Z)) as Node))).not.toContain(low);
  });

  test("probabilities where logits are asked for", () => {
    expect(found(({ y, Z }) => mean(mul(y, softplus(neg(sigmoid(Z))))) as Node)).toEqual([
      "σ(Z) is a sigmoid already, and goes through another one: give the logits: Z in the place of σ(Z)",
    ]);
    expect(found(({ y, Z }) => mean(mul(y, softplus(neg(Z)))) as Node)).toEqual([]);
    expect(found(({ y, Z }) => squares(sigmoid(mul(2, sigmoid(Z))) as Node, y))).toEqual([]);
  });

  test("a column against a vector, and leaves columns against columns alone", () => {
    const crossed = (b: (sizes: { m: number }) => Node) =>
      lint(
        derivation({
          id: "crossed",
          title: "Residuals",
          dimensions: { m: 5 },
          build: ({ m }) => {
            const [a, y] = [parameter("a", [m, 1]) as Node, b({ m })];
            return { loss: squares(a, y), quantities: { a, y } };
          },
        }),
      ).findings.map(({ text, repair }) => `${text}: ${repair}`);
    expect(crossed(({ m }) => input("y", [m]))).toEqual([
      "a [3, 1] against y [3] makes a matrix [3, 3] of all pairs: squeeze(a, 1), or expandDims(y, 1)",
    ]);
    expect(crossed(({ m }) => expandDims(input("y", [m]), 1) as Node)).toEqual([]);
    expect(crossed(({ m }) => input("y", [1, m]))).toEqual([]);
    const points = parameter("p", [4]) as Node;
    const pairs = squares(expandDims(points, 1) as Node, points);
    expect(lint({ loss: pairs, quantities: {} }).findings).toEqual([]);
  });

  test("a parameter that the loss does not depend on, or cannot learn", () => {
    expect(
      found(
        ({ Z, y }) => squares(Z, y),
        ({ n }) => ({ V: parameter("V", [n]) }),
      ),
    ).toEqual(["the loss does not depend on the parameter V: use V in the model, or leave it out"]);
    expect(found(({ X, W, b, y }) => squares(add(stopGradient(matmul(W, X)), b) as Node, y))).toEqual([
      "the gradient with respect to the parameter W is 0 for all values, so that it is never learnt: let the gradient pass to W, or make it an input",
    ]);
    expect(
      found(
        ({ Z, y }) => squares(Z, y),
        ({ n }) => ({ V: input("V", [n]) }),
      ),
    ).toEqual([]);
  });

  test("a bias before a mean is subtracted, and not one behind it", () => {
    const centred = (Z: Node): Node => sub(Z, mean(Z, { axis: 1, keepDims: true })) as Node;
    const normed = (Z: Node): Node => {
      const c = centred(Z);
      return div(c, sqrt(add(mean(square(c), { axis: 1, keepDims: true }), 0.01))) as Node;
    };
    expect(found(({ Z, y }) => squares(relu(normed(Z)) as Node, y))).toEqual([
      "the bias b has a gradient of 0 for all values: what follows takes away what it adds, as the mean of a normalisation does: leave b out",
    ]);
    expect(found(({ W, X, b, y }) => squares(add(normed(matmul(W, X)), b) as Node, y))).toEqual([]);
    expect(found(({ Z, y }) => squares(normed(tanh(Z) as Node), y))).toEqual([]);
  });

  test("an L2 penalty on a bias, and not one on weights or on outputs", () => {
    const with2 = (penalty: (q: Readonly<Record<"W" | "b" | "Z", Node>>) => Node) =>
      found(({ Z, y, W, b }) => add(squares(Z, y), mul(0.01, penalty({ W, b, Z }))) as Node);
    expect(with2(({ W, b }) => add(sum(square(W)), sum(mul(b, b))) as Node)).toEqual([
      "the L2 penalty draws the bias b to 0 as if it were a weight: leave b out of the penalty",
    ]);
    expect(with2(({ W }) => sum(square(W)) as Node)).toEqual([]);
    expect(with2(({ Z }) => mean(square(Z)) as Node)).toEqual([]);
    const [W0, change, X, y] = [
      input("W0", [1, 3]),
      parameter("change", [1, 3]),
      input("X", [3, 4]),
      input("y", [1, 4]),
    ] as [Node, Node, Node, Node];
    const tuned = squares(matmul(add(W0, change), X) as Node, y);
    expect(lint({ loss: add(tuned, sum(square(change))) as Node, quantities: {} }).findings).toEqual([]);
  });

  test("one parameter in two L2 penalties, and leaves an elastic net alone", () => {
    const penalised = (penalty: (W: Node) => Node) =>
      found(({ Z, y, W }) => add(squares(Z, y), penalty(W)) as Node);
    expect(penalised((W) => add(mul(0.1, sum(square(W))), mul(0.1, sum(abs(W)))) as Node)).toEqual([]);
    const norm = (W: Node): Node => mean(matmul(W, W, { transposeB: true }) as Node) as Node;
    expect(penalised((W) => add(mul(0.1, sum(square(W))), div(norm(W), 7)) as Node)).toEqual([
      "W is in 2 L2 penalties of the loss: keep one of them, with the sum of their factors",
    ]);
  });

  test("a mean over features with a sum over examples", () => {
    const told =
      "the cost is averaged over n and added up over the examples, so that it grows with m: take the mean over m, and the sum over n";
    expect(found(({ X, W }) => sum(mean(square(mul(X, sum(W))), { axis: 0 })) as Node)).toContain(told);
    expect(found(({ X, W }, { n }) => mul(1 / (2 * n), sum(square(mul(X, sum(W))))) as Node)).toContain(told);
    expect(found(({ X, W }, { m }) => mul(1 / (2 * m), sum(square(mul(X, sum(W))))) as Node)).not.toContain(
      told,
    );
    expect(found(({ X, W }) => mean(square(mul(X, sum(W)))) as Node)).not.toContain(told);
  });

  test("classes taken along the examples", () => {
    const cost = (axis: number) =>
      found(({ X, W }) => neg(mean(mul(X, logSoftmax(mul(X, sum(W)), { axis })))) as Node);
    expect(cost(1).at(-1)).toMatch(/^the softmax of .* runs over the examples \(m\), axis 1: .*axis: 0/);
    expect(cost(0).filter((text) => text.includes("runs over"))).toEqual([]);
  });

  test("a division by a mask that may be empty, and not one that is guarded", () => {
    const masked = (divisor: (M: Node) => Node, given = [zeroOrOne("M")]) =>
      lint(
        derivation({
          id: "masked",
          title: "A mean over what is known",
          dimensions: { m: 5 },
          given,
          build: ({ m }) => {
            const [x, M] = [parameter("x", [m]), input("M", [m])] as [Node, Node];
            return { loss: div(sum(mul(M, square(x))), divisor(M)) as Node, quantities: { x, M } };
          },
        }),
      ).findings.map(({ text, repair }) => `${text}: ${repair}`);
    const told =
      "the divisor sum(M) is 0 where M is 0 everywhere, and the result is no number: maximum(sum(M), 1), or a condition that keeps M from being 0";
    expect(masked((M) => sum(M) as Node)).toEqual([told]);
    expect(masked((M) => sum(M) as Node, [])).toEqual([told]);
    expect(masked((M) => sum(M) as Node, [positive("M")])).toEqual([]);
    expect(masked((M) => maximum(sum(M), 1) as Node)).toEqual([]);
    expect(masked((M) => add(sum(M), 1e-8) as Node)).toEqual([]);
    expect(masked((M) => where(greater(sum(M), 0), sum(M), 1) as Node)).toEqual([]);
  });

  test("a count of truths that may be 0", () => {
    const [x, k] = [parameter("x", [3]), input("k", [3], "boolean")] as [Node, Node];
    const kept = cast(k, "real") as Node;
    expect(
      lint({ loss: div(sum(mul(kept, x)), sum(kept)) as Node, quantities: { x, k } }).findings,
    ).toHaveLength(1);
  });
});

describe("a lint tells", () => {
  const [z, y] = [parameter("z", []), input("y", [])] as [Node, Node];

  test("the user's line and the formula", () => {
    const [finding] = lint({ loss: mul(y, log(sigmoid(z))) as Node, quantities: { z, y } }).findings;
    expect(finding).toMatchObject({ rule: "the logarithm of a sigmoid", formula: "log(σ(z))" });
    expect(finding?.place).toMatch(/lint\.test\.ts:\d+:\d+$/);
  });

  test("what a loop makes at one line once", () => {
    let loss = y as Node;
    for (let k = 0; k < 3; k++) loss = add(loss, log(sigmoid(z))) as Node;
    expect(lint({ loss, quantities: { z, y } }).findings).toHaveLength(1);
  });

  test("what a rule of the user's finds", () => {
    const noExponential: LintRule = {
      name: "an exponential",
      *find({ nodes }) {
        for (const node of nodes)
          if (node.op === exp.op) yield { node, text: "there is an exponential", repair: "none" };
      },
    };
    const model = { loss: exp(z) as Node, quantities: { z } };
    expect(lint(model, { rules: [...knownLintRules, noExponential] }).findings).toMatchObject([
      { rule: "an exponential", text: "there is an exponential" },
    ]);
    expect(lint(model).findings).toEqual([]);
  });
});
