// A small model that the tests make claims about: a layer of sigmoids over m examples, in the layout of columns.

import {
  add,
  addBias,
  div,
  input,
  log,
  matmul,
  mean,
  mul,
  type Node,
  neg,
  parameter,
  sigmoid,
  sub,
  sum,
} from "@cadena/graph";
import { derivation } from "../src/index.ts";

const crossEntropy = (a: Node, y: Node): Node => neg(add(mul(y, log(a)), mul(sub(1, y), log(sub(1, a)))));

/** One layer, with the mean over the examples of the sum of the cross-entropies as its cost. */
function oneLayer({ n, k, m }: { n: number; k: number; m: number }) {
  const X: Node = input("X", [n, m]);
  const W: Node = parameter("W", [k, n]);
  const b: Node = parameter("b", [k, 1]);
  const Y: Node = input("Y", [k, m]);
  const Z: Node = addBias(matmul(W, X), b);
  const A: Node = sigmoid(Z);
  return { loss: mean(sum(crossEntropy(A, Y), { axis: 0 })), quantities: { X, W, b, Y, Z, A } };
}

/** The layer, without any claim. */
export const layer = derivation({
  id: "layer",
  title: "A layer of sigmoids",
  dimensions: { n: 3, k: 2, m: 5 },
  examples: "m",
  build: oneLayer,
});

interface Scope {
  readonly [name: string]: Node | number;
  readonly X: Node;
  readonly W: Node;
  readonly Y: Node;
  readonly A: Node;
  readonly Z: Node;
  readonly m: number;
}

const error = ({ A, Y }: Scope): Node => sub(A, Y);

/** Right formulas for its gradients. */
export const right = {
  dZ: ({ A, Y, m }: Scope): Node => div(sub(A, Y), m),
  dW: (s: Scope): Node => div(matmul(error(s), s.X, { transposeB: true }), s.m),
  db: (s: Scope): Node => div(sum(error(s), { axis: 1, keepDims: true }), s.m),
  dX: (s: Scope): Node => div(matmul(s.W, error(s), { transposeA: true }), s.m),
};

/** Wrong formulas of the right shape, by what is wrong with them. */
export const wrong: Readonly<Record<string, readonly [of: "W" | "b" | "Z" | "X", (s: Scope) => Node]>> = {
  "the sign": ["W", (s) => neg(right.dW(s))],
  "a factor 2": ["W", (s) => mul(2, right.dW(s))],
  "a missing 1/m": ["W", (s) => matmul(error(s), s.X, { transposeB: true })],
  "a factor of one millionth more": ["W", (s) => mul(1.000001, right.dW(s))],
  "a term of 1e-9": ["b", (s) => add(right.db(s), 1e-9)],
  "Z in the place of A": ["Z", (s) => div(sub(s.Z, s.Y), s.m)],
  "an extra derivative": ["Z", (s) => mul(right.dZ(s), mul(s.A, sub(1, s.A)))],
  "the mean in the place of the sum": ["b", (s) => div(right.db(s), s.m)],
  "a dropped term": ["Z", (s) => div(s.A, s.m)],
};
