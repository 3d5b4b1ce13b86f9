// The leaves of a graph: inputs, which are given at each evaluation, and parameters, which a model owns.
import { checkSizes } from "../kinds/axes.ts";
import { leaf } from "../kinds/leaf.ts";
import type { DType } from "../node/dtype.ts";
import { DomainError, ShapeError } from "../node/errors.ts";
import { Node, sameShape, sizeOf } from "../node/node.ts";
import { misfitOf, type Nested, retyped, Tensor, type TensorData, tensor } from "../tensor/tensor.ts";
import type { Shape } from "../types/shape.ts";

const inputOp = leaf("input");
const parameterOp = leaf("parameter");

/** A leaf's own copy of its shape, which is checked. */
function checked(kind: string, name: string, shape: Shape): Shape {
  checkSizes(`${kind}: ${name}`, shape);
  return Object.freeze([...shape]);
}

/**
 * A quantity that is given anew at each evaluation: data, labels, a learning rate.
 * @param shape sizes of the axes, outermost first
 * @throws ShapeError for a size that is negative or no integer
 * @example
 * const X = input("X", [2, 5]);
 * X.shape.join(" x ") //=> 2 x 5
 */
export function input<const S extends Shape>(
  name: string,
  shape: readonly [...S],
  dtype: DType = "real",
): Node<S> {
  const spec = { shape: checked("input", name, shape), dtype };
  return new Node<S>(inputOp, [], spec, spec, name);
}

/**
 * A quantity that a model owns and that training changes. It starts with `initial` where that is given; a session
 * holds its current value.
 * @param options.initial numbers, nested as deep as the shape or flat in a typed array, or a tensor
 * @throws ShapeError where `initial` has another shape, DomainError for an element that its kind cannot hold
 * @example
 * const b = parameter("b", [2], { initial: [1, 2] });
 * evaluate(mul(b, 10)) //=> [10, 20]
 */
export function parameter<const S extends Shape>(
  name: string,
  shape: readonly [...S],
  options: { readonly initial?: Nested | Tensor | TensorData; readonly dtype?: DType } = {},
): Node<S> {
  const spec = { shape: checked("parameter", name, shape), dtype: options.dtype ?? "real" };
  const initial =
    options.initial === undefined ? undefined : initialTensor(name, spec.shape, options.initial);
  if (initial !== undefined && !sameShape(initial.shape, spec.shape)) {
    throw new ShapeError(
      `parameter: ${name} is [${spec.shape.join(", ")}], its initial value is [${initial.shape.join(", ")}]`,
      [spec.shape, initial.shape],
    );
  }
  if (initial === undefined) return new Node<S>(parameterOp, [], spec, spec, name);
  const odd = misfitOf(initial, spec.dtype);
  if (odd >= 0) {
    throw new DomainError(`parameter: ${name} is ${spec.dtype}, got ${initial.data[odd]} (element ${odd})`);
  }
  return new Node<S>(parameterOp, [], { ...spec, initial: retyped(initial, spec.dtype) }, spec, name);
}

function initialTensor(name: string, shape: Shape, given: Nested | Tensor | TensorData): Tensor {
  if (!ArrayBuffer.isView(given)) return tensor(given as Nested | Tensor, `parameter: ${name}`);
  // A copy: what the caller does with the array afterwards changes no parameter.
  const data = (given as TensorData).slice();
  return new Tensor(data.length === sizeOf(shape) ? shape : [data.length], data);
}

/** True for a node that a model owns. */
export function isParameter(node: Node): boolean {
  return node.op === parameterOp;
}

/** The value that a parameter starts with, where it has one. */
export function initialOf(node: Node): Tensor | undefined {
  return (node.attributes as { readonly initial?: Tensor }).initial;
}
