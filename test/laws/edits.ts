// Mistakes: what makes of a formula another function, nearly always.
import type { Rewrite } from "./rewrites.ts";
import { apply, leaves, number, sameShape, type Term } from "./terms.ts";

const exchanged =
  (from: string, to: string): Rewrite =>
  (term) =>
    term.name === from ? { ...term, name: to } : undefined;

const operands =
  (names: readonly string[], edit: (a: Term, b: Term) => Term): Rewrite =>
  (term) =>
    names.includes(term.name) ? edit(...(term.args as unknown as [Term, Term])) : undefined;

const leaf = (name: keyof typeof leaves): Term => ({ name, args: [], shape: leaves[name] });

export const edits: Readonly<Record<string, Rewrite>> = {
  "another sign": (a) => apply("neg", a),
  "a factor 2": (a) => apply("mul", number(2), a),
  "a half": (a) => apply("mul", number(0.5), a),
  "the square": (a) => apply("square", a),
  "a tenth more": (a) => apply("add", a, number(0.1)),
  "a difference for a sum": exchanged("add", "sub"),
  "a sum for a difference": exchanged("sub", "add"),
  "a product for a sum": exchanged("add", "mul"),
  "a sum for a product": exchanged("mul", "add"),
  "a product for a quotient": exchanged("div", "mul"),
  "cos for sin": exchanged("sin", "cos"),
  "sin for cos": exchanged("cos", "sin"),
  "tanh for σ": exchanged("sigmoid", "tanh"),
  "σ for tanh": exchanged("tanh", "sigmoid"),
  "relu for softplus": exchanged("softplus", "relu"),
  "|a| for relu": exchanged("relu", "abs"),
  "a for |a|": (a) => (a.name === "abs" ? a.args[0] : undefined),
  "a for relu a": (a) => (a.name === "relu" ? a.args[0] : undefined),
  "the first operand": operands(["add", "sub", "mul", "div", "maximum"], (a) => a),
  "the second operand": operands(["add", "sub", "mul", "div", "maximum", "ifPositive"], (_, b) => b),
  "exchanged operands": operands(["sub", "div"], (a, b) => apply("div", b, a)),
  "another leaf": (a) =>
    a.args.length === 0 && sameShape(a, leaf("X")) ? leaf(a.name === "X" ? "Y" : "X") : undefined,
};

/** Mistakes of a size, the smaller ones too small for floats to see. */
export const small = (size: number): Readonly<Record<string, Rewrite>> => ({
  "a little more": (a) => apply("add", a, apply("mul", number(size), leaf("s"))),
  "a little of its square": (a) => apply("add", a, apply("mul", number(size), apply("square", a))),
  "a little scaled": (a) => apply("add", a, apply("mul", number(size), apply("mul", leaf("s"), a))),
});
