// The same elements in the same order, under another shape.
import { normaliseAxis, normalisePlace } from "../kinds/axes.ts";
import { call, type Notation, type Phrase, stretched } from "../kinds/notation.ts";
import { type StructuralOp, structural } from "../kinds/structural.ts";
import { ShapeError } from "../node/errors.ts";
import { type Attributes, checkNode, type Node, sameShape, sizeOf } from "../node/node.ts";
import type { Inserted } from "../types/inserted.ts";
import type { Reshaped } from "../types/reshaped.ts";
import type { Shape } from "../types/shape.ts";
import type { Squeezed } from "../types/squeezed.ts";

interface ShapeAttributes extends Attributes {
  readonly shape: Shape;
}

const written: Notation = call("reshape", undefined, (node) => [`[${node.shape.join(", ")}]`]);

/** The op of `reshape`. */
export const reshapeOp: StructuralOp<ShapeAttributes> = structural<ShapeAttributes>({
  name: "reshape",
  infer: ([x], { shape }) => {
    const { shape: from, dtype, size } = x as Node;
    if (size !== sizeOf(shape)) {
      throw new ShapeError(
        `reshape: ${x} has ${size} elements, [${shape.join(", ")}] has ${sizeOf(shape)} (${size} ≠ ${sizeOf(shape)})`,
        [from, shape],
      );
    }
    return { shape, dtype };
  },
  copies: ([x]) => {
    const line = { start: 0, strides: [1] };
    return [{ input: 0, extents: [(x as Node).size], from: line, to: line }];
  },
  vjp: ({ ct, inputs: [x] }) => reshape(ct, (x as Node).shape),
  notation: {
    stretches: true,
    write: ([x], node) => {
      const { shape } = node.inputs[0] as Node;
      const leading = node.shape.slice(0, -shape.length || undefined);
      const onlyLeads =
        leading.every((extent) => extent === 1) && sameShape(node.shape.slice(leading.length), shape);
      if (onlyLeads) return x as Phrase;
      return { shape: node.shape, ...written.write([stretched(x as Phrase, shape)], node) };
    },
  },
});

/**
 * The same elements, in row-major order, under another shape. One size may be -1: it is computed.
 * @throws ShapeError where the numbers of elements differ
 * @example
 * evaluate(reshape(constant([[1, 2], [3, 4]]), [4])) //=> [1, 2, 3, 4]
 */
export function reshape<const S extends Shape>(x: Node, shape: readonly [...S]): Node<Reshaped<S>> {
  checkNode("reshape", x);
  const open = shape.indexOf(-1);
  const rest = sizeOf(shape.filter((_, k) => k !== open));
  const exact = open < 0 ? shape : shape.map((extent, k) => (k === open ? x.size / rest : extent));
  const odd = exact.find((extent) => !Number.isInteger(extent) || extent < 0);
  if (odd !== undefined) {
    throw new ShapeError(`reshape: ${x} does not divide into [${shape.join(", ")}]`, [x.shape, shape]);
  }
  return (sameShape(exact, x.shape) ? x : reshapeOp([x], { shape: exact })) as Node<Reshaped<S>>;
}

/**
 * All elements in one axis.
 * @example
 * evaluate(flatten(constant([[1, 2], [3, 4]]))) //=> [1, 2, 3, 4]
 */
export function flatten(x: Node): Node<[number]> {
  checkNode("flatten", x);
  return reshape(x, [x.size]);
}

/**
 * A new axis of size 1 at `axis`; a negative one counts from the end of the result.
 * @throws ShapeError for a place that is not there
 * @example
 * expandDims(input("x", [3]), 0).shape.join() //=> 1,3
 */
export function expandDims<S extends Shape, const A extends number>(
  x: Node<S>,
  axis: A,
): Node<Inserted<S, A, 1>> {
  checkNode("expandDims", x);
  const place = normalisePlace("expandDims", axis, x);
  return reshape(x, x.shape.toSpliced(place, 0, 1)) as Node as Node<Inserted<S, A, 1>>;
}

/**
 * Without an axis of size 1, or without all of them.
 * @throws ShapeError where the axis has another size
 * @example
 * squeeze(input("x", [1, 3, 1])).shape.join() //=> 3
 */
export function squeeze<S extends Shape, const A extends number | undefined = undefined>(
  x: Node<S>,
  axis?: A,
): Node<Squeezed<S, A>> {
  checkNode("squeeze", x);
  return reshape(x, squeezedShape(x, axis)) as Node as Node<Squeezed<S, A>>;
}

function squeezedShape(x: Node, axis: number | undefined): number[] {
  if (axis === undefined) return x.shape.filter((extent) => extent !== 1);
  const place = normaliseAxis("squeeze", axis, x);
  if (x.shape[place] !== 1) {
    throw new ShapeError(`squeeze: axis ${axis} of ${x} has size ${x.shape[place]}, not 1`, [x.shape]);
  }
  return x.shape.toSpliced(place, 1);
}
