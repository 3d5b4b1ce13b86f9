// Single elements.
import { type Code, select, type ValueType } from "../../assembler/code.ts";
import { f32, f64, i32 } from "../../assembler/scalar.ts";
import { bitLanes } from "../bits.ts";
import {
  type Any,
  type Binary,
  type IntegerLanes,
  type Lanes,
  loose,
  type Precision,
  type RealLanes,
  type Unary,
} from "./width.ts";

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
export function single(precision: Precision): Lanes {
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
    orZero: (dtype, condition, x) =>
      select(condition as Code<"i32">, x, dtype === "real" ? zero : i32.const(0)),
    toReal: fromInteger,
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
