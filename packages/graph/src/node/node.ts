// A node is immutable: an op applied to inputs. It knows its shape from the moment that it is made.
import type { Op } from "../kinds/op.ts";
import type { Shape } from "../types/shape.ts";
import type { DType } from "./dtype.ts";
import { UnsupportedError } from "./errors.ts";
import { type Origin, originHere } from "./origin.ts";

/** What an op needs to know beside its inputs: axes, a permutation, an exponent. */
export type Attributes = Readonly<Record<string, unknown>>;

/** The shape and kind of a result. */
export interface Spec {
  readonly shape: Shape;
  readonly dtype: DType;
}

/**
 * One quantity of a graph. Its shape is also in its type.
 * @example
 * const X = input("X", [2, 5]);
 * String(mul(X, X)) //=> mul [2, 5]
 */
export class Node<out S extends Shape = Shape> {
  readonly op: Op;
  readonly inputs: readonly Node[];
  readonly attributes: Attributes;
  readonly shape: S;
  readonly dtype: DType;
  /** For an op with several results: what each of them is; `pick` takes one of them. */
  readonly outputs: readonly Spec[] | undefined;
  readonly name: string | undefined;
  readonly origin: Origin | undefined;

  constructor(
    op: Op,
    inputs: readonly Node[],
    attributes: Attributes,
    spec: Spec & { outputs?: readonly Spec[] },
    name?: string,
  ) {
    this.op = op;
    this.inputs = inputs;
    this.attributes = attributes;
    this.shape = spec.shape as S;
    this.dtype = spec.dtype;
    this.outputs = spec.outputs;
    this.name = name;
    this.origin = originHere(Node);
  }

  /** The number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  toString(): string {
    return `${this.name ?? this.op.name} [${this.shape.join(", ")}]`;
  }
}

/** The number of elements of a shape. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const extent of shape) size *= extent;
  return size;
}

/** Whether two shapes have the same sizes in the same order. */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

const none: Attributes = Object.freeze({});

/**
 * Applies an op: checks the shapes at once, so that an error is thrown at the user's own line.
 * @throws ShapeError where the operands do not go together
 */
export function make<S extends Shape = Shape>(
  op: Op,
  inputs: readonly Node[],
  attributes: Attributes = none,
): Node<S> {
  return new Node<S>(op, inputs, attributes, op.infer(inputs, attributes));
}

/**
 * Refuses what is no node, for whoever calls from plain JavaScript.
 * @param name the op that is called
 */
export function checkNode(name: string, x: unknown): void {
  if (x instanceof Node) return;
  const found = Array.isArray(x)
    ? "an array"
    : x === null || x === undefined
      ? String(x)
      : `${typeof x} ${String(x)}`;
  throw new UnsupportedError(`${name}: a node is needed, got ${found}`, {
    hint: Array.isArray(x) || typeof x === "number" ? "wrap values in constant(...)" : undefined,
  });
}
