// The gradient of a scalar, and the pullback of any node, as graphs.
import { ShapeError, UnsupportedError } from "../node/errors.ts";
import { checkNode, type Node, sameShape } from "../node/node.ts";
import { full } from "../operands/constant.ts";
import type { Like } from "../types/like.ts";
import { pullback } from "./pullback.ts";

/**
 * The gradient of a scalar with respect to each of the nodes, which may be interior ones. A node that the scalar does
 * not depend on gets 0.
 * @param scalar a real node of one element
 * @throws ShapeError where it has not one element; UnsupportedError where it is not real or an op on the path has no derivative
 * @example
 * const x = input("x", [2]);
 * const [dx] = gradients(sum(square(x)), [x]);
 * evaluate(dx, { x: [1, 2] }) //=> [2, 4]
 */
export function gradients<const W extends readonly Node[]>(scalar: Node, wrt: W): Like<W> {
  for (const node of [scalar, ...wrt]) checkNode("gradients", node);
  if (scalar.dtype !== "real") {
    throw new UnsupportedError(
      `gradients: a gradient belongs to a real number, got ${scalar} (${scalar.dtype})`,
    );
  }
  if (scalar.size !== 1) {
    throw new ShapeError(
      `gradients: a gradient belongs to one number, got ${scalar} (${scalar.size} elements)`,
      [scalar.shape],
      { hint: "take a mean or a sum first, or use vjp with a cotangent" },
    );
  }
  return pullback([scalar], [full(scalar.shape, 1)], wrt) as Like<W>;
}

/**
 * The vector-Jacobian product: what the cotangent of a node means for each of the others.
 * @param ct a cotangent of y's shape
 * @throws ShapeError where the shapes of y and ct differ
 * @example
 * const x = input("x", [2]);
 * const [dx] = vjp(square(x), constant([1, 10]), [x]);
 * evaluate(dx, { x: [1, 2] }) //=> [2, 40]
 */
export function vjp<const W extends readonly Node[]>(y: Node, ct: Node, wrt: W): Like<W> {
  for (const node of [y, ct, ...wrt]) checkNode("vjp", node);
  if (!sameShape(y.shape, ct.shape)) {
    throw new ShapeError(`vjp: the cotangent ${ct} has not the shape of ${y}`, [ct.shape, y.shape]);
  }
  return pullback([y], [ct], wrt) as Like<W>;
}
