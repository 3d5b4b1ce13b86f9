/**
 * Derivations of the notes' gradients, as text: the same steps, and the same results, as the notes have.
 */
import { type AnyDerivation, type DeriveOptions, derive, derivedToText } from "@cadena/checker";
import { add, div, exp, input, log, type Node } from "@cadena/graph";
import { toText } from "@cadena/notation";
import { describe, expect, test } from "vitest";
import { notes } from "../examples/notes/notes.ts";

const row = (id: string): AnyDerivation => notes.find((one) => one.id === id) as AnyDerivation;

/** The lines of the steps: name, formula and reason. */
function lines(id: string, wrt: string | readonly string[], options: DeriveOptions = {}): string[] {
  const blocks = derivedToText(derive(row(id), wrt, options)).split("\n\n");
  const steps = blocks.find((block) => /^ {2}d\S+ = /.test(block)) as string;
  return steps.split("\n").map((line) => line.slice(2));
}

/** The last line of each step. */
function results(...of: Parameters<typeof lines>): string[] {
  const found: string[] = [];
  for (const line of lines(...of)) {
    const [, name = "", formula = ""] = /^(\S*) *= (.*?)(?: {3}.*)?$/.exec(line) ?? [];
    if (name !== "") found.push(`${name} = ${formula}`);
    else found.push(`${found.pop()?.split(" = ")[0]} = ${formula}`);
  }
  return found;
}

const patience = 60_000;

describe("a derivation has the steps of the notes", { timeout: patience }, () => {
  test("N4: the chain rule of one neuron, from the cost to a weight", () => {
    expect(lines("N4", "w1", { style: "fraction" })).toEqual([
      "dJ/da = -y / a + (1 - y) / (1 - a)                   from J",
      "dJ/dz = dJ/da * da/dz                                chain rule",
      "      = dJ/da * a * (1 - a)                          da/dz = a * (1 - a)",
      "      = (-y / a + (1 - y) / (1 - a)) * a * (1 - a)   dJ/da put in",
      "      = -y * (1 - a) + (1 - y) * a                   multiplied out",
      "      = -y + y * a + a - y * a                       multiplied out",
      "      = a - y                                        simplified",
      "dJ/dw1 = dJ/da * da/dz * dz/dw1                      chain rule",
      "       = dJ/dz * dz/dw1                              chain rule",
      "       = dJ/dz * x1                                  dz/dw1 = x1",
    ]);
  });

  test("N5: the bias of one neuron, whose slope is 1", () => {
    expect(lines("N5", "b", { style: "fraction" }).slice(-3)).toEqual([
      "dJ/db = dJ/da * da/dz * dz/db                        chain rule",
      "      = dJ/dz * dz/db                                chain rule",
      "      = dJ/dz                                        dz/db = 1",
    ]);
  });

  test("N6 and N7: the binary cross-entropy, and the sigmoid before it", () => {
    expect(lines("N6", "a")).toEqual(["da = -y / a + (1 - y) / (1 - a)   from j"]);
    expect(lines("N7", "z").slice(1)).toEqual([
      "dz = da * ∂a/∂z                                   chain rule",
      "   = da * a * (1 - a)                             ∂a/∂z = a * (1 - a)",
      "   = (-y / a + (1 - y) / (1 - a)) * a * (1 - a)   da put in",
      "   = -y * (1 - a) + (1 - y) * a                   multiplied out",
      "   = -y + y * a + a - y * a                       multiplied out",
      "   = a - y                                        simplified",
    ]);
  });

  test("N8 and N9: the squared error, and both pairs of activation and cost, end in a - y", () => {
    expect(results("N8", "a")).toEqual(["da = a - y"]);
    expect(results("N9 sigmoid", "z").at(-1)).toBe("dz = a - y");
    expect(results("N9 identity", "a")).toEqual(["da = a - y"]);
  });

  test("N12: m examples, vectorised", () => {
    expect(lines("N12", ["W", "b"])).toEqual([
      "dA = -Y / A + (1 - Y) / (1 - A)                   from J",
      "dz = dA * ∂A/∂z                                   chain rule",
      "   = dA * A * (1 - A)                             ∂A/∂z = A * (1 - A)",
      "   = (-Y / A + (1 - Y) / (1 - A)) * A * (1 - A)   dA put in",
      "   = -Y * (1 - A) + (1 - Y) * A                   multiplied out",
      "   = -Y + Y * A + A - Y * A                       multiplied out",
      "   = A - Y                                        simplified",
      "dW = (1 / m) X dzᵀ                                since z = Wᵀ X + b",
      "db = sum(dz) / m                                  since z = Wᵀ X + b",
    ]);
  });

  test("N13 and N14: two layers", () => {
    expect(results("N13", ["W1", "b1", "W2", "b2"])).toEqual([
      "da2 = -y / a2 + (1 - y) / (1 - a2)",
      "dz2 = a2 - y",
      "dW2 = dz2 z1ᵀ",
      "db2 = dz2",
      "dz1 = W2ᵀ dz2",
      "dW1 = dz1 xᵀ",
      "db1 = dz1",
    ]);
    expect(results("N14", ["W1", "b1"]).slice(2)).toEqual([
      "da1 = W2ᵀ dz2",
      "dz1 = da1 * (1 - a1²)",
      "dW1 = dz1 xᵀ",
      "db1 = dz1",
    ]);
  });

  test("N17: L layers, one example", () => {
    expect(results("N17", ["W1", "W2", "W3", "b3"]).slice(1)).toEqual([
      "dz3 = a3 - y",
      "dW3 = dz3 a2ᵀ",
      "db3 = dz3",
      "da2 = W3ᵀ dz3",
      "dz2 = da2 * [z2 > 0]",
      "dW2 = dz2 a1ᵀ",
      "da1 = W2ᵀ dz2",
      "dz1 = da1 * (1 - a1²)",
      "dW1 = dz1 a0ᵀ",
    ]);
  });

  test("N18: L layers, m examples, where 1/m comes in with the parameters", () => {
    expect(results("N18", ["W2", "b2"]).slice(2)).toEqual([
      "dA2 = W3ᵀ dZ3",
      "dZ2 = dA2 * [Z2 > 0]",
      "dW2 = (1 / m) dZ2 A1ᵀ",
      "db2 = (1 / m) sum(dZ2, axis=1, keepDims)",
    ]);
  });

  test("N19: from layer to layer, without the dA between", () => {
    expect(lines("N19 softmax", ["W1"], { through: ["Z1", "Z2", "Z3"] })).toEqual([
      "dZ3 = A3 * (sum(Y, axis=0, keepDims) - Y / A3)   since A3 = softmax(Z3, axis=0)",
      "    = A3 * sum(Y, axis=0, keepDims) - Y          simplified",
      "    = A3 - Y                                     if the columns of Y sum to 1",
      "dZ2 = W3ᵀ dZ3 * [Z2 > 0]                         since A2 = relu(Z2)",
      "dZ1 = W2ᵀ dZ2 * (1 - A1²)                        since A1 = tanh(Z1)",
      "dW1 = (1 / m) dZ1 A0ᵀ                            since Z1 = W1 A0 + b1",
    ]);
    expect(results("N19 identity", ["A3"])).toEqual(["dA3 = A3 - Y"]);
  });

  test("N20: with an L2 penalty, of the weights but not of the biases", () => {
    expect(results("N20", ["W1", "b1"], { through: ["Z1", "Z2", "Z3"] })).toEqual([
      "dZ3 = A3 - Y",
      "dZ2 = W3ᵀ dZ3 * [Z2 > 0]",
      "dZ1 = W2ᵀ dZ2 * (1 - A1²)",
      "dW1 = (1 / m) dZ1 A0ᵀ + (lambda / m) W1",
      "db1 = (1 / m) sum(dZ1, axis=1, keepDims)",
    ]);
  });

  test("N21: one-hot targets, of sigmoid outputs without a condition and of softmax outputs under one", () => {
    expect(lines("N21 sigmoid", "Z3").at(-1)).toMatch(/^ +=\sA3 - Y +simplified$/);
    expect(lines("N21 softmax", "Z3").at(-1)).toMatch(/^ += A3 - Y +if the columns of Y are one-hot$/);
    expect(results("N21 mixed", "Z3").at(-1)).toBe("dZ3 = A3 * (dA3 - sum(dA3 * A3, axis=0, keepDims))");
  });

  test("N24: the derivatives of softmax, entry by entry", () => {
    const [z_i, z_j, z_k] = [input("z_i", []), input("z_j", []), input("z_k", [])];
    const total = add(add(exp(z_i), exp(z_j)), exp(z_k));
    const [a_i, a_j] = [div(exp(z_i), total), div(exp(z_j), total)];
    const last = (loss: Node): string[] => {
      const found = derive({ loss, quantities: { z_i, z_j, z_k, a_i, a_j } }, ["z_i", "z_j"], {
        through: [],
      });
      return found.steps.map(({ lines: own }) => toText((own.at(-1) as { formula: Node }).formula));
    };
    expect(last(a_i)).toEqual(["a_i * (1 - a_i)", "-a_j * a_i"]);
    expect(last(log(a_i))).toEqual(["1 - a_i", "-a_j"]);
  });

  test("N26: softmax and categorical cross-entropy, in general and for targets that sum to 1", () => {
    expect(lines("N26", "z")).toEqual([
      "da = -y / a                                     from J",
      "dz = a * (da - sum(da * a, keepDims))           since a = softmax(z)",
      "   = a * (-y / a - sum(-y / a * a, keepDims))   da put in",
      "   = a * sum(y, keepDims) - y                   simplified",
      "   = a - y                                      if y sums to 1",
    ]);
  });
});
