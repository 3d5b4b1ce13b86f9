// Vectors of elements: four of 32 bits, or two of 64.
import type { DType } from "@cadena/graph";
import type { Code } from "../../assembler/code.ts";
import { i32 } from "../../assembler/scalar.ts";
import { f32x4, f64x2, i32x4, i64x2, v128 } from "../../assembler/vector.ts";
import { bitLanes } from "../bits.ts";
import {
  type Any,
  type Binary,
  type IntegerLanes,
  type Lanes,
  loose,
  type RealLanes,
  type Unary,
  type V,
} from "./width.ts";

/** A constant from its elements. */
const vector = (elements: Int32Array | Float32Array | Float64Array): V =>
  v128.const(new Uint8Array(elements.buffer));

const integerLanes: IntegerLanes = {
  ...loose<Omit<IntegerLanes, "constant">>(i32x4),
  constant: (value) => vector(new Int32Array(4).fill(value)),
};

const numbered: V = vector(Int32Array.of(0, 1, 2, 3));

const truthLanes: Lanes["truth"] = {
  ...loose<{ and: Binary; or: Binary; not: Unary }>(v128),
  constant: (value) =>
    value === 0 ? v128.const(new Array(16).fill(0)) : v128.const(new Array(16).fill(255)),
};

/** Vectors of four floats of 32 bits. */
export const wide32: Lanes = {
  count: 4,
  precision: "float32",
  types: { real: "v128", integer: "v128", boolean: "v128" },
  real: {
    ...loose<Omit<RealLanes, "constant">>(f32x4),
    constant: (value) => vector(new Float32Array(4).fill(value)),
  },
  integer: integerLanes,
  bits: bitLanes.float32.wide,
  truth: truthLanes,
  any: (truth) => i32x4.bitMask(truth as V),
  select: (_, condition, yes, no) => v128.bitSelect(yes as V, no as V, condition as V),
  orZero: (_, condition, x) => v128.and(x as V, condition as V),
  toReal: loose<Unary>(f32x4.fromI32),
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

/** Of a mask of 64 bits a lane, the lower half of each for integers of 32 bits. */
const fitting = (dtype: DType, mask: Any): V =>
  dtype === "integer"
    ? v128.shuffle(mask as V, mask as V, [0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11])
    : (mask as V);

/** Vectors of two floats of 64 bits; integers are in the lower two lanes of 32 bits. */
export const wide64: Lanes = {
  count: 2,
  precision: "float64",
  types: { real: "v128", integer: "v128", boolean: "v128" },
  real: {
    ...loose<Omit<RealLanes, "constant">>(f64x2),
    constant: (value) => vector(new Float64Array(2).fill(value)),
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
  any: (truth) => i32x4.bitMask(truth as V),
  select: (dtype, condition, yes, no) => v128.bitSelect(yes as V, no as V, fitting(dtype, condition)),
  orZero: (dtype, condition, x) => v128.and(x as V, fitting(dtype, condition)),
  toReal: loose<Unary>(f64x2.fromLowI32),
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
