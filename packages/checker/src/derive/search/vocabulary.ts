// The operations that short formulas are made with.
import {
  add,
  div,
  exp,
  mul,
  type Node,
  neg,
  sigmoid,
  softmax,
  square,
  sub,
  tanh,
  topological,
} from "@cadena/graph";
import type { Op } from "@cadena/graph/extend";
import { ops } from "../ops.ts";

/** What arithmetic takes apart; all else is a word. */
export const arithmetic: ReadonlySet<Op> = new Set<Op>([
  add.op,
  sub.op,
  mul.op,
  div.op,
  neg.op,
  square.op,
  ops.matmul,
  ops.sum,
  ops.transpose,
  ops.broadcastTo,
]);

/** Functions of a name that may stand for exponentials in a formula. */
export function familiar(formula: Node, name: Node): Node[] {
  if (!topological([formula]).some(({ op }) => op === exp.op)) return [];
  const shares = name.shape.map((_, axis): Node => softmax(name, { axis }));
  return [exp(name), exp(neg(name)), sigmoid(name), sigmoid(neg(name)), tanh(name), ...shares];
}
