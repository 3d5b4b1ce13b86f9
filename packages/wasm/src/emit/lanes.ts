// Elements of one width: single ones, or vectors of them, in one precision. Code for elements is written once over this
// interface. A truth is 0 or 1 where it is single, and all bits of a lane in a vector; in memory it is an integer.
import type { DType } from "@cadena/graph";
import { type Code, select, type ValueType } from "../assembler/code.ts";
import { f32, f64, i32 } from "../assembler/scalar.ts";
import { f32x4, f64x2, i32x4, i64x2, v128 } from "../assembler/vector.ts";
import { type BitLanes, bitLanes } from "./bits.ts";

/** Any value on the stack. */
export type Any = Code<ValueType>;
type Unary = (x: Any) => Any;
type Binary = (a: Any, b: Any) => Any;

/** Arithmetic on real elements. */
export interface RealLanes {
  readonly constant: (value: number) => Any;
  readonly add: Binary;
  readonly sub: Binary;
  readonly mul: Binary;
  readonly div: Binary;
  readonly min: Binary;
  readonly max: Binary;
  /** `b` where it is less than `a`, else `a`, which may be NaN: faster than `min`. Single code is written twice. */
  readonly pmin: Binary;
  readonly pmax: Binary;
  readonly neg: Unary;
  readonly abs: Unary;
  readonly sqrt: Unary;
  readonly nearest: Unary;
  readonly eq: Binary;
  readonly ne: Binary;
  readonly lt: Binary;
  readonly gt: Binary;
  readonly le: Binary;
  readonly ge: Binary;
}

/** Arithmetic on integer elements of 32 bits. */
export interface IntegerLanes extends Omit<RealLanes, "div" | "sqrt" | "nearest" | "pmin" | "pmax"> {}

/** How code computes with elements of a width. */
export interface Lanes {
  /** How many elements are computed at once. */
  readonly count: number;
  readonly precision: "float32" | "float64";
  /** What a local variable for an element is. */
  readonly types: Readonly<Record<DType, ValueType>>;
  readonly real: RealLanes;
  readonly integer: IntegerLanes;
  readonly bits: BitLanes;
  readonly truth: {
    readonly and: Binary;
    readonly or: Binary;
    readonly not: Unary;
    readonly constant: (value: number) => Any;
  };
  /** Whether a truth holds in some lane. */
  readonly any: (truth: Any) => Code<"i32">;
  /** The first where the truth holds. */
  readonly select: (dtype: DType, condition: Any, yes: Any, no: Any) => Any;
  readonly toReal: (from: DType, x: Any) => Any;
  readonly toInteger: (from: DType, x: Any) => Any;
  readonly toTruth: (from: DType, x: Any) => Any;
  readonly load: (dtype: DType, address: Code<"i32">, offset: number) => Any;
  readonly store: (dtype: DType, address: Code<"i32">, value: Any, offset: number) => Code<"none">;
  /** The number of each lane, as integers. */
  readonly steps: Any;
  /** The same single element in every lane. */
  readonly splat: (dtype: DType, x: Any) => Any;
  readonly lane: (dtype: DType, x: Any, lane: number) => Any;
  /** Real elements with another one in a lane. */
  readonly withLane: (x: Any, lane: number, value: Any) => Any;
  /** How elements of 32 bits are computed in 64; none where they have 64 already. */
  readonly double?: Doubled;
}

/** Elements of 32 bits as several elements, or vectors of them, of 64 bits. */
interface Doubled {
  readonly lanes: Lanes;
  /** The code of a vector is written twice. */
  readonly apart: (x: Any) => readonly Any[];
  readonly together: (parts: readonly Any[]) => Any;
}

/** The bytes of an element in memory. */
export const bytesOf = (dtype: DType, precision: Lanes["precision"]): number =>
  dtype === "real" && precision === "float64" ? 8 : 4;

/** Functions over one type of value, as functions over any. */
const loose = <F>(table: unknown): F => table as F;

const integerOne: IntegerLanes = {
  ...loose<Omit<IntegerLanes, "constant" | "min" | "max" | "neg" | "abs">>(i32),
  constant: i32.const,
  min: (a, b) => select(i32.lt(a as Code<"i32">, b as Code<"i32">), a, b),
  max: (a, b) => select(i32.gt(a as Code<"i32">, b as Code<"i32">), a, b),
  neg: (a) => i32.sub(i32.const(0), a as Code<"i32">),
  abs: (a) => {
    const x = a as Code<"i32">;
    return select(i32.lt(x, i32.const(0)), i32.sub(i32.const(0), x), x);
  },
};

const truthOne: Lanes["truth"] = {
  ...loose<{ and: Binary; or: Binary }>(i32),
  not: loose<Unary>(i32.eqz),
  constant: i32.const,
};

/** Single elements. */
function single(precision: Lanes["precision"]): Lanes {
  const float = precision === "float32" ? f32 : f64;
  const type: ValueType = precision === "float32" ? "f32" : "f64";
  const fromInteger = loose<Unary>(float.fromI32);
  const toInteger = loose<Unary>(precision === "float32" ? i32.fromF32 : i32.fromF64);
  const zero = float.const(0) as Any;
  return {
    count: 1,
    precision,
    types: { real: type, integer: "i32", boolean: "i32" },
    real: {
      ...loose<Omit<RealLanes, "constant" | "pmin" | "pmax">>(float),
      constant: float.const,
      pmin: (a, b) => select(loose<(a: Any, b: Any) => Code<"i32">>(float.lt)(b, a), b, a),
      pmax: (a, b) => select(loose<(a: Any, b: Any) => Code<"i32">>(float.lt)(a, b), b, a),
    },
    integer: integerOne,
    bits: bitLanes[precision].one,
    truth: truthOne,
    any: (truth) => truth as Code<"i32">,
    select: (_, condition, yes, no) => select(condition as Code<"i32">, yes, no),
    toReal: (from, x) => (from === "real" ? x : fromInteger(x)),
    toInteger: (from, x) => (from === "real" ? toInteger(x) : x),
    toTruth: (from, x) =>
      from === "boolean"
        ? x
        : from === "real"
          ? loose<Binary>(float.ne)(x, zero)
          : i32.ne(x as Code<"i32">, i32.const(0)),
    load: (dtype, address, offset) => (dtype === "real" ? float : i32).load(address, offset),
    store: (dtype, address, value, offset) =>
      loose<(address: Code<"i32">, value: Any, offset: number) => Code<"none">>(
        (dtype === "real" ? float : i32).store,
      )(address, value, offset),
    steps: i32.const(0),
    splat: (_, x) => x,
    lane: (_, x) => x,
    withLane: (_, __, value) => value,
  };
}

type V = Code<"v128">;
const repeated = (bytes: Uint8Array, times: number): number[] =>
  Array.from({ length: times }, () => [...bytes]).flat();

const integerLanes: IntegerLanes = {
  ...loose<Omit<IntegerLanes, "constant">>(i32x4),
  constant: (value) => v128.const(repeated(new Uint8Array(Int32Array.of(value).buffer), 4)),
};

const numbered: V = v128.const([...new Uint8Array(Int32Array.of(0, 1, 2, 3).buffer)]);

const truthLanes: Lanes["truth"] = {
  ...loose<{ and: Binary; or: Binary; not: Unary }>(v128),
  constant: (value) =>
    value === 0 ? v128.const(new Array(16).fill(0)) : v128.const(new Array(16).fill(255)),
};

/** Vectors of four floats of 32 bits. */
const wide32: Lanes = {
  count: 4,
  precision: "float32",
  types: { real: "v128", integer: "v128", boolean: "v128" },
  real: {
    ...loose<Omit<RealLanes, "constant">>(f32x4),
    constant: (value) => v128.const(repeated(new Uint8Array(Float32Array.of(value).buffer), 4)),
  },
  integer: integerLanes,
  bits: bitLanes.float32.wide,
  truth: truthLanes,
  any: (truth) => v128.anyTrue(truth as V),
  select: (_, condition, yes, no) => v128.bitSelect(yes as V, no as V, condition as V),
  toReal: (from, x) =>
    from === "real" ? x : f32x4.fromI32(from === "integer" ? (x as V) : i32x4.neg(x as V)),
  toInteger: (from, x) =>
    from === "real" ? i32x4.fromF32(x as V) : from === "integer" ? x : i32x4.neg(x as V),
  toTruth: (from, x) =>
    from === "boolean"
      ? x
      : from === "real"
        ? f32x4.ne(x as V, v128.const(new Array(16).fill(0)))
        : i32x4.ne(x as V, v128.const(new Array(16).fill(0))),
  load: (dtype, address, offset) => {
    const x = v128.load(address, offset);
    return dtype === "boolean" ? i32x4.neg(x) : x;
  },
  store: (dtype, address, value, offset) =>
    v128.store(address, dtype === "boolean" ? i32x4.neg(value as V) : (value as V), offset),
  steps: numbered,
  splat: (dtype, x) =>
    dtype === "real"
      ? f32x4.splat(x as Code<"f32">)
      : i32x4.splat(dtype === "integer" ? (x as Code<"i32">) : i32.sub(i32.const(0), x as Code<"i32">)),
  lane: (dtype, x, lane) =>
    dtype === "real"
      ? f32x4.lane(x as V, lane)
      : dtype === "integer"
        ? i32x4.lane(x as V, lane)
        : i32.and(i32x4.lane(x as V, lane), i32.const(1)),
  withLane: (x, lane, value) => f32x4.withLane(x as V, lane, value as Code<"f32">),
};

/** Vectors of two floats of 64 bits; integers are in the lower two lanes of 32 bits. */
const wide64: Lanes = {
  count: 2,
  precision: "float64",
  types: { real: "v128", integer: "v128", boolean: "v128" },
  real: {
    ...loose<Omit<RealLanes, "constant">>(f64x2),
    constant: (value) => v128.const(repeated(new Uint8Array(Float64Array.of(value).buffer), 2)),
  },
  integer: {
    ...integerLanes,
    ...Object.fromEntries(
      (["eq", "ne", "lt", "gt", "le", "ge"] as const).map((name) => [
        name,
        (a: Any, b: Any) => i64x2.fromLowI32(i32x4[name](a as V, b as V)),
      ]),
    ),
  },
  bits: bitLanes.float64.wide,
  truth: truthLanes,
  any: (truth) => v128.anyTrue(truth as V),
  select: (dtype, condition, yes, no) => {
    const mask = condition as V;
    // Of a mask of 64 bits a lane, the lower half of each for integers of 32 bits.
    const fitting =
      dtype === "integer"
        ? v128.shuffle(mask, mask, [0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11])
        : mask;
    return v128.bitSelect(yes as V, no as V, fitting);
  },
  toReal: (from, x) =>
    from === "real"
      ? x
      : from === "integer"
        ? f64x2.fromLowI32(x as V)
        : v128.and(x as V, v128.const(repeated(new Uint8Array(Float64Array.of(1).buffer), 2))),
  toInteger: (from, x) => {
    if (from === "integer") return x;
    if (from === "real") return i32x4.fromF64(x as V);
    const mask = x as V;
    return i32x4.neg(v128.shuffle(mask, mask, [0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11]));
  },
  toTruth: (from, x) =>
    from === "boolean"
      ? x
      : from === "real"
        ? f64x2.ne(x as V, v128.const(new Array(16).fill(0)))
        : i64x2.fromLowI32(i32x4.ne(x as V, v128.const(new Array(16).fill(0)))),
  load: (dtype, address, offset) => {
    if (dtype === "real") return v128.load(address, offset);
    const low = v128.load64Zero(address, offset);
    return dtype === "integer" ? low : i64x2.fromLowI32(i32x4.neg(low));
  },
  store: (dtype, address, value, offset) => {
    const x = value as V;
    if (dtype === "real") return v128.store(address, x, offset);
    const low =
      dtype === "integer"
        ? x
        : i32x4.neg(v128.shuffle(x, x, [0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11]));
    return v128.store64Lane(address, low, 0, offset);
  },
  steps: numbered,
  splat: (dtype, x) =>
    dtype === "real"
      ? f64x2.splat(x as Code<"f64">)
      : dtype === "integer"
        ? i32x4.splat(x as Code<"i32">)
        : i32x4.splat(i32.sub(i32.const(0), x as Code<"i32">)),
  lane: (dtype, x, lane) =>
    dtype === "real"
      ? f64x2.lane(x as V, lane)
      : dtype === "integer"
        ? i32x4.lane(x as V, lane)
        : i32.and(i32x4.lane(x as V, 2 * lane), i32.const(1)),
  withLane: (x, lane, value) => f64x2.withLane(x as V, lane, value as Code<"f64">),
};

const one64: Lanes = single("float64");

const one32: Lanes = {
  ...single("float32"),
  double: {
    lanes: one64,
    apart: (x) => [f64.fromF32(x as Code<"f32">)],
    together: ([x]) => f32.fromF64(x as Code<"f64">),
  },
};

const upperHalf = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];
const lowerHalves = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];

const doubled32: Lanes = {
  ...wide32,
  double: {
    lanes: wide64,
    apart: (x) => [f64x2.fromLowF32(x as V), f64x2.fromLowF32(v128.shuffle(x as V, x as V, upperHalf))],
    together: ([low, high]) => v128.shuffle(f32x4.fromF64(low as V), f32x4.fromF64(high as V), lowerHalves),
  },
};

/** Single elements and vectors, by precision. */
export const lanes: Readonly<Record<Lanes["precision"], { readonly one: Lanes; readonly wide: Lanes }>> = {
  float32: { one: one32, wide: doubled32 },
  float64: { one: one64, wide: wide64 },
};
