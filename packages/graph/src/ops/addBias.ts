// The notes' Z = W X + b: a bias added to each example, more strictly than broadcasting would.
import { type CompositeOp, composite } from "../kinds/composite.ts";
import { plus } from "../kinds/notation.ts";
import { ShapeError } from "../node/errors.ts";
import { type Attributes, checkNode, type Node } from "../node/node.ts";
import { broadcastTo, sumTo } from "../operands/broadcast.ts";
import type { BiasFit } from "../types/biasFit.ts";
import type { ShapeOf } from "../types/shape.ts";
import { add } from "./arithmetic.ts";

const addBiasOp: CompositeOp<Attributes> = composite<Attributes>({
  name: "addBias",
  infer: ([z]) => ({ shape: (z as Node).shape, dtype: "real" }),
  expand: ([z, b]) => add(z as Node, broadcastTo(b as Node, (z as Node).shape) as Node),
  vjp: ({ ct, inputs: [, b] }, index) => (index === 0 ? ct : sumTo(ct, (b as Node).shape)),
  notation: plus,
});

/**
 * Adds a bias: the result has z's shape, each axis of b has z's size or 1 (leading ones may be missing), and b's
 * gradient adds up over the others.
 * @throws ShapeError where b would have to shrink, or z to stretch
 * @example
 * evaluate(addBias(constant([[1, 2], [3, 4]]), constant([[10], [20]]))) //=> [[11, 12], [23, 24]]
 */
export function addBias<Z extends Node, B extends Node>(z: Z, b: B & BiasFit<Z, B>): Node<ShapeOf<Z>> {
  checkNode("addBias", z);
  checkNode("addBias", b);
  const lead = z.shape.length - b.shape.length;
  const odd = b.shape.findLastIndex((extent, k) => extent !== 1 && extent !== z.shape[k + lead]);
  if (lead < 0 || odd >= 0) {
    const why = lead < 0 ? "the bias has more axes" : `${b.shape[odd]} ≠ ${z.shape[odd + lead]}`;
    throw new ShapeError(`addBias: the bias does not fit: ${z} + ${b} (${why})`, [z.shape, b.shape]);
  }
  return addBiasOp([z, b], {}) as Node<never>;
}
