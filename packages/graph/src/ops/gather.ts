// Look-up by integer indices, and its derivative: adding up what goes to the same place.
import { checkSizes, normaliseAxis } from "../kinds/axes.ts";
import { type GeneralOp, general } from "../kinds/general.ts";
import type { Refusal } from "../kinds/lowering.ts";
import { call, indexed, type Phrase } from "../kinds/notation.ts";
import { DomainError, ShapeError } from "../node/errors.ts";
import { type Attributes, checkNode, type Node, sameShape, sizeOf } from "../node/node.ts";
import type { MutableArray, NumberSystem } from "../numbers/system.ts";
import { dataOf, type Machine, type Value } from "../numbers/value.ts";
import { constant } from "../operands/constant.ts";
import { integers, type Nested, Tensor } from "../tensor/tensor.ts";
import type { NestedShape } from "../types/nestedShape.ts";
import type { Replaced } from "../types/replaced.ts";
import type { Shape } from "../types/shape.ts";

interface GatherAttributes extends Attributes {
  readonly axis: number;
}

interface ScatterAttributes extends GatherAttributes {
  readonly shape: Shape;
}

const refusal =
  (name: string, axis: number, extent: number): Refusal =>
  (index, at) =>
    new DomainError(
      `${name}: index ${index} is out of range: axis ${axis} has size ${extent} (element ${at} of the indices)`,
    );

/**
 * Visits each looked-up element: its place in the source [outer, extent, inner] and in the result
 * [outer, indices, inner].
 */
function visit(
  name: string,
  source: Shape,
  axis: number,
  indices: ArrayLike<number>,
  each: (inSource: number, inResult: number) => void,
): void {
  const extent = source[axis] as number;
  const outer = sizeOf(source.slice(0, axis));
  const inner = sizeOf(source.slice(axis + 1));
  let result = 0;
  for (let o = 0; o < outer; o++) {
    for (let j = 0; j < indices.length; j++) {
      const index = indices[j] as number;
      if (index < 0 || index >= extent) throw refusal(name, axis, extent)(index, j);
      const start = (o * extent + index) * inner;
      for (let i = 0; i < inner; i++) each(start + i, result++);
    }
  }
}

function gathered<T, B>(
  { reals: n }: Machine<T, B>,
  [x, indices]: readonly Value<T, B>[],
  axis: number,
  node: Node,
): Value<T, B> {
  const { shape, dtype, size } = node;
  const fill = <E>(out: MutableArray<E>): ArrayLike<E> => {
    const data = dataOf<E>(x);
    const source = (node.inputs[0] as Node).shape;
    visit("gather", source, axis, dataOf<number>(indices), (from, to) => {
      out[to] = data[from] as E;
    });
    return out;
  };
  if (dtype === "integer") return { dtype, shape, data: fill<number>(new Int32Array(size)) };
  if (dtype === "boolean") return { dtype, shape, data: fill<B>(n.booleans(size)) };
  return { dtype, shape, data: fill<T>(n.reals(size)) };
}

function scattered<T, B>(
  machine: Machine<T, B>,
  [values, indices]: readonly Value<T, B>[],
  axis: number,
  { shape, dtype, size }: Node,
): Value<T, B> {
  const add = <E>(n: NumberSystem<E, never>): ArrayLike<E> => {
    const out = n.reals(size);
    const data = dataOf<E>(values);
    for (let i = 0; i < size; i++) out[i] = n.zero;
    visit("scatterAdd", shape, axis, dataOf<number>(indices), (to, from) => {
      out[to] = n.add(out[to] as E, data[from] as E);
    });
    return out;
  };
  return dtype === "integer"
    ? { dtype, shape, data: add<number>(machine.integers as NumberSystem<number, never>) }
    : { dtype: "real", shape, data: add<T>(machine.reals as NumberSystem<T, never>) };
}

const gatherOp: GeneralOp<GatherAttributes> = general<GatherAttributes>({
  name: "gather",
  infer: ([x, indices], { axis }) => {
    const { shape, dtype } = x as Node;
    return { shape: [...shape.slice(0, axis), ...(indices as Node).shape, ...shape.slice(axis + 1)], dtype };
  },
  meaning: (machine, inputs, { attributes, node }) => gathered(machine, inputs, attributes.axis, node),
  lowering: ({ inputs: [x], attributes }) => {
    const { axis } = attributes as GatherAttributes;
    return { kind: "lookUp", axis, refuse: refusal("gather", axis, (x as Node).shape[axis] as number) };
  },
  vjp: ({ ct, inputs: [x, indices], attributes: { axis } }, index) =>
    index === 0 ? scatterOp([ct, indices as Node], { axis, shape: (x as Node).shape }) : null,
  notation: {
    write: ([x, indices], node) => {
      const { axis } = node.attributes as GatherAttributes;
      const { text, latex } = indices as Phrase;
      const before = ":, ".repeat(axis);
      return indexed(x as Phrase, before + text, before + latex);
    },
  },
});

const scatterOp: GeneralOp<ScatterAttributes> = general<ScatterAttributes>({
  name: "scatterAdd",
  infer: ([values], { shape }) => ({ shape, dtype: (values as Node).dtype }),
  meaning: (machine, inputs, { attributes, node }) => scattered(machine, inputs, attributes.axis, node),
  lowering: ({ attributes, shape }) => {
    const { axis } = attributes as ScatterAttributes;
    return { kind: "scatter", axis, refuse: refusal("scatterAdd", axis, shape[axis] as number) };
  },
  vjp: ({ ct, inputs: [, indices], attributes: { axis } }, index) =>
    index === 0 ? gatherOp([ct, indices as Node], { axis }) : null,
  notation: call("scatterAdd", undefined, (node) => {
    const { shape, axis } = node.attributes as ScatterAttributes;
    return [`axis=${axis}`, `of=[${shape.join(", ")}]`];
  }),
});

/** Indices as a node of integers; plain numbers are checked and become a constant. */
function indexNode(name: string, indices: Node | Nested | Tensor): Node {
  const node = isIndexData(indices) ? constant(integers(indices)) : indices;
  if (node.dtype !== "integer") {
    throw new ShapeError(`${name}: the indices are ${node.dtype}, not integer: ${node}`, [node.shape], {
      hint: 'declare them as input(name, shape, "integer"), or cast them',
    });
  }
  return node;
}

const isIndexData = (x: Node | Nested | Tensor): x is Nested | Tensor =>
  x instanceof Tensor || Array.isArray(x) || typeof x === "number" || typeof x === "boolean";

/**
 * The parts of x at the given indices of an axis: the indices' axes take that axis's place. Repeated indices add up
 * their cotangents.
 * @throws ShapeError where the indices are no integers; DomainError, when it is evaluated, for one out of range
 * @example
 * evaluate(gather(constant([[1, 2], [3, 4]]), [1, 1, 0])) //=> [[3, 4], [3, 4], [1, 2]]
 */
export function gather<S extends Shape, const I extends Node | Nested | Tensor, const A extends number = 0>(
  x: Node<S>,
  indices: I,
  options: { readonly axis?: A } = {},
): Node<Replaced<S, A, IndexShape<I>>> {
  checkNode("gather", x);
  const axis = normaliseAxis("gather", options.axis ?? 0, x);
  return gatherOp([x, indexNode("gather", indices)], { axis }) as Node<never>;
}

/** The shape of indices. */
type IndexShape<I> = I extends Node<infer S extends Shape> ? S : NestedShape<I>;

/**
 * Adds values up at the given indices of an axis of a tensor that is 0 elsewhere.
 * @param size how long that axis is
 * @throws ShapeError where the indices are no integers, their shape does not fit that of the values, or `size` is none;
 * DomainError, when it is evaluated, for an index out of range
 * @example
 * evaluate(scatterAdd(constant([1, 2, 4]), [0, 2, 0], 3)) //=> [5, 0, 2]
 */
export function scatterAdd<
  S extends Shape,
  const I extends Node | Nested | Tensor,
  const Size extends number,
  const A extends number = 0,
>(
  values: Node<S>,
  indices: I,
  size: Size,
  options: { readonly axis?: A } = {},
): Node<IndexShape<I> extends readonly [number] ? Replaced<S, A, [Size]> : number[]> {
  checkNode("scatterAdd", values);
  checkSizes("scatterAdd: the result", [size]);
  const at = indexNode("scatterAdd", indices);
  const axis = normaliseAxis("scatterAdd", options.axis ?? 0, values);
  const part = values.shape.slice(axis, axis + at.shape.length);
  if (!sameShape(part, at.shape)) {
    throw new ShapeError(`scatterAdd: ${values} has no axes like the indices ${at} from axis ${axis} on`, [
      values.shape,
      at.shape,
    ]);
  }
  const shape = [...values.shape.slice(0, axis), size, ...values.shape.slice(axis + at.shape.length)];
  return scatterOp([values, at], { axis, shape }) as Node<never>;
}
