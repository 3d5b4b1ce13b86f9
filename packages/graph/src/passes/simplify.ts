// Takes out what changes nothing: factors of 1, terms of 0, signs that cancel, rearrangements that undo each other.
// Each simplification is a row of a table: its name is its equation, which a test evaluates on both sides.
import type { Op } from "../kinds/op.ts";
import type { Node } from "../node/node.ts";
import { inheriting } from "../node/origin.ts";
import { broadcastOp } from "../operands/broadcast.ts";
import { constantValue } from "../operands/constant.ts";
import { reshape, reshapeOp } from "../operands/reshape.ts";
import { add, div, mul, neg, sub } from "../ops/arithmetic.ts";
import { permutationOf, transposeOp } from "../ops/transpose.ts";
import type { Like } from "../types/like.ts";
import { onInputs, rebuild } from "./rebuild.ts";

/** One equation, read from left to right. */
export interface Simplification {
  readonly equation: string;
  /** The op on the left. */
  readonly op: Op;
  /** The right side; undefined where the equation does not apply. */
  readonly apply: (inputs: readonly Node[], node: Node) => Node | undefined;
}

type Rewrite = (a: Node, b: Node, node: Node) => Node | undefined;

function row(equation: string, op: Op, rewrite: Rewrite): Simplification {
  return { equation, op, apply: ([a, b], node) => rewrite(a as Node, b as Node, node) };
}

/** Whether every element is the constant `value`, perhaps stretched. */
function is(node: Node, value: number): boolean {
  let inner = node;
  while (inner.op === broadcastOp.op || inner.op === reshapeOp.op) inner = inner.inputs[0] as Node;
  const data = constantValue(inner)?.data;
  return data !== undefined && data.length > 0 && data.every((x: number) => x === value);
}

const inside = (node: Node): Node => node.inputs[0] as Node;

/** The simplifications, in the order in which they are tried. */
export const simplifications: readonly Simplification[] = [
  row("1 * x = x", mul.op, (a, b) => (is(a, 1) ? b : undefined)),
  row("x * 1 = x", mul.op, (a, b) => (is(b, 1) ? a : undefined)),
  row("x / 1 = x", div.op, (a, b) => (is(b, 1) ? a : undefined)),
  row("0 + x = x", add.op, (a, b) => (is(a, 0) ? b : undefined)),
  row("x + 0 = x", add.op, (a, b) => (is(b, 0) ? a : undefined)),
  row("x - 0 = x", sub.op, (a, b) => (is(b, 0) ? a : undefined)),
  row("0 - x = -x", sub.op, (a, b) => (is(a, 0) ? neg(b) : undefined)),
  row("-(-x) = x", neg.op, (a) => (a.op === neg.op ? inside(a) : undefined)),
  row("x + -y = x - y", add.op, (a, b) => (b.op === neg.op ? sub(a, inside(b)) : undefined)),
  row("x - -y = x + y", sub.op, (a, b) => (b.op === neg.op ? add(a, inside(b)) : undefined)),
  row("xᵀᵀ = x", transposeOp.op, (a, _, node) =>
    a.op === transposeOp.op && undoes(a, node) ? inside(a) : undefined,
  ),
  row("reshape(reshape(x)) = reshape(x)", reshapeOp.op, (a, _, { shape }) =>
    a.op === reshapeOp.op ? reshape(inside(a), shape) : undefined,
  ),
];

/** Whether one permutation of axes is the other's inverse. */
function undoes(a: Node, b: Node): boolean {
  const [p, q] = [permutationOf(a), permutationOf(b)];
  return q.every((axis, k) => p[axis] === k);
}

/**
 * The nodes without what changes nothing. Sums and products keep their order, so that values in floats stay the same
 * (but for the sign of a zero).
 * @example
 * const x = input("x", []);
 * const [dx] = gradients(mul(x, 2), [x]); // the seed of the sweep makes it 1 * 2
 * const [simpler] = simplify([dx]);
 * same(simpler, constant(2)) //=> true
 */
export function simplify<const W extends readonly Node[]>(outputs: W): Like<W> {
  return rebuild(outputs, (node, inputs) => simplest(onInputs(node, inputs))) as Like<W>;
}

function simplest(node: Node): Node {
  for (const { op, apply } of simplifications) {
    if (op !== node.op) continue;
    const simpler = inheriting(node.origin, undefined, () => apply(node.inputs, node));
    if (simpler !== undefined) return simplest(simpler);
  }
  return node;
}
