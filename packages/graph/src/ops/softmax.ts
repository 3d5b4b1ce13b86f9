// Softmax and its logarithm along an axis: shifted by the largest element, so that no exponential overflows. The
// shift cancels out, so it takes no part in the derivative.

import type { Axis, AxisOptions } from "../kinds/axes.ts";
import {
  type AxesAttributes,
  axisOptions,
  normaliseAxes,
  normaliseAxis,
  reducedShape,
} from "../kinds/axes.ts";
import { type CompositeOp, composite } from "../kinds/composite.ts";
import { call } from "../kinds/notation.ts";
import { ShapeError } from "../node/errors.ts";
import { type Attributes, checkNode, type Node, type Spec } from "../node/node.ts";
import { stretchBack, sum } from "../operands/broadcast.ts";
import { reshape } from "../operands/reshape.ts";
import type { Reduced } from "../types/reduced.ts";
import type { Shape } from "../types/shape.ts";
import { add, div, mul, sub } from "./arithmetic.ts";
import { exp, log } from "./exponential.ts";
import { max } from "./reductions.ts";
import { stopGradient } from "./stopGradient.ts";

interface SoftmaxAttributes extends Attributes {
  readonly axis: number;
}

/** The shape of the input, whose axes must not be empty: nothing has no largest element. */
function shapeAlong(name: string, x: Node, axes: readonly number[]): Shape {
  const empty = axes.find((axis) => x.shape[axis] === 0);
  if (empty !== undefined) {
    throw new ShapeError(`${name}: axis ${empty} of ${x} is empty`, [x.shape]);
  }
  return x.shape;
}

const like =
  (name: string) =>
  ([x]: readonly Node[], { axis }: SoftmaxAttributes): Spec => ({
    shape: shapeAlong(name, x as Node, [axis]),
    dtype: "real",
  });
const written = (name: string) =>
  call(name, undefined, (node) => {
    const { axis } = node.attributes as SoftmaxAttributes;
    return node.shape.length === 1 ? [] : [`axis=${axis}`];
  });

/** e^z with its largest element shifted to 1, over the sum along the axes. */
function shares(z: Node, axis: readonly number[]): Node {
  const t = exp(sub(z, stopGradient(max(z, { axis, keepDims: true }))));
  return div(t, sum(t, { axis, keepDims: true }));
}

const softmaxOp: CompositeOp<SoftmaxAttributes> = composite<SoftmaxAttributes>({
  name: "softmax",
  infer: like("softmax"),
  expand: ([z], { axis }) => shares(z as Node, [axis]),
  vjp: ({ ct, out: p, attributes: { axis } }) => mul(p, sub(ct, sum(mul(ct, p), { axis, keepDims: true }))),
  notation: written("softmax"),
});

/**
 * e^z_i / Σ_j e^z_j along an axis, the last one where none is given: positive numbers that sum to 1.
 * @throws ShapeError for an axis that is not there
 * @example
 * evaluate(softmax(constant([1000, 1000]))) //=> [0.5, 0.5]
 */
export function softmax<S extends Shape>(z: Node<S>, options: { readonly axis?: number } = {}): Node<S> {
  checkNode("softmax", z);
  return softmaxOp([z], { axis: normaliseAxis("softmax", options.axis ?? -1, z) }) as Node<S>;
}

const logSumExpOp: CompositeOp<AxesAttributes> = composite<AxesAttributes>({
  name: "logSumExp",
  infer: ([z], { axes, keepDims }) => ({
    shape: reducedShape(shapeAlong("logSumExp", z as Node, axes), axes, keepDims),
    dtype: "real",
  }),
  expand: ([z], { axes, keepDims }) => {
    const largest = stopGradient(max(z as Node, { axis: axes, keepDims: true }));
    const total = sum(exp(sub(z as Node, largest)), { axis: axes, keepDims: true });
    return reshape(add(largest, log(total)), reducedShape((z as Node).shape, axes, keepDims));
  },
  vjp: ({ ct, inputs: [z], attributes }) =>
    mul(stretchBack(ct, z as Node, attributes), shares(z as Node, attributes.axes)),
  notation: call("logSumExp", undefined, axisOptions),
});

/**
 * log Σ e^z along the axes, of all elements where none is given; accurate for every z.
 * @throws ShapeError for an axis that is not there or is empty
 * @example
 * evaluate(logSumExp(constant([1000, 1000]))) //=> 1000.6931471805599
 */
export function logSumExp<S extends Shape, const A extends Axis = undefined, K extends boolean = false>(
  z: Node<S>,
  options: AxisOptions<A, K> = {},
): Node<Reduced<S, A, K>> {
  checkNode("logSumExp", z);
  const axes = normaliseAxes("logSumExp", options.axis, z);
  return logSumExpOp([z], { axes, keepDims: options.keepDims ?? false }) as Node<never>;
}

const logSoftmaxOp: CompositeOp<SoftmaxAttributes> = composite<SoftmaxAttributes>({
  name: "logSoftmax",
  infer: like("logSoftmax"),
  expand: ([z], { axis }) => {
    const shifted = sub(z as Node, stopGradient(max(z as Node, { axis, keepDims: true })));
    return sub(shifted, log(sum(exp(shifted), { axis, keepDims: true })));
  },
  vjp: ({ ct, out, attributes: { axis } }) => sub(ct, mul(exp(out), sum(ct, { axis, keepDims: true }))),
  notation: written("logSoftmax"),
});

/**
 * The logarithm of softmax along an axis, the last one where none is given; accurate for every z.
 * @throws ShapeError for an axis that is not there
 * @example
 * evaluate(logSoftmax(constant([0, -1000]))) //=> [0, -1000]
 */
export function logSoftmax<S extends Shape>(z: Node<S>, options: { readonly axis?: number } = {}): Node<S> {
  checkNode("logSoftmax", z);
  return logSoftmaxOp([z], { axis: normaliseAxis("logSoftmax", options.axis ?? -1, z) }) as Node<S>;
}
