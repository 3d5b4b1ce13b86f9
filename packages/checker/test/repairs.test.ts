// Mistakes that people make in formulas: each is refuted, named in words, and repaired.
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
} from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { check, derivation, type Hint, knownMistakes, type Mistake, toText } from "../src/index.ts";

// Each checks a derivation, with witnesses of its gradients.
const patient = { timeout: 30_000 };

const network = derivation({
  id: "network",
  title: "Two layers and a penalty",
  dimensions: { n: 4, h: 3, k: 2, m: 6 },
  examples: "m",
  build: ({ n, h, k, m }) => {
    const [X, Y, λ]: Node[] = [input("X", [n, m]), input("Y", [k, m]), input("λ", [])];
    const [W1, b1]: Node[] = [parameter("W1", [h, n]), parameter("b1", [h, 1])];
    const [W2, b2]: Node[] = [parameter("W2", [k, h]), parameter("b2", [k, 1])];
    const Z1 = addBias(matmul(W1 as Node, X as Node), b1 as Node) as Node;
    const A1 = tanh(Z1) as Node;
    const Z2 = addBias(matmul(W2 as Node, A1), b2 as Node) as Node;
    const A2 = sigmoid(Z2) as Node;
    const likelihood = add(mul(Y as Node, log(A2)), mul(sub(1, Y as Node), log(sub(1, A2))));
    const penalty = add(sum(square(W1 as Node)), sum(square(W2 as Node)));
    const loss = add(neg(div(sum(likelihood), m)), mul(div(λ as Node, 2 * m), penalty)) as Node;
    return { loss, quantities: { X, Y, λ, W1, b1, W2, b2, Z1, A1, Z2, A2 } as Record<string, Node> };
  },
});

const shares = derivation({
  id: "shares",
  title: "Shares with a squared error",
  dimensions: { k: 3, m: 5 },
  build: ({ k, m }) => {
    const [Z, Y]: Node[] = [input("Z", [k, m]), input("Y", [k, m])];
    const P = softmax(Z as Node, { axis: 0 }) as Node;
    return { loss: sum(square(sub(P, Y as Node))), quantities: { Z, Y, P } as Record<string, Node> };
  },
});

/** The back-propagation as it should be. */
const right: Readonly<Record<string, string>> = {
  dA2: "(A2 - Y) / (A2 * (1 - A2))",
  dZ2: "A2 - Y",
  dW2: "(1/m) dZ2 A1^T + (λ/m) W2",
  db2: "(1/m) sum(dZ2, axis=1, keepdims)",
  dA1: "W2^T dZ2",
  dZ1: "W2^T dZ2 * (1 - A1^2)",
  dW1: "(1/m) dZ1 X^T + (λ/m) W1",
  db1: "(1/m) sum(dZ1, axis=1, keepdims)",
};

/** What is said of one formula in the place of the right one, where all others are right. */
function told(name: string, formula: string, mistakes: readonly Mistake[] = knownMistakes) {
  const before = Object.entries(right).slice(0, Object.keys(right).indexOf(name));
  const per = (one: string) => ({ convention: /^d[ZA]/.test(one) ? "per-example" : "cost" }) as const;
  const others = before.reduce(
    (claims, [one, text]) => claims.claim(one, { formula: text, ...per(one) }),
    network as typeof network,
  );
  const { claims } = check(others.claim(name, { formula, ...per(name) }), { mistakes });
  return claims.at(-1) as (typeof claims)[number];
}

const editOf = (name: string, formula: string): Extract<Hint, { kind: "edit" }> => {
  const claim = told(name, formula);
  expect(claim.verdict).toBe("refuted");
  const [hint] = claim.hints;
  if (hint?.kind !== "edit") throw new Error(`${hint?.kind}: ${hint?.text}`);
  return hint;
};

describe("named and repaired", patient, () => {
  test.each([
    ["dW2", "1./m*np.dot(dZ2,A1.T)*2 + λ/m W2", "the factor 2 is too much", "(1 / m) dZ2 A1ᵀ + (λ / m) W2"],
    ["db1", "4./m*np.sum(dZ1,axis=1,keepdims=True)", "4 must be 1", "(1 / m) sum(dZ1, axis=1, keepDims)"],
    [
      "dZ1",
      "np.dot(W2.T,dZ2)*(1-np.power(Z1,2))",
      "the derivative of tanh is taken at Z1; it must be taken at A1",
      "W2ᵀ dZ2 * (1 - A1²)",
    ],
    [
      "dA1",
      "np.multiply(W2.T,dZ2)",
      "W2ᵀ and dZ2 are multiplied elementwise; this wants the matrix product W2ᵀ dZ2",
      "W2ᵀ dZ2",
    ],
    [
      "dZ1",
      "np.dot(W2.T,dZ2)*(1-np.dot(A1.T,A1))",
      "A1ᵀ and A1 are multiplied as matrices; this wants the square of each element, A1²",
      "W2ᵀ dZ2 * (1 - A1²)",
    ],
    ["dZ1", "np.dot(dW2.T,dZ2)*(1-np.power(A1,2))", "dW2 must be W2", "W2ᵀ dZ2 * (1 - A1²)"],
    [
      "dZ1",
      "(W2 - 0.1 dW2)^T dZ2 * (1 - A1^2)",
      "W2 is used after its update; the gradient needs it as it was",
      "W2ᵀ dZ2 * (1 - A1²)",
    ],
    ["dW1", "1/m (dZ1/m) X^T + λ/m W1", "1/m is applied twice", "(dZ1 / m) Xᵀ + (λ / m) W1"],
    ["dW1", "1/m dZ1 X^T + λ W1", "1/m is missing: λ W1 must be divided by m", "(1 / m) dZ1 Xᵀ + (λ / m) W1"],
    [
      "dW1",
      "1/m dZ1 X^T",
      "the penalty of W1 is missing: (λ / m) W1 must be added",
      "(1 / m) dZ1 Xᵀ + (λ / m) W1",
    ],
    ["dW1", "1/n dZ1 X^T + λ/m W1", "n must be m", "(1 / m) dZ1 Xᵀ + (λ / m) W1"],
    ["dW1", "1/m dZ1 A1^T + λ/m W1", "A1 must be X", "(1 / m) dZ1 Xᵀ + (λ / m) W1"],
    ["dZ2", "Y - A2", "the sign is wrong: Y - A2 must be A2 - Y", "A2 - Y"],
    [
      "dZ1",
      "W2^T dZ2",
      "the derivative of tanh is missing: W2ᵀ dZ2 must be multiplied by 1 - A1²",
      "W2ᵀ dZ2 * (1 - A1²)",
    ],
    ["dZ2", "(A2 - Y) * A2 * (1 - A2)", "the derivative of sigmoid is too much", "A2 - Y"],
    [
      "dZ1",
      "W2^T dZ2 * A1 * (1 - A1)",
      "A1 * (1 - A1) is not the derivative of tanh, which is 1 - A1²",
      "W2ᵀ dZ2 * (1 - A1²)",
    ],
    [
      "dZ1",
      "W2^T dZ2 + (1 - A1^2)",
      "W2ᵀ dZ2 and 1 - A1² are added; they must be multiplied",
      "W2ᵀ dZ2 * (1 - A1²)",
    ],
    ["dZ1", "W2^T dA2 * (1 - A1^2)", "dA2 must be dZ2", "W2ᵀ dZ2 * (1 - A1²)"],
    [
      "dZ1",
      "W2 dZ2 * (1 - A1^2)",
      "W2 and dZ2 do not go together; this wants W2ᵀ dZ2",
      "W2ᵀ dZ2 * (1 - A1²)",
    ],
    [
      "db1",
      "(1/m) sum(dZ1, axis=0, keepdims)",
      "sum(dZ1, axis=0, keepDims) adds up over axis 0; it must be axis 1",
      "(1 / m) sum(dZ1, axis=1, keepDims)",
    ],
    [
      "db2",
      "(1/m) dZ2",
      "a sum is missing: (1 / m) dZ2 must be added up over axis 1",
      "sum((1 / m) dZ2, axis=1, keepDims)",
    ],
  ])("%s = %s", (name, formula, text, repaired) => {
    expect(editOf(name, formula)).toMatchObject({ text, repaired, shown: "exact" });
  });

  test("is a formula with two mistakes, where no single edit helps", () => {
    expect(editOf("dZ1", "np.multiply(W2.T,dZ2)")).toMatchObject({
      mistakes: ["elementwise against matrix product", "a missing derivative"],
      repaired: "W2ᵀ dZ2 * (1 - A1²)",
    });
  });
});

describe("a repair", patient, () => {
  test("says which stretches were rewritten, how many edits were tried, and what else is right", () => {
    const { changes, tried, claimed } = editOf("dZ1", "W2^T dZ2 * (1 - Z1^2)");
    expect(claimed).toBe("W2ᵀ dZ2 * (1 - Z1²)");
    expect(changes).toEqual([{ was: "Z1", becomes: "A1", start: 15, end: 17 }]);
    expect(tried).toBeGreaterThan(100);
    expect(editOf("dZ2", "Y - A2").equivalents).toEqual([
      { mistakes: ["the sign"], repaired: "-(Y - A2)", text: "the sign of Y - A2 is wrong" },
    ]);
  });

  test("is printed with signs under what was rewritten", () => {
    const model = Object.entries(right)
      .slice(0, 5)
      .reduce(
        (claims, [name, formula]) =>
          claims.claim(name, { formula, convention: /^d[ZA]/.test(name) ? "per-example" : "cost" }),
        network as typeof network,
      )
      .claim("dZ1", { formula: "W2^T dZ2 * (1 - Z1^2)", convention: "per-example" });
    const lines = toText(check(model)).split("\n");
    const at = lines.findIndex((line) => line.includes("taken at Z1"));
    expect(lines.slice(at, at + 3).map((line) => line.replace(/of \d+/, "of N"))).toEqual([
      "      the derivative of tanh is taken at Z1; it must be taken at A1 (only this edit of N makes it right)",
      "        W2^T dZ2 * (1 - A1^2)",
      "                        ^^",
    ]);
  });

  test.each([
    ["dZ1", "np.dot(W2.T,dZ2)*(1-np.power(Z1,2))", "np.dot(W2.T,dZ2)*(1-np.power(A1,2))"],
    ["dW2", "1/m * dZ2 @ A1 + lambd/m*W2", "1/m * dZ2 @ A1.T + lambd/m*W2"],
    ["db1", "np.sum(dZ1, axis=1, keepdims=True)", "np.sum(dZ1, axis=1, keepdims=True) / m"],
    ["dW2", "2./m*np.dot(dZ2,A1.T) + lambd/m*W2", "1./m*np.dot(dZ2,A1.T) + lambd/m*W2"],
    ["dZ2", "Y - A_2", "A_2 - Y"],
    ["dZ1", "W_2^T dZ_2 \\odot (1 - A_1)", "W_2^T dZ_2 \\odot (1 - A_1^2)"],
    [
      "dZ1",
      "\\left(W_2^\\top dZ_2\\right) (1 - A_1^{2})",
      "\\left(W_2^\\top dZ_2\\right) \\odot (1 - A_1^{2})",
    ],
    ["dA1", "W2 dZ2", "W2^T dZ2"],
  ])("comes in the language and the words of its author: %s = %s", (name, formula, repaired) => {
    const { asWritten } = editOf(name, formula);
    expect(asWritten?.claimed).toBe(formula);
    expect(asWritten?.repaired).toBe(repaired);
    const { changes = [] } = asWritten ?? {};
    expect(changes.map(({ start, end }) => repaired.slice(start, end))).toEqual(
      changes.map(({ becomes }) => becomes),
    );
  });

  test("is looked for with what is below it as it should be", () => {
    const wrongBelow = network
      .claim("dZ2", { formula: "Y - A2", convention: "per-example" })
      .claim("dZ1", { formula: "W2^T dZ2 * (1 - Z1^2)", convention: "per-example" })
      .claim("db1", { formula: "(1/m) sum(dZ1, axis=1, keepdims)" });
    const [, dZ1, db1] = check(wrongBelow).claims;
    expect(dZ1?.hints).toMatchObject([{ mistakes: ["a derivative at the wrong place"] }]);
    expect(db1?.hints).toMatchObject([{ kind: "inherits", from: ["dZ1"] }]);
  });

  test("names what is below it where that makes no graph", () => {
    const unreadable = network
      .claim("dZ2", { formula: "A2 - Y", convention: "per-example" })
      .claim("dA1", { formula: "W2 dZ2", convention: "per-example" })
      .claim("dZ1", { formula: "dA1 * (1 - Z1^2)", convention: "per-example" })
      .claim("dW1", { formula: "1/m dZ1 X + λ/m W1" });
    expect(
      check(unreadable).claims.map(({ hints: [hint] }) => hint?.kind === "edit" && hint.repaired),
    ).toEqual([false, "W2ᵀ dZ2", "dA1 * (1 - A1²)", "(1 / m) dZ1 Xᵀ + (λ / m) W1"]);
  });

  test.each([
    ["P * dP", "a term is missing: -sum(dP * P, axis=0, keepDims)"],
    ["P", "a factor is missing: P must be multiplied by dP - sum(dP * P, axis=0, keepDims)"],
  ])("adds a short formula where no edit of a place helps: dZ = %s", (formula, text) => {
    const model = shares
      .claim("dP", { formula: "2 (P - Y)", convention: "cost" })
      .claim("dZ", { formula, convention: "cost" });
    expect(check(model).claims[1]?.hints).toMatchObject([{ kind: "edit", shown: "exact", text }]);
  });

  test("is never made of a right formula, and of an erratum only where that is asked for", () => {
    for (const [name, formula] of Object.entries(right)) {
      expect(told(name, formula)).toMatchObject({ verdict: "exact", hints: [] });
    }
    const erratum = network.erratum("dZ2", { formula: "Y - A2", convention: "per-example" });
    expect(check(erratum).claims[0]?.hints).toEqual([]);
    expect(check(erratum, { errata: true }).claims[0]?.hints).toMatchObject([{ repaired: "A2 - Y" }]);
  });

  test("that is not there is told, with how much is wrong", () => {
    const [hint] = told("dW1", "W1 * W1 * W1 * W1").hints;
    expect(hint).toMatchObject({ kind: "unrepaired", entries: { wrong: 15, all: 15 } });
    expect(hint?.text).toMatch(
      /^none of \d+ edits makes it right; it is wrong in every entry, at small sizes$/,
    );
  });

  test("that only looks right in floats is none", () => {
    const tiny = told("dZ2", "A2 - Y + 1e-12 * A2").hints[0];
    expect(tiny).toMatchObject({ repaired: "A2 - Y", shown: "exact" });
    const clipped = told("dZ2", "maximum(-50, minimum(50, A2 - Y * Y / Y))");
    expect(clipped.hints.filter(({ shown, kind }) => kind === "edit" && shown !== "exact")).toEqual([]);
  });
});

test("a mistake of one's own is looked for beside the known ones", patient, () => {
  const halved: Mistake = {
    name: "a seventh",
    edits: ({ part, text }) => [
      { cost: 0.5, instead: (one) => mul(7, one) as Node, sentence: () => `${text(part)} was divided by 7` },
    ],
  };
  const [hint] = told("dZ2", "(A2 - Y) / 7", [...knownMistakes, halved]).hints;
  expect(hint).toMatchObject({
    mistakes: ["a seventh"],
    text: "(A2 - Y) / 7 was divided by 7",
    shown: "exact",
  });
});
