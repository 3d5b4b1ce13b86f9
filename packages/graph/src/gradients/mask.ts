// Masks: where a cotangent can differ from 0 at all. What `where` has not chosen gets the cotangent 0, and keeps it
// although the ops of the other branch are infinite there: 0 times infinity would be NaN.
import type { Node } from "../node/node.ts";
import { cast } from "../operands/cast.ts";
import { greater } from "../ops/comparison.ts";
import { logicalAnd, logicalOr } from "../ops/logic.ts";
import { where } from "../ops/where.ts";

/** Truths of a node's shape; undefined where no element is masked out. */
export type Mask = Node | undefined;

/** The mask of an input's part, given that of the node's cotangent. */
export function maskOf(node: Node, index: number, mask: Mask): Mask {
  const { op, inputs } = node;
  const chosen = op.chooses?.(inputs, index);
  if (chosen !== undefined) return mask === undefined ? chosen : logicalAnd(mask, chosen);
  if (mask === undefined || op.elements === "each") return mask;
  const count = op.elements === "moved" ? op.vjp(node, cast(mask, "real"), index) : null;
  return count === null ? undefined : greater(count, 0);
}

/** The mask of a sum of two parts. */
export function either(a: Mask, b: Mask): Mask {
  return a === b ? a : a === undefined || b === undefined ? undefined : logicalOr(a, b);
}

/** A part that a rule has computed from a masked cotangent, with 0 where that is masked out. */
export function masked(node: Node, ct: Node, part: Node, mask: Mask): Node {
  const computed = node.op.elements === "each" && node.op.chooses === undefined && part !== ct;
  return mask !== undefined && computed ? where(mask, part, 0) : part;
}
