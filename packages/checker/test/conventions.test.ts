// Chains in one convention or layout are right; mixed ones are wrong, and told where the factor comes from.
import {
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
  sub,
  sum,
  tanh,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { type AnyDerivation, type ClaimResult, check, derivation, toText, withNotes } from "../src/index.ts";

// Each checks whole derivations, with witnesses of all gradients.
const patient = { timeout: 30_000 };

const model = derivation({
  id: "net",
  title: "Two layers",
  dimensions: { n: { size: 3, fixed: true }, h: 4, c: { size: 2, fixed: true }, m: 5 },
  examples: "m",
  build: ({ n, h, c, m }) => {
    const [X, Y] = [input("X", [n, m]), input("Y", [c, m])] as [Node, Node];
    const [W1, W2] = [parameter("W1", [h, n]), parameter("W2", [c, h])] as [Node, Node];
    const [b1, b2] = [parameter("b1", [h, 1]), parameter("b2", [c, 1])] as [Node, Node];
    const Z1 = addBias(matmul(W1, X), b1) as Node;
    const A1 = tanh(Z1);
    const Z2 = addBias(matmul(W2, A1), b2) as Node;
    const A2 = sigmoid(Z2);
    const J = neg(div(sum(mul(Y, log(A2))), m)) as Node;
    const K = neg(div(sum(mul(sub(1, Y), log(sub(1, A2)))), m)) as Node;
    return { loss: sub(J, neg(K)), quantities: { X, Y, W1, W2, b1, b2, Z1, A1, Z2, A2 } };
  },
});

/** Claims as lines: `dZ2 = A2 - Y`, errata behind a cross. */
function claiming(
  lines: string,
  options: { readonly convention?: "cost" | "per-example" } = {},
): AnyDerivation {
  const claims = lines
    .trim()
    .split("\n")
    .map((line) => {
      const [, cross, name, formula] = /^\s*(✗?)\s*(\w+) = (.*)$/.exec(line) as unknown as string[];
      return {
        name: name as string,
        erratum: cross !== "",
        states: { formula: formula as string, ...options },
      };
    });
  return { ...model, claims: claims as never };
}

const perExample = `
  dZ2 = A2 - Y
  dW2 = (1/m) dZ2 A1^T
  db2 = (1/m) sum(dZ2, axis=1, keepdims=True)
  dZ1 = W2^T dZ2 * (1 - A1^2)
  dW1 = (1/m) dZ1 X^T
  db1 = (1/m) sum(dZ1, axis=1, keepdims=True)`;
const ofTheCost = `
  dZ2 = (A2 - Y) / m
  dW2 = dZ2 A1^T
  db2 = sum(dZ2, axis=1, keepdims=True)
  dZ1 = W2^T dZ2 * (1 - A1^2)
  dW1 = dZ1 X^T
  db1 = sum(dZ1, axis=1, keepdims=True)`;

const checked = (lines: string): readonly ClaimResult[] => check(claiming(lines)).claims;
const verdicts = (claims: readonly ClaimResult[]): string[] =>
  claims.map(({ name, verdict }) => `${name} ${verdict}`);
const said = (claims: readonly ClaimResult[]): string[] =>
  claims.flatMap(({ name, hints }) => hints.map(({ text }) => `${name}: ${text}`));
const conventions = (claims: readonly ClaimResult[]): unknown[] =>
  claims.map((one) => one.evidence.convention);

describe("a chain is right", patient, () => {
  test("per example, with 1/m in the gradients of parameters", () => {
    const claims = checked(perExample);
    expect(new Set(claims.map(({ verdict }) => verdict))).toEqual(new Set(["exact"]));
    expect(conventions(claims)).toEqual(["per-example", "cost", "cost", "per-example", "cost", "cost"]);
  });

  test("as gradients of the cost, with 1/m at its end", () => {
    const claims = checked(ofTheCost);
    expect(new Set(claims.map(({ verdict }) => verdict))).toEqual(new Set(["exact"]));
    expect(new Set(conventions(claims))).toEqual(new Set(["cost"]));
  });

  test("where it says its convention, and not where it says the other", () => {
    const right = check(claiming("dZ2 = A2 - Y", { convention: "per-example" })).claims;
    expect(verdicts(right)).toEqual(["dZ2 exact"]);
    const wrong = check(claiming("dZ2 = A2 - Y", { convention: "cost" })).claims;
    expect(said(wrong)).toEqual([
      'dZ2: the formula gives 5 times the gradient of the cost: in the convention "per-example" it is right',
    ]);
  });

  test("with all of its matrices transposed", () => {
    const claims = checked(`
      dZ2 = (A2 - Y)^T
      dW2 = (1/m) A1 dZ2
      dZ1 = dZ2 W2 * (1 - A1^2)^T
      dW1 = (1/m) X dZ1`);
    expect(verdicts(claims)).toEqual(["dZ2 exact", "dW2 exact", "dZ1 exact", "dW1 exact"]);
    expect(claims.map((one) => one.evidence.layout)).toEqual(Array(4).fill("transposed"));
  });
});

describe("a chain is wrong where conventions are mixed", patient, () => {
  test("with 1/m in both places", () => {
    const claims = checked(perExample.replace("A2 - Y", "(A2 - Y) / m"));
    expect(verdicts(claims.slice(0, 3))).toEqual(["dZ2 exact", "dW2 refuted", "db2 refuted"]);
    expect(said(claims).filter((text) => text.includes("twice: it is already"))).toEqual([
      "dW2: 1/m is applied twice: it is already in dZ2",
      "db2: 1/m is applied twice: it is already in dZ2",
      "dW1: 1/m is applied twice: it is already in dZ1",
      "db1: 1/m is applied twice: it is already in dZ1",
    ]);
    expect(claims[1]?.hints).toMatchObject([
      { kind: "factor", factor: "1/m", already: ["dZ2"], shown: "exact" },
      { kind: "edit", repaired: "dZ2 A1ᵀ", shown: "exact" },
    ]);
  });

  test("with 1/m nowhere", () => {
    const claims = checked(ofTheCost.replace("(A2 - Y) / m", "A2 - Y"));
    expect(said(claims)[0]).toBe("dW2: 1/m is missing: dZ2 A1ᵀ must be divided by m");
    expect(verdicts(claims)).toEqual([
      "dZ2 exact",
      "dW2 refuted",
      "db2 refuted",
      "dZ1 exact",
      "dW1 refuted",
      "db1 refuted",
    ]);
  });

  test("with 1/m once more between the layers", () => {
    const claims = checked(ofTheCost.replace("W2^T dZ2", "(1/m) W2^T dZ2"));
    expect(said(claims)).toEqual([
      "dZ1: 1/m is applied twice: it is already in dZ2",
      "dZ1: 1/m is too much: W2ᵀ dZ2 must not be divided by m",
      "dW1: the formula itself is right: its values inherit the error of dZ1",
      "db1: the formula itself is right: its values inherit the error of dZ1",
    ]);
  });
});

describe("a wrong step", patient, () => {
  test("does not hide the convention of the others", () => {
    const claims = checked(perExample.replace("A2 - Y", "2 (A2 - Y)"));
    expect(conventions(claims)[0]).toBe("per-example");
    expect(said(claims).slice(0, 2)).toEqual([
      "dZ2: the factor 2 is too much",
      "dW2: the formula itself is right: its values inherit the error of dZ2",
    ]);
  });

  test("is not excused by an earlier one, and its own mistake is named beside that", () => {
    const claims = checked(
      perExample.replace("(1 - A1^2)", "(1 - Z1^2)").replace("db1 = (1/m) sum", "db1 = sum"),
    );
    expect(said(claims)).toEqual([
      "dZ1: the derivative of tanh is taken at Z1; it must be taken at A1",
      "dW1: the formula itself is right: its values inherit the error of dZ1",
      "db1: 1/m is missing: sum(dZ1, axis=1, keepDims) must be divided by m",
    ]);
    const turned = checked(perExample.replace("(1 - A1^2)", "(1 - Z1^2)").replace("dZ1 X^T", "X dZ1^T"));
    expect(said(turned)[1]).toBe("dW1: its transpose is right");
  });

  test("of the right transpose is an error where others are not transposed", () => {
    const claims = checked(perExample.replace("(1/m) dZ1 X^T", "(1/m) X dZ1^T"));
    expect(verdicts(claims)).toContain("dW1 refuted");
    expect(claims[4]?.hints).toEqual([
      { kind: "transposed", isRight: true, shown: "exact", text: "its transpose is right" },
    ]);
    const alone = checked("dW2 = (1/m) A1 (A2 - Y)^T");
    expect(verdicts(alone)).toEqual(["dW2 refuted"]);
    expect(said(alone)).toEqual(["dW2: its transpose is right"]);
  });

  test("of the wrong transpose is told so", () => {
    const code = model.claim("dW2", {
      formula: ({ A1, Z2 }) => matmul(A1, Z2, { transposeB: true }) as Node,
    });
    expect(said(check(code).claims)).toEqual(["dW2: its transpose would fit, but is not right either"]);
  });
});

test("an erratum is read as the right claims are", patient, () => {
  const claims = checked(`${perExample}\n ✗ dZ2 = (A2 - Y) / m`);
  expect(claims.at(-1)).toMatchObject({
    verdict: "refuted",
    ok: true,
    evidence: { convention: "per-example" },
  });
  const alone = checked("✗ dZ2 = A2 - Y");
  expect(alone[0]).toMatchObject({ verdict: "refuted", ok: true, evidence: { convention: "cost" } });
});

test("code is about gradients of the cost, where it says nothing else", patient, () => {
  const claim = model.claim("dZ2", { formula: ({ A2, Y }) => sub(A2, Y) });
  expect(check(claim).claims[0]?.verdict).toBe("refuted");
  const open = model.claim("dZ2", { formula: ({ A2, Y }) => sub(A2, Y), convention: "auto" });
  expect(check(open).claims[0]?.verdict).toBe("exact");
});

describe("notes leave their convention and layout open", patient, () => {
  const lines = perExample.trim().replace(/^ */gm, "- ");

  test("where they say nothing", () => {
    const claims = check(withNotes(model, lines).derivation).claims;
    expect(conventions(claims)).toEqual(["per-example", "cost", "cost", "per-example", "cost", "cost"]);
    expect(claims.every(({ verdict }) => verdict === "exact")).toBe(true);
  });

  test("and what was found is told", () => {
    const notes = "dZ2 = (A2 - Y)^T\n\ndW2 = (1/m) A1 dZ2\n";
    const text = toText(check(withNotes(model, notes).derivation));
    expect(text).toMatch(/dZ2.*EXACT.*per example; transposed/);
    expect(text).toMatch(/dW2.*EXACT.*transposed/);
  });

  test("and not where they say it", () => {
    const [dZ2] = check(withNotes(model, `convention: cost\n\n${lines}`).derivation).claims;
    expect(dZ2).toMatchObject({ verdict: "refuted", hints: [{ kind: "convention" }] });
  });
});
