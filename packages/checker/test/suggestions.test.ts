// Refuted formulas that hold under a condition which nobody has stated, and what holds in general.
import {
  add,
  div,
  input,
  log,
  logSoftmax,
  matmul,
  mul,
  type Node,
  neg,
  softmax,
  sqrt,
  square,
  sub,
  sum,
  transpose,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { check, columnsSumToOne, derivation, oneHotColumns } from "../src/index.ts";

// Each checks whole derivations, with witnesses of all gradients.
const patient = { timeout: 30_000 };

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

/** A model of one leaf A [n, n], one x [n, 1] and one u [n, 1]. */
const vectors = (value: (q: { A: Node; x: Node; u: Node }) => Node) =>
  derivation({
    id: "vectors",
    title: "Vectors and a matrix",
    dimensions: { n: 4 },
    build: ({ n }) => {
      const [A, x, u] = [input("A", [n, n]), input("x", [n, 1]), input("u", [n, 1])] as Node[];
      const quantities = { A, x, u } as { A: Node; x: Node; u: Node };
      return { loss: value(quantities), quantities };
    },
  });

const hintsOf = (one: Parameters<typeof check>[0]) => check(one).claims.at(-1)?.hints;

describe("a condition is suggested", patient, () => {
  test("where targets sum to 1, with the formula that holds in general", () => {
    const claim = softmaxCost.claim("dZ", { formula: ({ P, Y }) => sub(P, Y), convention: "per-example" });
    expect(hintsOf(claim)).toEqual([
      {
        kind: "condition",
        needs: ["the columns of Y sum to 1"],
        general: "P * sum(Y, axis=0, keepDims) - Y",
        shown: "exact",
        text: "it holds if the columns of Y sum to 1; in general P * sum(Y, axis=0, keepDims) - Y",
      },
    ]);
  });

  test("where 1/m is a factor of the whole", () => {
    const claim = softmaxCost.claim("dZ", { formula: "(P - Y) / m" });
    expect(hintsOf(claim)).toMatchObject([{ general: "(P * sum(Y, axis=0, keepDims) - Y) / 4" }]);
  });

  test("where the convention is left open, too", () => {
    const [claim] = check(softmaxCost.claim("dZ", { formula: "P - Y" })).claims;
    expect(claim).toMatchObject({
      evidence: { convention: "per-example" },
      hints: [{ general: "P * sum(Y, axis=0, keepDims) - Y" }],
    });
  });

  test("where a matrix is symmetric, and not that it might be positive definite", () => {
    const claim = vectors(({ A, x }) => sum(mul(x, matmul(A, x)))).claim("dx", { formula: "2 A x" });
    expect(hintsOf(claim)).toMatchObject([
      { needs: ["A is symmetric"], general: "(A + Aᵀ) x", shown: "exact" },
    ]);
    const once = vectors(({ A, x }) => mul(0.5, sum(mul(x, matmul(A, x))))).claim("dx", { formula: "A x" });
    expect(hintsOf(once)).toMatchObject([{ needs: ["A is symmetric"], general: "((A + Aᵀ) / 2) x" }]);
  });

  test("where a vector has length 1", () => {
    const claim = vectors(({ u, x }) => mul(sum(square(u)), sum(mul(u, x)))).claim("dx", { formula: "u" });
    expect(hintsOf(claim)).toMatchObject([
      { needs: ["u has length 1"], general: "u * sum(u²)", shown: "exact" },
    ]);
  });

  test("where a matrix is orthogonal", () => {
    const claim = vectors(({ A, x }) => sum(square(matmul(A, x)))).claim("dx", { formula: "2 x" });
    expect(hintsOf(claim)).toMatchObject([{ needs: ["A is orthogonal"], shown: "exact" }]);
  });

  test("where a number is positive", () => {
    const claim = vectors(({ x, u }) => sum(mul(u, sqrt(square(x))))).claim("du", { formula: "x" });
    expect(hintsOf(claim)).toMatchObject([{ needs: ["x > 0"], general: "|x|" }]);
  });

  test("on two leaves, where none helps by itself", () => {
    const claim = vectors(({ A, x, u }) =>
      sum(mul(x, mul(sum(A, { axis: 1, keepDims: true }), sum(u)))),
    ).claim("dx", { formula: ({ x }) => div(x, x) });
    expect(hintsOf(claim)).toMatchObject([
      {
        kind: "edit",
        repaired: "x * sum(A, axis=1, keepDims) * sum(u, axis=0, keepDims) / x",
        shown: "exact",
      },
      { needs: ["the rows of A sum to 1", "u sums to 1"], general: null, shown: "exact" },
    ]);
  });
});

describe("no condition is suggested", patient, () => {
  test("for a formula that holds in general", () => {
    const general = softmaxCost.claim("dZ", {
      formula: ({ P, Y }) => sub(mul(P, sum(Y, { axis: 0, keepDims: true })), Y),
      convention: "per-example",
    });
    expect(check(general).claims[0]).toMatchObject({ verdict: "exact", hints: [], warnings: [] });
  });

  test("that does not help", () => {
    const claim = softmaxCost.claim("dZ", { formula: ({ P, Y }) => add(P, Y), convention: "per-example" });
    expect(hintsOf(claim)?.map(({ kind }) => kind)).toEqual(["unrepaired"]);
  });

  test("under which both sides vanish", () => {
    const claim = vectors(({ x, u }) => mul(sum(x), sum(log(add(square(u), 1))))).claim("du", {
      formula: ({ u, x }) => mul(sum(x), mul(3, u)),
    });
    expect(hintsOf(claim)?.map(({ kind }) => kind)).toEqual(["edit"]);
  });

  test("on a leaf that has a condition already, or for an erratum", () => {
    const given = [columnsSumToOne("Y")];
    const claim = softmaxCost.claim("dZ", { formula: ({ P, Y }) => sub(P, square(Y)), given });
    expect(hintsOf(claim)?.map(({ kind }) => kind)).toEqual(["edit"]);
    const erratum = softmaxCost.erratum("dZ", {
      formula: ({ P, Y }) => sub(P, Y),
      convention: "per-example",
    });
    expect(hintsOf(erratum)).toEqual([]);
    const squared = softmaxCost.claim("dZ", {
      formula: ({ P, Y }) => sub(P, square(Y)),
      convention: "per-example",
    });
    expect(hintsOf(squared)).toMatchObject([{ needs: [oneHotColumns("Y").text], general: null }]);
  });
});

test("a wrong claim at given values is diagnosed at other sizes too", () => {
  const linear = derivation({
    id: "linear",
    title: "Squares of a linear map",
    dimensions: { n: 4, m: 6 },
    build: ({ n, m }) => {
      const [X, w] = [input("X", [n, m]), input("w", [1, n])] as [Node, Node];
      return { loss: sum(square(matmul(w, X))), quantities: { X, w } };
    },
  }).claim("dw", {
    formula: ({ w, X }) => matmul(matmul(w, X), transpose(X)),
    at: { w: [[0.3, 0.1, 0.2, 0.4]] },
  });
  expect(check(linear).claims[0]?.hints[0]?.text).toMatch(/factor|2/);
});
