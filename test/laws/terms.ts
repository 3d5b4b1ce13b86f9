// Formulas as trees, so that they can be rewritten; fast-check makes them, and shrinks them.

import type { Node } from "@cadena/graph";
import * as graph from "@cadena/graph";
import * as fc from "fast-check";

/** An extent by its name; "1" is stretched. */
export type Extent = "n" | "m" | "1";

/** A formula: a leaf, a number, or a function of formulas. All have two axes. */
export interface Term {
  readonly name: string;
  readonly args: readonly Term[];
  readonly shape: readonly [Extent, Extent];
}

type Function1 = (a: Node) => Node;
type Function2 = (a: Node, b: Node) => Node;

/** Functions of one operand, element by element. */
const unary: Readonly<Record<string, Function1>> = {
  neg: graph.neg,
  exp: graph.exp,
  log: graph.log,
  sqrt: graph.sqrt,
  sigmoid: graph.sigmoid,
  tanh: graph.tanh,
  softplus: graph.softplus,
  relu: graph.relu,
  abs: graph.abs,
  sin: graph.sin,
  cos: graph.cos,
  square: graph.square,
};

/** Functions of two operands, element by element. */
const binary: Readonly<Record<string, Function2>> = {
  add: (a, b) => graph.add(a, b),
  sub: (a, b) => graph.sub(a, b),
  mul: (a, b) => graph.mul(a, b),
  div: (a, b) => graph.div(a, b),
  maximum: (a, b) => graph.maximum(a, b),
  ifPositive: (a, b) => graph.where(graph.greater(a, 0), b, graph.mul(0, b)),
};

const common = (a: Extent, b: Extent): Extent => (a === "1" ? b : a);

/** f(a), or f(a, b). */
export function apply(name: string, ...args: readonly Term[]): Term {
  const [a, b = a] = args as [Term, Term?];
  return { name, args, shape: [common(a.shape[0], b.shape[0]), common(a.shape[1], b.shape[1])] };
}
export const number = (value: number): Term => ({ name: `${value}`, args: [], shape: ["1", "1"] });
export const transposed = (a: Term): Term => ({
  name: "transpose",
  args: [a],
  shape: [a.shape[1], a.shape[0]],
});
export const product = (a: Term, b: Term): Term => ({
  name: "matmul",
  args: [a, b],
  shape: [a.shape[0], b.shape[1]],
});
/** The sum along an axis, which is kept. */
export const total = (a: Term, axis: 0 | 1): Term => ({
  name: `sum${axis}`,
  args: [a],
  shape: axis === 0 ? ["1", a.shape[1]] : [a.shape[0], "1"],
});

/** The shapes of the leaves. */
export const leaves = {
  X: ["n", "m"],
  Y: ["n", "m"],
  W: ["m", "n"],
  b: ["n", "1"],
  s: ["1", "1"],
} as const;
const leaf = (name: keyof typeof leaves): Term => ({ name, args: [], shape: leaves[name] });

/** The formula as a graph over nodes for the leaves. */
export function nodeOf(term: Term, scope: Readonly<Record<string, Node>>): Node {
  const known = new Map<Term, Node>();
  const built = (t: Term): Node => {
    const node = known.get(t) ?? make(t.name, t.args.map(built));
    known.set(t, node);
    return node;
  };
  const make = (name: string, [a, b]: readonly Node[]): Node => {
    if (a === undefined)
      return name in leaves ? (scope[name] as Node) : (graph.full([1, 1], Number(name)) as Node);
    if (b !== undefined)
      return name === "matmul" ? (graph.matmul(a, b) as Node) : (binary[name] as Function2)(a, b);
    if (name === "transpose") return graph.transpose(a) as Node;
    if (name.startsWith("sum")) return graph.sum(a, { axis: Number(name.at(-1)), keepDims: true }) as Node;
    return (unary[name] as Function1)(a);
  };
  return built(term);
}

/** How a formula is read: f(a, b). */
export const written = ({ name, args }: Term): string =>
  args.length === 0 ? name : `${name}(${args.map(written).join(", ")})`;

export const sameShape = (a: Term, b: Term): boolean => a.shape.join() === b.shape.join();

type Terms = fc.Arbitrary<Term>;
const smooth = ["neg", "exp", "sigmoid", "tanh", "softplus", "sin", "cos", "square"] as const;
const kinked = ["relu", "abs"] as const;

/** Formulas of a depth, [n, m] or [n, 1]; with comparisons or without. */
export function terms(kinks: boolean): Terms {
  const known = new Map<string, Terms>();
  const remembered = (key: string, make: () => Terms): Terms => {
    const found = known.get(key) ?? make();
    known.set(key, found);
    return found;
  };
  const functions = kinks ? [...smooth, ...kinked] : smooth;
  const pairs = kinks ? ["add", "sub", "mul", "div", "maximum", "ifPositive"] : ["add", "sub", "mul", "div"];
  const ofShape = (shape: readonly [Extent, Extent], depth: number): Terms =>
    remembered(`${shape} ${depth}`, () => {
      const key = shape.join();
      const fitting = (Object.keys(leaves) as (keyof typeof leaves)[]).filter(
        (k) => leaves[k].join() === key,
      );
      const numbers = fc.constantFrom(-1, 0.5, 1, 2, 3, 0.1, 1 / 3).map(number);
      const ends = fitting.length > 0 ? fc.constantFrom(...fitting).map(leaf) : undefined;
      if (depth === 0) return ends ?? numbers.map((c) => apply("mul", c, stretched(shape)));
      const same = ofShape(shape, depth - 1);
      const positive = positives(shape, depth - 1);
      const made: Terms[] = [
        fc.tuple(fc.constantFrom(...functions), same).map(([f, a]) => apply(f, a)),
        fc.tuple(fc.constantFrom(...pairs), same, same).map(([f, a, b]) => apply(f, a, b)),
        fc.tuple(fc.constantFrom(...pairs), same, same).map(([f, a, b]) => apply(f, a, b)),
        fc.tuple(fc.constantFrom("add", "mul"), same, numbers).map(([f, a, c]) => apply(f, c, a)),
        fc.tuple(fc.constantFrom("log", "sqrt"), positive).map(([f, a]) => apply(f, a)),
        fc
          .tuple(fc.constantFrom("add", "sub", "mul"), same, ofShape(narrow(shape), depth - 1))
          .map(([f, a, b]) => apply(f, a, b)),
        ...(ends ? [ends] : []),
      ];
      if (key === "n,m") {
        made.push(ofShape(["m", "n"], depth - 1).map(transposed));
        made.push(
          fc
            .tuple(ofShape(["n", "m"], depth - 1), ofShape(["m", "n"], depth - 1), ofShape(["n", "m"], 0))
            .map(([a, b, c]) => product(product(a, b), c)),
        );
      }
      if (key === "n,1") made.push(ofShape(["n", "m"], depth - 1).map((a) => total(a, 1)));
      return fc.oneof(...made);
    });
  const positives = (shape: readonly [Extent, Extent], depth: number): Terms =>
    remembered(`positive ${shape} ${depth}`, () => {
      const any = ofShape(shape, Math.max(0, depth - 1));
      const exponential = any.map((a) => apply("exp", a));
      if (depth <= 0) return exponential;
      return fc.oneof(
        exponential,
        any.map((a) => apply("sigmoid", a)),
        any.map((a) => apply("add", number(1), apply("square", a))),
        fc
          .tuple(positives(shape, depth - 1), positives(shape, depth - 1))
          .map(([a, b]) => apply("mul", a, b)),
        fc
          .tuple(positives(shape, depth - 1), positives(shape, depth - 1))
          .map(([a, b]) => apply("add", a, b)),
      );
    });
  return fc.oneof(ofShape(["n", "m"], 3), ofShape(["n", "1"], 3), ofShape(["n", "m"], 2));
}

const narrow = ([rows]: readonly [Extent, Extent]): readonly [Extent, Extent] => [
  rows === "n" ? "n" : "1",
  "1",
];

/** Something of a shape that has no leaf. */
function stretched(shape: readonly [Extent, Extent]): Term {
  if (shape.join() === "m,n") return leaf("W");
  return shape[0] === "n" ? leaf("b") : leaf("s");
}
