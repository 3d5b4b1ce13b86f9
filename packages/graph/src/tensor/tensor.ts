// A tensor is a concrete value: a shape and flat data in row-major order, in a plain typed array.

import type { DType } from "../node/dtype.ts";
import { DomainError, ShapeError } from "../node/errors.ts";
import { sizeOf } from "../node/node.ts";
import type { NestedShape } from "../types/nestedShape.ts";
import type { Shape } from "../types/shape.ts";

/** The flat data of a tensor; a Uint8Array holds truths as 0 and 1. */
export type TensorData = Float64Array | Float32Array | Int32Array | Uint8Array;

/** Numbers or truths, nested as deep as the tensor has axes. */
export type Nested = number | boolean | readonly Nested[];

/**
 * A concrete value.
 * @example
 * const t = tensor([[1, 2], [3, 4]]);
 * t.at(1, 0) //=> 3
 */
export class Tensor<out S extends Shape = Shape> {
  readonly shape: S;
  readonly data: TensorData;

  /** @throws ShapeError where the data do not fill the shape */
  constructor(shape: S, data: TensorData) {
    if (data.length !== sizeOf(shape)) {
      throw new ShapeError(
        `tensor: [${shape.join(", ")}] has ${sizeOf(shape)} elements, got ${data.length}`,
        [shape],
      );
    }
    this.shape = shape;
    this.data = data;
  }

  /** The kind of its elements, as a node of it would have. */
  get dtype(): DType {
    if (this.data instanceof Int32Array) return "integer";
    return this.data instanceof Uint8Array ? "boolean" : "real";
  }

  /**
   * One element.
   * @throws DomainError where there is none at this index
   */
  at(...index: readonly number[]): number {
    let flat = 0;
    for (const [axis, extent] of this.shape.entries()) {
      const i = index[axis] ?? Number.NaN;
      if (!(Number.isInteger(i) && i >= 0 && i < extent)) break;
      flat = flat * extent + i;
      if (axis === index.length - 1 && index.length === this.shape.length) return this.data[flat] as number;
    }
    if (index.length === 0 && this.shape.length === 0) return this.data[0] as number;
    throw new DomainError(
      `tensor: no element [${index.join(", ")}] in a tensor of shape [${this.shape.join(", ")}]`,
    );
  }

  /**
   * The value of a tensor that has one element.
   * @throws ShapeError where it has not
   */
  item(): number {
    if (this.data.length !== 1) {
      throw new ShapeError(`tensor: item() needs one element, got shape [${this.shape.join(", ")}]`, [
        this.shape,
      ]);
    }
    return this.data[0] as number;
  }

  /** The elements as nested arrays; a scalar as a number. */
  toArray(): Nested {
    const nest = (axis: number, start: number, size: number): Nested => {
      if (axis === this.shape.length) {
        const x = this.data[start] as number;
        return this.dtype === "boolean" ? x === 1 : x;
      }
      const extent = this.shape[axis] as number;
      const step = size / extent;
      return Array.from({ length: extent }, (_, i) => nest(axis + 1, start + i * step, step));
    };
    return nest(0, 0, this.data.length);
  }

  toString(): string {
    const write = (x: Nested): string => (Array.isArray(x) ? `[${x.map(write).join(", ")}]` : String(x));
    return write(this.toArray());
  }
}

/**
 * A tensor of nested arrays, of one number, or of another tensor. Numbers become float64, truths bytes; `integers`
 * gives int32.
 * @param owner whose value it is, for errors
 * @throws ShapeError for ragged arrays, DomainError for text and the like
 * @example
 * String(tensor([[1, 2, 3], [4, 5, 6]]).shape) //=> 2,3
 */
export function tensor<const V extends Nested | Tensor>(value: V, owner = "tensor"): Tensor<NestedShape<V>> {
  if (value instanceof Tensor) return value as Tensor<never>;
  const shape: number[] = [];
  for (let x: Nested | undefined = value; Array.isArray(x); x = (x as readonly Nested[])[0])
    shape.push(x.length);
  const flat: number[] = [];
  const truths = { all: true };
  flatten(value, owner, shape, 0, [], flat, truths);
  const data = truths.all && flat.length > 0 ? Uint8Array.from(flat) : Float64Array.from(flat);
  return new Tensor(shape, data) as Tensor<never>;
}

/**
 * A tensor of exact integers.
 * @throws DomainError for a number that is no 32-bit integer
 * @example
 * integers([3, 1, 2]).dtype //=> integer
 */
export function integers<const V extends Nested | Tensor>(value: V): Tensor<NestedShape<V>> {
  const given = tensor(value, "integers") as Tensor;
  const odd = misfitOf(given, "integer");
  if (odd >= 0) throw new DomainError(`integers: ${given.data[odd]} is no 32-bit integer (element ${odd})`);
  return retyped(given, "integer") as Tensor<never>;
}

/** The place of the first element that a kind cannot hold, -1 where it can hold all. */
export function misfitOf({ data }: Tensor, dtype: DType): number {
  if (dtype === "real" || (dtype === "integer" && data instanceof Int32Array)) return -1;
  return data.findIndex((x: number) => (dtype === "integer" ? (x | 0) !== x : x !== 0 && x !== 1));
}

/** The same elements as another kind, which can hold them all. */
export function retyped(value: Tensor, dtype: DType): Tensor {
  const { shape, data } = value;
  if (value.dtype === dtype) return value;
  if (dtype === "real") return new Tensor(shape, Float64Array.from(data));
  return new Tensor(shape, dtype === "integer" ? Int32Array.from(data) : Uint8Array.from(data));
}

/** A value in an error: the beginning of it, where it is long. */
function shown(x: unknown): string {
  const text = ArrayBuffer.isView(x) ? Object.prototype.toString.call(x) : (JSON.stringify(x) ?? String(x));
  return text.length <= 60 ? text : `${text.slice(0, 60)}...`;
}

function flatten(
  x: Nested,
  owner: string,
  shape: Shape,
  axis: number,
  path: readonly number[],
  out: number[],
  truths: { all: boolean },
): void {
  if (Array.isArray(x)) {
    if (axis >= shape.length || x.length !== shape[axis]) {
      const expected = axis >= shape.length ? "a number" : `length ${shape[axis]}`;
      throw new ShapeError(
        `${owner}: ragged array: [${path.join("][")}] has length ${x.length}, expected ${expected}`,
        [shape],
      );
    }
    for (const [i, e] of x.entries()) flatten(e, owner, shape, axis + 1, [...path, i], out, truths);
    return;
  }
  if (axis < shape.length) {
    throw new ShapeError(
      `${owner}: ragged array: [${path.join("][")}] is ${x}, expected length ${shape[axis]}`,
      [shape],
    );
  }
  if (typeof x !== "number" && typeof x !== "boolean") {
    throw new DomainError(
      `${owner}: ${path.length > 0 ? `[${path.join("][")}] is` : "got"} ${shown(x)}, which is no number`,
    );
  }
  if (typeof x === "number") truths.all = false;
  out.push(Number(x));
}
