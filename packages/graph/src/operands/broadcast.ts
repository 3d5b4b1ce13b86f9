// Copying along an axis and adding up along it: each is the other's derivative.
import {
  type AxesAttributes,
  type Axis,
  type AxisOptions,
  axisOptions,
  checkSizes,
  normaliseAxes,
} from "../kinds/axes.ts";
import { dense, stridesOf } from "../kinds/layout.ts";
import { call, type Phrase } from "../kinds/notation.ts";
import { type ReductionOp, reduction } from "../kinds/reduction.ts";
import { type StructuralOp, structural } from "../kinds/structural.ts";
import { ShapeError } from "../node/errors.ts";
import { type Attributes, type Node, sameShape } from "../node/node.ts";
import type { Reduced } from "../types/reduced.ts";
import type { Operand, Shape, ShapeOf } from "../types/shape.ts";
import { toNode } from "./constant.ts";
import { reshape } from "./reshape.ts";

interface ShapeAttributes extends Attributes {
  readonly shape: Shape;
}

/** The op of `broadcastTo`. */
export const broadcastOp: StructuralOp<ShapeAttributes> = structural<ShapeAttributes>({
  name: "broadcastTo",
  infer: ([x], { shape }) => {
    const { shape: from, dtype } = x as Node;
    const lead = shape.length - from.length;
    const odd = from.findLastIndex((extent, k) => extent !== 1 && extent !== shape[k + lead]);
    if (lead < 0 || odd >= 0) {
      const why = lead < 0 ? `${from.length} axes > ${shape.length}` : `${from[odd]} ≠ ${shape[odd + lead]}`;
      throw new ShapeError(`broadcastTo: ${x} does not stretch to [${shape.join(", ")}] (${why})`, [
        from,
        shape,
      ]);
    }
    return { shape, dtype };
  },
  copies: ([x], _, shape) => {
    const from = (x as Node).shape;
    const strides = stridesOf(from);
    const lead = shape.length - from.length;
    const stretched = shape.map((_, k) =>
      k < lead || from[k - lead] === 1 ? 0 : (strides[k - lead] as number),
    );
    return [{ input: 0, extents: shape, from: { start: 0, strides: stretched }, to: dense(shape) }];
  },
  vjp: ({ ct, inputs: [x] }) => sumTo(ct, (x as Node).shape),
  notation: { stretches: true, write: ([x]) => x as Phrase }, // stretching is left to the reader
});

/**
 * Whether something of one shape stretches to another, as `broadcastTo` does it.
 * @example
 * [stretchesTo([3, 1], [2, 3, 4]), stretchesTo([3], [3, 4])] //=> [true, false]
 */
export function stretchesTo(from: Shape, to: Shape): boolean {
  const lead = to.length - from.length;
  return lead >= 0 && from.every((extent, k) => extent === 1 || extent === to[k + lead]);
}

/**
 * The one of two shapes that the other stretches to; undefined where neither stretches to the other.
 * @example
 * [widerShape([3, 1], [3, 4]), widerShape([3, 1], [1, 4])] //=> [[3, 4], undefined]
 */
export const widerShape = (a: Shape, b: Shape): Shape | undefined =>
  stretchesTo(a, b) ? b : stretchesTo(b, a) ? a : undefined;

/**
 * Stretches axes of size 1, and adds leading axes, until the shape is reached.
 * @throws ShapeError where an axis of another size would have to stretch, or no axis can have such a size
 * @example
 * evaluate(broadcastTo(constant([1, 2]), [2, 2])) //=> [[1, 2], [1, 2]]
 */
export function broadcastTo<const S extends Shape>(x: Operand, shape: readonly [...S]): Node<S> {
  checkSizes("broadcastTo: the result", shape);
  const node = toNode(x, "broadcastTo") as Node;
  return (sameShape(node.shape, shape) ? node : broadcastOp([node], { shape })) as Node<S>;
}

/** Stretches all operands to the shape that they have in common. */
export function broadcastAll(name: string, nodes: readonly Node[]): readonly Node[] {
  const first = (nodes[0] as Node).shape;
  if (nodes.every(({ shape }) => sameShape(shape, first))) return nodes;
  const rank = Math.max(...nodes.map((x) => x.shape.length));
  const common = new Array<number>(rank);
  for (let k = rank - 1; k >= 0; k--) {
    const extents = nodes.map((x) => x.shape[k - rank + x.shape.length] ?? 1);
    const [extent = 1, ...others] = new Set(extents.filter((e) => e !== 1));
    if (others.length > 0) {
      throw new ShapeError(
        `${name}: sizes differ: ${nodes.join(" and ")} (${extent} ≠ ${others[0]})`,
        nodes.map((x) => x.shape),
      );
    }
    common[k] = extent;
  }
  return nodes.map((x) => broadcastTo(x, common));
}

const sumOp: ReductionOp = reduction({
  name: "sum",
  ofNothing: true,
  combine: (n, data, start, stride, length) => n.sum(data, start, stride, length),
  fold: { start: 0, step: (n, a, b) => n.add(a, b) },
  vjp: ({ ct, inputs: [x], attributes }) => stretchBack(ct, x as Node, attributes),
  notation: call("sum", "\\sum", axisOptions),
});

/** Undoes the shape of a reduction: the axes that went come back, stretched. */
export function stretchBack(reduced: Node, x: Node, { axes }: AxesAttributes): Node {
  const kept = x.shape.map((extent, k) => (axes.includes(k) ? 1 : extent));
  return broadcastTo(reshape(reduced, kept), x.shape);
}

/**
 * Adds up the elements along the axes, all of them where none is given. Nothing adds up to 0.
 * @throws ShapeError for an axis that is not there
 * @example
 * evaluate(sum(constant([[1, 2], [3, 4]]), { axis: 0 })) //=> [4, 6]
 */
export function sum<X extends Operand, const A extends Axis = undefined, K extends boolean = false>(
  x: X,
  options: AxisOptions<A, K> = {},
): Node<Reduced<ShapeOf<X>, A, K>> {
  const node = toNode(x, "sum") as Node;
  const axes = normaliseAxes("sum", options.axis, node);
  return sumOp(node, { axes, keepDims: options.keepDims ?? false }) as Node<never>;
}

/** Adds up the axes along which `shape` would be stretched to x's: the derivative of stretching. */
export function sumTo(x: Node, shape: Shape): Node {
  const lead = x.shape.length - shape.length;
  const axes = x.shape.flatMap((extent, k) =>
    k < lead || (shape[k - lead] === 1 && extent !== 1) ? [k] : [],
  );
  return axes.length === 0 ? x : reshape(sumOp(x, { axes, keepDims: true }), shape);
}
