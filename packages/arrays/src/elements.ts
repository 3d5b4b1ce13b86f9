// Kinds of elements as files have them, and the typed arrays that they become here.
import type { TensorData } from "@cadena/graph";

/** How elements of one kind are read. */
export interface Elements {
  readonly bytes: number;
  /** Reads elements from bytes in the order of the machine that wrote them. */
  read(bytes: Uint8Array, count: number, isLittle: boolean): TensorData;
}

type Typed = Float64Array | Float32Array | Int32Array | Uint8Array;

/** Reads each element by itself: bytes in a file begin anywhere. */
const each = (
  bytes: number,
  make: (count: number) => Typed,
  element: (view: DataView, at: number, isLittle: boolean) => number,
): Elements => ({
  bytes,
  read: (data, count, isLittle) => {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const out = make(count);
    for (let i = 0; i < count; i++) out[i] = element(view, i * bytes, isLittle);
    return out;
  },
});

const doubles = (count: number): Float64Array => new Float64Array(count);
const singles = (count: number): Float32Array => new Float32Array(count);
const whole = (count: number): Int32Array => new Int32Array(count);

/** Whole numbers that may not fit into 32 bits: exact as doubles up to 2^53, an error beyond. */
const wide = (
  bytes: number,
  element: (view: DataView, at: number, isLittle: boolean) => bigint,
): Elements => {
  const asDoubles = each(bytes, doubles, (view, at, isLittle) => {
    const value = element(view, at, isLittle);
    if (BigInt(Number(value)) !== value)
      throw new RangeError(`the whole number ${value} fits into no double`);
    return Number(value);
  });
  return {
    bytes,
    read: (data, count, isLittle) => {
      const out = asDoubles.read(data, count, isLittle);
      return out.every((x: number) => (x | 0) === x) ? Int32Array.from(out) : out;
    },
  };
};

/** A float of 16 bits, IEEE 754: 1 bit of sign, 5 of exponent, 10 of fraction. */
function half(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15, (bits >> 10) & 31, bits & 1023];
  const size =
    exponent === 0
      ? fraction * 2 ** -24
      : exponent === 31
        ? fraction === 0
          ? Number.POSITIVE_INFINITY
          : Number.NaN
        : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return sign === 1 ? -size : size;
}

/** A float of 32 bits without its lower half. */
function brain(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, bits * 2 ** 16);
  return view.getFloat32(0);
}

/** A truth: 0 or 1, and nothing else. */
function truth(value: number): number {
  if (value > 1) throw new RangeError(`the truth ${value} is neither 0 nor 1`);
  return value;
}

/** The name of a kind in safetensors (https://github.com/huggingface/safetensors). */
export type Kind = `F${64 | 32 | 16}` | "BF16" | `${"I" | "U"}${64 | 32 | 16 | 8}` | "BOOL";

/** All kinds. */
export const kinds: Readonly<Record<Kind, Elements>> = {
  F64: each(8, doubles, (view, at, isLittle) => view.getFloat64(at, isLittle)),
  F32: each(4, singles, (view, at, isLittle) => view.getFloat32(at, isLittle)),
  F16: each(2, singles, (view, at, isLittle) => half(view.getUint16(at, isLittle))),
  BF16: each(2, singles, (view, at, isLittle) => brain(view.getUint16(at, isLittle))),
  I64: wide(8, (view, at, isLittle) => view.getBigInt64(at, isLittle)),
  U64: wide(8, (view, at, isLittle) => view.getBigUint64(at, isLittle)),
  U32: wide(4, (view, at, isLittle) => BigInt(view.getUint32(at, isLittle))),
  I32: each(4, whole, (view, at, isLittle) => view.getInt32(at, isLittle)),
  I16: each(2, whole, (view, at, isLittle) => view.getInt16(at, isLittle)),
  U16: each(2, whole, (view, at, isLittle) => view.getUint16(at, isLittle)),
  I8: each(1, whole, (view, at) => view.getInt8(at)),
  U8: each(1, whole, (view, at) => view.getUint8(at)),
  BOOL: each(
    1,
    (count) => new Uint8Array(count),
    (view, at) => truth(view.getUint8(at)),
  ),
};

/** The kind that data are written as. */
export function kindOf(data: TensorData): Extract<Kind, "F64" | "F32" | "I32" | "BOOL"> {
  if (data instanceof Float64Array) return "F64";
  if (data instanceof Float32Array) return "F32";
  return data instanceof Int32Array ? "I32" : "BOOL";
}

/** The bytes of data, the lowest first. */
export function bytesOf(data: TensorData): Uint8Array<ArrayBuffer> {
  const width = data.BYTES_PER_ELEMENT;
  const out = new Uint8Array(data.length * width);
  const view = new DataView(out.buffer);
  for (const [i, x] of data.entries()) {
    if (data instanceof Float64Array) view.setFloat64(i * width, x, true);
    else if (data instanceof Float32Array) view.setFloat32(i * width, x, true);
    else if (data instanceof Int32Array) view.setInt32(i * width, x, true);
    else out[i] = x;
  }
  return out;
}
