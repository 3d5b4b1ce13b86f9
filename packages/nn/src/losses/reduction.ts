// From the costs of single examples or elements to the loss: what all losses have in common.
import { cast, mean, type Node, type Shape, ShapeError, sum } from "@cadena/graph";
import type { Attributes, CompositeOp } from "@cadena/graph/extend";

/** How costs become a loss: their mean, their sum, or not at all. */
export type Reduction = "mean" | "sum" | "none";

/** What every loss can be told. */
export interface LossOptions<R extends Reduction = Reduction> {
  /** "mean" where nothing is said. */
  readonly reduction?: R;
  /**
   * The class axis: costs are added up along it to one cost an example. The last one by default for losses over
   * classes; for losses of single elements there is none by default, and each element is a case of its own.
   */
  readonly axis?: number;
}

/** A loss: one number, or the costs themselves where they are not reduced. */
export type Loss<R extends Reduction> = Node<R extends "none" ? Shape : []>;

/** The mean or the sum of costs, or the costs themselves. */
export function reduced<R extends Reduction>(costs: Node, reduction: R = "mean" as R): Loss<R> {
  if (reduction === "none") return costs as Loss<R>;
  return (reduction === "sum" ? sum(costs) : mean(costs)) as Node as Loss<R>;
}

/**
 * The targets as real numbers. Nothing is stretched: [n, 1] against [n] would silently become [n, n].
 * @throws ShapeError where outputs and targets differ in shape
 */
export function alike(name: string, outputs: Node, targets: Node): Node {
  if (outputs.shape.join() !== targets.shape.join()) {
    const hint = outputs.size === targets.size ? { hint: "reshape one to the shape of the other" } : {};
    throw new ShapeError(
      `${name}: outputs and targets differ in shape: ${outputs} and ${targets}`,
      [outputs.shape, targets.shape],
      hint,
    );
  }
  return cast(targets, "real");
}

/** The shape rule of costs of single elements. */
export const elementwise = ([outputs]: readonly Node[]): { shape: Shape; dtype: "real" } => ({
  shape: (outputs as Node).shape,
  dtype: "real",
});

/** A loss whose costs belong to single elements; with `axis` they are added up along it first. */
export function elementLoss<R extends Reduction>(
  name: string,
  op: CompositeOp<Attributes>,
  outputs: Node,
  targets: Node,
  { reduction, axis }: LossOptions<R>,
): Loss<R> {
  const costs = op([outputs, alike(name, outputs, targets)], {});
  return reduced(axis === undefined ? costs : sum(costs, { axis }), reduction);
}
