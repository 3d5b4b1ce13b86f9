// Constants: values that are part of the graph itself. Two constants of equal value are equal.

import { checkSizes } from "../kinds/axes.ts";
import { atom, type Phrase } from "../kinds/notation.ts";
import { numeral } from "../kinds/numeral.ts";
import type { Op } from "../kinds/op.ts";
import { UnsupportedError } from "../node/errors.ts";
import { type Attributes, make, Node, sizeOf } from "../node/node.ts";
import { toValue } from "../numbers/convert.ts";
import { type Nested, Tensor, tensor } from "../tensor/tensor.ts";
import type { NestedShape } from "../types/nestedShape.ts";
import type { Operand, Shape, ShapeOf } from "../types/shape.ts";

interface ConstantAttributes extends Attributes {
  readonly value: Tensor;
}

const constantOp: Op = {
  name: "constant",
  kind: "constant",
  notation: {
    write: (_, node) => written((node.attributes as ConstantAttributes).value),
  },
  domains: [],
  derivative: "zero",
  lowering: ({ attributes }) => ({ kind: "constant", value: (attributes as ConstantAttributes).value }),
  infer: (_, attributes) => (attributes as ConstantAttributes).value,
  evaluate: (machine, node) => toValue(machine, (node.attributes as ConstantAttributes).value),
  vjp: () => null,
};

/** A constant of at most this many elements is written out. */
const mostWritten = 12;

/** One value everywhere is written as that number, which the reader stretches. */
function written(value: Tensor): Phrase {
  const { data, dtype, shape } = value;
  const element = (x: number): Phrase =>
    dtype === "boolean" ? atom(String(x === 1), `\\text{${x === 1}}`) : numeral(x);
  if (data.length > 0 && data.every((x: number) => Object.is(x, data[0]))) {
    return { ...element(data[0] as number), shape: [] };
  }
  if (data.length > mostWritten || data.length === 0) {
    const sizes = shape.join(" × ");
    return atom(`constant(${sizes})`, `\\operatorname{constant}\\left(${shape.join(" \\times ")}\\right)`);
  }
  return nested(Array.from(data, element), shape);
}

function nested(elements: readonly Phrase[], [extent, ...rest]: Shape): Phrase {
  if (extent === undefined) return elements[0] as Phrase;
  const size = elements.length / extent;
  const parts = Array.from({ length: extent }, (_, i) =>
    nested(elements.slice(i * size, (i + 1) * size), rest),
  );
  const list = (of: "text" | "latex"): string => parts.map((part) => part[of]).join(", ");
  return atom(`[${list("text")}]`, `\\left[${list("latex")}\\right]`);
}

/**
 * A value that is part of the graph: a number, nested arrays or a tensor.
 * @throws ShapeError for ragged arrays, DomainError for an element that is no number
 * @example
 * evaluate(add(constant([1, 2]), 10)) //=> [11, 12]
 */
export function constant<const V extends Nested | Tensor>(value: V): Node<NestedShape<V>> {
  return make(constantOp, [], { value: value instanceof Tensor ? value : tensor(value, "constant") });
}

/** The value that a constant holds; undefined for any other node. */
export function constantValue(node: Node): Tensor | undefined {
  return node.op === constantOp ? (node.attributes as ConstantAttributes).value : undefined;
}

/** The number that a scalar constant holds; undefined for any other node. */
export function constantNumber(node: Node): number | undefined {
  return node.shape.length === 0 ? constantValue(node)?.data[0] : undefined;
}

/** An operand as a node: a number or a truth becomes a scalar constant. */
export function toNode<X extends Operand>(x: X, op?: string): Node<ShapeOf<X>> {
  if (x instanceof Node) return x as Node as Node<ShapeOf<X>>;
  if (typeof x === "number" || typeof x === "boolean") return constant(x) as Node as Node<ShapeOf<X>>;
  throw new UnsupportedError(
    `${op === undefined ? "" : `${op}: `}a node or a number is needed, got ${describe(x)}`,
    {
      hint: Array.isArray(x) ? "wrap arrays in constant(...)" : undefined,
    },
  );
}

function describe(x: unknown): string {
  return Array.isArray(x) ? "an array" : x === undefined ? "undefined" : `${typeof x} ${String(x)}`;
}

/**
 * A constant of one value everywhere.
 * @throws ShapeError for a size that is negative or no integer
 */
export function full<const S extends Shape>(shape: readonly [...S], value: number): Node<S> {
  checkSizes("full: the constant", shape);
  return make<S>(constantOp, [], {
    value: new Tensor([...shape], new Float64Array(sizeOf(shape)).fill(value)),
  });
}
