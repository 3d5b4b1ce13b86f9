// Elements of one width: single ones, or vectors of them, in one precision. Code for elements is written once over this
// interface. A truth is 0 or 1 where it is single, and all bits of a lane in a vector; in memory it is an integer.
import type { DType } from "@cadena/graph";
import type { Code, ValueType } from "../../assembler/code.ts";
import type { BitLanes } from "../bits.ts";

/** The floats that elements are. */
export type Precision = "float32" | "float64";

/** A vector. */
export type V = Code<"v128">;

/** Any value on the stack. */
export type Any = Code<ValueType>;
/** Code for an element from code for one, or for two. */
export type Unary = (x: Any) => Any;
export type Binary = (a: Any, b: Any) => Any;

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
  readonly precision: Precision;
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
  /** An element where the truth holds, 0 elsewhere. */
  readonly orZero: (dtype: DType, condition: Any, x: Any) => Any;
  /** An integer as a real element. */
  readonly toReal: Unary;
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
export const bytesOf = (dtype: DType, precision: Precision): number =>
  dtype === "real" && precision === "float64" ? 8 : 4;

/** Functions over one type of value, as functions over any. */
export const loose = <F>(table: unknown): F => table as F;
