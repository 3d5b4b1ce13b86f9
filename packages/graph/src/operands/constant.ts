// Constants: values that are part of the graph itself. Two constants of equal value are equal.

import { atom } from "../kinds/notation.ts";
import type { Op } from "../kinds/op.ts";
import { UnsupportedError } from "../node/errors.ts";
import { type Attributes, make, Node } from "../node/node.ts";
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
    write: (_, node) => {
      const text = String((node.attributes as ConstantAttributes).value);
      return node.shape.length === 0 ? writtenNumber(text) : atom(text, `\\text{${text}}`);
    },
  },
  domains: [],
  derivative: "zero",
  infer: (_, attributes) => (attributes as ConstantAttributes).value,
  evaluate: (machine, node) => toValue(machine, (node.attributes as ConstantAttributes).value),
  vjp: () => null,
};

function writtenNumber(text: string) {
  const [digits, exponent] = text.split("e") as [string, string?];
  const latex = exponent === undefined ? digits : `${digits} \\cdot 10^{${Number(exponent)}}`;
  return text.startsWith("-") ? { text, latex, binding: 2 } : atom(text, latex);
}

/**
 * A value that is part of the graph: a number, nested arrays or a tensor.
 * @throws ShapeError for ragged arrays
 * @example
 * evaluate(add(constant([1, 2]), 10)) //=> [11, 12]
 */
export function constant<const V extends Nested | Tensor>(value: V): Node<NestedShape<V>> {
  return make(constantOp, [], { value: value instanceof Tensor ? value : tensor(value) });
}

/** The number that a scalar constant holds; undefined for any other node. */
export function constantNumber(node: Node): number | undefined {
  return node.op === constantOp && node.shape.length === 0
    ? ((node.attributes as ConstantAttributes).value.data[0] as number)
    : undefined;
}

/** An operand as a node: a number or a truth becomes a scalar constant. */
export function toNode<X extends Operand>(x: X): Node<ShapeOf<X>> {
  if (x instanceof Node) return x as Node as Node<ShapeOf<X>>;
  if (typeof x === "number" || typeof x === "boolean") return constant(x) as Node as Node<ShapeOf<X>>;
  throw new UnsupportedError(`a node or a number is needed, got ${describe(x)}`, {
    hint: "wrap arrays in constant(...)",
  });
}

function describe(x: unknown): string {
  return Array.isArray(x) ? "an array" : x === undefined ? "undefined" : `${typeof x} ${String(x)}`;
}

/** A constant of one value everywhere. */
export function full<const S extends Shape>(shape: readonly [...S], value: number): Node<S> {
  const size = shape.reduce((a, b) => a * b, 1);
  return make<S>(constantOp, [], { value: new Tensor([...shape], new Float64Array(size).fill(value)) });
}
