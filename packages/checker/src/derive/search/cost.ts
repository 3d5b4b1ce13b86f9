// How much there is to read in a formula: what one looks for is the shortest one.
import { add, div, mul, type Node, neg, sqrt, square, sub, topological } from "@cadena/graph";
import { constantNumber, type Op } from "@cadena/graph/extend";
import { ops } from "../ops.ts";

/** What each operation costs, and a name or a number; a 0 or a 1 costs nothing. */
export const costs = {
  name: 2,
  sum: 2,
  product: 2,
  quotient: 3,
  sign: 1,
  square: 2,
  transpose: 1,
  total: 2,
  comparison: 2,
  other: 4,
} as const;

const byOp: ReadonlyMap<Op, number> = new Map<Op, number>([
  [add.op, costs.sum],
  [sub.op, costs.sum],
  [ops.addBias, costs.sum],
  [mul.op, costs.product],
  [ops.matmul, costs.product],
  [div.op, costs.quotient],
  [neg.op, costs.sign],
  [square.op, costs.square],
  [sqrt.op, costs.square],
  [ops.transpose, costs.transpose],
  [ops.sum, costs.total],
  [ops.broadcastTo, 0],
]);

/** The cost of a formula as it is written, with what is written twice counted twice. */
export function costOf(formula: Node): number {
  const known = new Map<Node, number>();
  for (const node of topological([formula])) {
    const below = node.inputs.reduce((sum, input) => sum + (known.get(input) as number), 0);
    known.set(node, below + ownCost(node) - (beginsWithSign(node) ? costs.sign : 0));
  }
  return known.get(formula) as number;
}

/** A sign before the first of several terms is as good as one between them. */
const beginsWithSign = ({ op, inputs }: Node): boolean =>
  (op === add.op || op === sub.op) && inputs[0]?.op === neg.op;

function ownCost(node: Node): number {
  if (node.inputs.length === 0) return [0, 1].includes(constantNumber(node) ?? 2) ? 0 : costs.name;
  if (node.dtype === "boolean") return costs.comparison;
  if (node.inputs[0]?.dtype === "boolean" && node.inputs.length === 1) return 0;
  return byOp.get(node.op) ?? costs.other;
}
