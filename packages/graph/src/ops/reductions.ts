// What remains when the elements along some axes are combined.
import {
  type AxesAttributes,
  type Axis,
  type AxisOptions,
  axisOptions,
  normaliseAxes,
  reducedShape,
} from "../kinds/axes.ts";
import { type CompositeOp, composite } from "../kinds/composite.ts";
import { call } from "../kinds/notation.ts";
import { type ReductionOp, reduction } from "../kinds/reduction.ts";
import type { Node } from "../node/node.ts";
import { sizeOf } from "../node/node.ts";
import { stretchBack, sum } from "../operands/broadcast.ts";
import { cast } from "../operands/cast.ts";
import { toNode } from "../operands/constant.ts";
import type { Reduced } from "../types/reduced.ts";
import type { Operand, ShapeOf } from "../types/shape.ts";
import { div, mul } from "./arithmetic.ts";
import { equal } from "./comparison.ts";

/** A reduction as users call it. */
export type Reduce = <X extends Operand, const A extends Axis = undefined, K extends boolean = false>(
  x: X,
  options?: AxisOptions<A, K>,
) => Node<Reduced<ShapeOf<X>, A, K>>;

/** The user's form of a reduction: axes are checked and counted from 0. */
function userForm(name: string, op: (x: Node, attributes: AxesAttributes) => Node): Reduce {
  return (x, options = {}) => {
    const node = toNode(x, name) as Node;
    const axes = normaliseAxes(name, options.axis, node);
    return op(node, { axes, keepDims: options.keepDims ?? false }) as Node<never>;
  };
}

const countOf = (x: Node, axes: readonly number[]): number =>
  sizeOf(axes.map((axis) => x.shape[axis] as number));

const meanOp: CompositeOp<AxesAttributes> = composite<AxesAttributes>({
  name: "mean",
  infer: ([x], { axes, keepDims }) => ({
    shape: reducedShape((x as Node).shape, axes, keepDims),
    dtype: "real",
  }),
  expand: ([x], { axes, keepDims }) =>
    div(sum(x as Node, { axis: axes, keepDims }), countOf(x as Node, axes)),
  vjp: ({ ct, inputs: [x], attributes }) =>
    stretchBack(div(ct, countOf(x as Node, attributes.axes)), x as Node, attributes),
  notation: call("mean", undefined, axisOptions),
});

/**
 * The mean along the axes, of all elements where none is given. NaN for an empty axis.
 * @throws ShapeError for an axis that is not there
 * @example
 * evaluate(mean(constant([[1, 2], [3, 6]]), { axis: 1 })) //=> [1.5, 4.5]
 */
export const mean: Reduce = userForm("mean", (x, attributes) => meanOp([cast(x, "real")], attributes));

/** The largest or the smallest: ties share the derivative equally. */
function extremum(name: "max" | "min"): ReductionOp {
  return reduction({
    name,
    combine: (n, data, start, stride, length) => {
      let best = data[start] as (typeof data)[number];
      for (let i = 1; i < length; i++) best = n[name](best, data[start + i * stride] as typeof best);
      return best;
    },
    fold: {
      start: name === "max" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
      step: (n, a, b) => n[name](a, b),
    },
    vjp: ({ ct, inputs: [x], out, attributes }) => {
      const winners = cast(equal(x as Node, stretchBack(out, x as Node, attributes)), "real");
      const shares = div(winners, sum(winners, { axis: attributes.axes, keepDims: true }));
      return mul(stretchBack(ct, x as Node, attributes), shares);
    },
    notation: call(name, `\\${name}`, axisOptions),
  });
}

/**
 * The largest element along the axes; ties share the derivative equally.
 * @throws ShapeError for an axis that is not there or is empty
 * @example
 * evaluate(max(constant([[1, 5], [7, 3]]), { axis: 1 })) //=> [5, 7]
 */
export const max: Reduce = userForm("max", extremum("max"));

/**
 * The smallest element along the axes; ties share the derivative equally.
 * @throws ShapeError for an axis that is not there or is empty
 * @example
 * evaluate(min(constant([[1, 5], [7, 3]]))) //=> 1
 */
export const min: Reduce = userForm("min", extremum("min"));
