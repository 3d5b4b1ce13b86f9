// Where the largest element is.
import { type Axis, type AxisOptions, normaliseAxes, normaliseAxis, reducedShape } from "../kinds/axes.ts";
import { type GeneralOp, general } from "../kinds/general.ts";
import { call } from "../kinds/notation.ts";
import { ShapeError, UndecidedError } from "../node/errors.ts";
import { type Attributes, checkNode, type Node, sizeOf } from "../node/node.ts";
import type { NumberSystem, Relation } from "../numbers/system.ts";
import { dataOf, type Machine, type Value } from "../numbers/value.ts";
import { cast } from "../operands/cast.ts";
import { constant } from "../operands/constant.ts";
import { reshape } from "../operands/reshape.ts";
import { integers } from "../tensor/tensor.ts";
import type { Reduced } from "../types/reduced.ts";
import type { Shape } from "../types/shape.ts";
import { equal, notEqual } from "./comparison.ts";
import { indexAlong } from "./indexAlong.ts";
import { logicalOr } from "./logic.ts";
import { oneHot } from "./oneHot.ts";
import { max, min, type Reduce } from "./reductions.ts";
import { transpose } from "./transpose.ts";
import { where } from "./where.ts";

interface ArgAttributes extends Attributes {
  readonly axis: number;
  readonly keepDims: boolean;
}

function argOp(name: string, better: Relation, extremum: Reduce): GeneralOp<ArgAttributes> {
  return general<ArgAttributes>({
    name,
    infer: ([x], { axis, keepDims }) => {
      const { shape } = x as Node;
      if (shape[axis] === 0) throw new ShapeError(`${name}: axis ${axis} of ${x} is empty`, [shape]);
      return { shape: keepDims ? shape.with(axis, 1) : shape.toSpliced(axis, 1), dtype: "integer" };
    },
    meaning: (machine, [x], { attributes, node }) =>
      best(machine, x as Value<never, never>, better, attributes.axis, node),
    vjp: "nondifferentiable",
    lowering: ({ inputs: [x], attributes }) => ({
      kind: "same",
      as: firstOf(x as Node, extremum, attributes as ArgAttributes),
    }),
    notation: call(name, `\\operatorname{${name}}`, ({ attributes }) => [
      `axis=${(attributes as ArgAttributes).axis}`,
      ...((attributes as ArgAttributes).keepDims ? ["keepDims"] : []),
    ]),
  });
}

function best<T, B>(
  machine: Machine<T, B>,
  x: Value<T, B>,
  better: Relation,
  axis: number,
  node: Node,
): Value<T, B> {
  const input = node.inputs[0] as Node;
  return input.dtype === "integer"
    ? bestIn(machine.integers, dataOf<number>(x), better, axis, node)
    : bestIn(machine.reals, dataOf<T>(x), better, axis, node);
}

/** The first index whose element no later one beats; NaN beats everything, as in NumPy. */
function bestIn<T, B, R, Q>(
  n: NumberSystem<T, B>,
  data: ArrayLike<T>,
  better: Relation,
  axis: number,
  node: Node,
): Value<R, Q> {
  const source = (node.inputs[0] as Node).shape;
  const extent = source[axis] as number;
  const inner = sizeOf(source.slice(axis + 1));
  const winners = new Int32Array(node.size);
  const isTrue = (b: B): boolean => {
    const truth = n.decide(b);
    if (truth === undefined)
      throw new UndecidedError(`${node.op.name}: two elements are not told apart in ${n.name}`, node);
    return truth;
  };
  for (let k = 0; k < winners.length; k++) {
    const start = Math.floor(k / inner) * extent * inner + (k % inner);
    let winner = 0;
    for (let i = 1; i < extent; i++) {
      const [challenger, champion] = [data[start + i * inner] as T, data[start + winner * inner] as T];
      const beats = isTrue(n.compare(challenger, better, champion));
      const isNan = !beats && isTrue(n.compare(challenger, "!=", challenger));
      if (beats || (isNan && isTrue(n.compare(champion, "==", champion)))) winner = i;
    }
    winners[k] = winner;
  }
  return { dtype: "integer", shape: node.shape, data: winners };
}

/** The same in two passes: the best element, then the least index of one that equals it or is NaN. */
function firstOf(x: Node, extremum: Reduce, { axis, keepDims }: ArgAttributes): Node {
  const numbers = x.dtype === "boolean" ? cast(x, "integer") : x;
  const extent = x.shape[axis] as number;
  const best = extremum(numbers, { axis, keepDims: true }) as Node;
  const isBest = logicalOr(equal(numbers, best), notEqual(numbers, numbers));
  const none = constant(integers(extent));
  return min(where(isBest, indexAlong(x.shape, axis), none) as Node, { axis, keepDims }) as Node;
}

const argmaxOp = argOp("argmax", ">", max);
const argminOp = argOp("argmin", "<", min);

function located(name: string, op: GeneralOp<ArgAttributes>, x: Node, options: AxisOptions): Node {
  checkNode(name, x);
  const axes = normaliseAxes(name, options.axis, x);
  const keepDims = options.keepDims ?? false;
  if (axes.length === 1) return op([x], { axis: axes[0] as number, keepDims });
  const kept = x.shape.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis]));
  const order = [...kept, ...axes];
  const together = order.every((axis, k) => axis === k) ? x : (transpose(x, order) as Node);
  const inOneRow = reshape(together, [
    ...reducedShape(x.shape, axes, false),
    sizeOf(axes.map((axis) => x.shape[axis] as number)),
  ]);
  const places = op([inOneRow], { axis: kept.length, keepDims: false });
  return reshape(places, reducedShape(x.shape, axes, keepDims));
}

/**
 * The index of the largest element along an axis, the first one among equals. Several axes, or all where none is
 * given, are taken for one row in row-major order. The result is an integer and has no derivative.
 * @throws ShapeError for an axis that is not there or is empty
 * @example
 * evaluate(argmax(constant([[1, 5], [7, 7]]), { axis: 1 })) //=> [1, 0]
 */
export function argmax<S extends Shape, const A extends Axis = undefined, K extends boolean = false>(
  x: Node<S>,
  options: AxisOptions<A, K> = {},
): Node<Reduced<S, A, K>> {
  return located("argmax", argmaxOp, x, options) as Node<never>;
}

/**
 * The index of the smallest element along an axis, the first one among equals; several axes are taken for one row.
 * @throws ShapeError for an axis that is not there or is empty
 * @example
 * evaluate(argmin(constant([[1, 5], [7, 7]]), { axis: 1 })) //=> [0, 0]
 */
export function argmin<S extends Shape, const A extends Axis = undefined, K extends boolean = false>(
  x: Node<S>,
  options: AxisOptions<A, K> = {},
): Node<Reduced<S, A, K>> {
  return located("argmin", argminOp, x, options) as Node<never>;
}

/**
 * 1 at the largest element along an axis, the first one among equals, and 0 elsewhere. Constant wherever it is
 * differentiable.
 * @throws ShapeError for an axis that is not there or is empty
 * @example
 * evaluate(hardmax(constant([5, 2, -1, 5]))) //=> [1, 0, 0, 0]
 */
export function hardmax<S extends Shape>(x: Node<S>, options: { readonly axis?: number } = {}): Node<S> {
  checkNode("hardmax", x);
  const axis = normaliseAxis("hardmax", options.axis ?? -1, x);
  return oneHot(argmax(x, { axis }), x.shape[axis] as number, { axis }) as Node as Node<S>;
}
