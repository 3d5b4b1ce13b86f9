// Instructions on vectors of 128 bits. Opcodes are those of the WebAssembly Core Specification 2.0, chapter 5.4, and
// of the relaxed SIMD proposal (from 0x100 on).
import { type Run, unsigned } from "./bytes.ts";
import { type Code, code, type Statement } from "./code.ts";
import {
  type Binary,
  binarySimd,
  type ComparisonNames,
  type Each,
  type Load,
  load,
  type Store,
  shift,
  simd,
  store,
  type Ternary,
  ternary,
  type Unary,
  unary,
  unarySimd,
} from "./forms.ts";

type Shift = Binary<"v128", "v128", "i32">;
type Comparisons = Each<ComparisonNames, Binary<"v128">>;
type Arithmetic = Each<"abs" | "neg" | "sqrt", Unary<"v128">> &
  Each<"add" | "sub" | "mul" | "div" | "min" | "max" | "pmin" | "pmax", Binary<"v128">>;

/** 128 bits, whatever they hold. */
export const v128: Each<"load" | "load32Splat" | "load64Splat" | "load32Zero" | "load64Zero", Load<"v128">> &
  Each<"store", Store<"v128">> &
  Each<"not", Unary<"v128">> &
  Each<"and" | "andNot" | "or" | "xor", Binary<"v128">> &
  Each<"bitSelect", Ternary<"v128">> & {
    readonly const: (bytes: Run) => Code<"v128">;
    readonly load32Lane: (
      address: Code<"i32">,
      x: Code<"v128">,
      lane: number,
      offset?: number,
    ) => Code<"v128">;
    readonly load64Lane: (
      address: Code<"i32">,
      x: Code<"v128">,
      lane: number,
      offset?: number,
    ) => Code<"v128">;
    readonly store32Lane: (
      address: Code<"i32">,
      value: Code<"v128">,
      lane: number,
      offset?: number,
    ) => Statement;
    readonly store64Lane: (
      address: Code<"i32">,
      value: Code<"v128">,
      lane: number,
      offset?: number,
    ) => Statement;
  } & { readonly shuffle: (a: Code<"v128">, b: Code<"v128">, lanes: readonly number[]) => Code<"v128"> } = {
  const: (bytes: Run): Code<"v128"> => code("v128", simd(0x0c), bytes),
  load: load("v128", 4, ...simd(0x00)),
  load32Splat: load("v128", 2, ...simd(0x09)),
  load64Splat: load("v128", 3, ...simd(0x0a)),
  load32Zero: load("v128", 2, ...simd(0x5c)),
  load64Zero: load("v128", 3, ...simd(0x5d)),
  /** A vector with another lane, which is read from memory. */
  load32Lane: (address: Code<"i32">, x: Code<"v128">, lane: number, offset = 0): Code<"v128"> =>
    code("v128", address, x, simd(0x56), 2, unsigned(offset), lane),
  load64Lane: (address: Code<"i32">, x: Code<"v128">, lane: number, offset = 0): Code<"v128"> =>
    code("v128", address, x, simd(0x57), 3, unsigned(offset), lane),
  store: store<"v128">(4, ...simd(0x0b)),
  store32Lane: (address: Code<"i32">, value: Code<"v128">, lane: number, offset = 0): Statement =>
    code("none", address, value, simd(0x5a), 2, unsigned(offset), lane),
  store64Lane: (address: Code<"i32">, value: Code<"v128">, lane: number, offset = 0): Statement =>
    code("none", address, value, simd(0x5b), 3, unsigned(offset), lane),
  not: unarySimd(0x4d),
  and: binarySimd(0x4e),
  andNot: binarySimd(0x4f),
  or: binarySimd(0x50),
  xor: binarySimd(0x51),
  /** The bits of `a` where the mask has a 1, of `b` elsewhere. */
  bitSelect: ternary<"v128">("v128", ...simd(0x52)),
  shuffle: (a: Code<"v128">, b: Code<"v128">, lanes: readonly number[]): Code<"v128"> =>
    code("v128", a, b, simd(0x0d), lanes),
};

/** Comparisons of vectors of floats: all bits of a lane are 1 where it holds. */
const laneComparisons = (first: number) => ({
  eq: binarySimd(first),
  ne: binarySimd(first + 1),
  lt: binarySimd(first + 2),
  gt: binarySimd(first + 3),
  le: binarySimd(first + 4),
  ge: binarySimd(first + 5),
});

/** Arithmetic of vectors of floats, in the order of its opcodes. */
const laneArithmetic = (first: number) => ({
  abs: unarySimd(first),
  neg: unarySimd(first + 1),
  sqrt: unarySimd(first + 3),
  add: binarySimd(first + 4),
  sub: binarySimd(first + 5),
  mul: binarySimd(first + 6),
  div: binarySimd(first + 7),
  min: binarySimd(first + 8),
  max: binarySimd(first + 9),
  /** `b` where it is less than `a`, else `a`; one instruction of x86, where `min` is seven. */
  pmin: binarySimd(first + 10),
  pmax: binarySimd(first + 11),
});

/** Four integers of 32 bits. */
export const i32x4: Each<"splat", Unary<"i32", "v128">> &
  Each<"eq" | "ne" | "lt" | "gt" | "le" | "ge" | "add" | "sub" | "mul" | "min" | "max", Binary<"v128">> &
  Each<"abs" | "neg" | "fromF32", Unary<"v128">> &
  Each<"bitMask", Unary<"v128", "i32">> &
  Each<"shl" | "shr" | "shrU", Shift> & {
    readonly lane: (x: Code<"v128">, lane: number) => Code<"i32">;
  } & Each<"fromF64", Unary<"v128">> = {
  splat: unary<"i32", "v128">("v128", ...simd(0x11)),
  lane: (x: Code<"v128">, lane: number): Code<"i32"> => code("i32", x, simd(0x1b), lane),
  eq: binarySimd(0x37),
  ne: binarySimd(0x38),
  lt: binarySimd(0x39),
  gt: binarySimd(0x3b),
  le: binarySimd(0x3d),
  ge: binarySimd(0x3f),
  abs: unarySimd(0xa0),
  neg: unarySimd(0xa1),
  /** The highest bit of each lane. */
  bitMask: unary<"v128", "i32">("i32", ...simd(0xa4)),
  shl: shift(0xab),
  shr: shift(0xac),
  shrU: shift(0xad),
  add: binarySimd(0xae),
  sub: binarySimd(0xb1),
  mul: binarySimd(0xb5),
  min: binarySimd(0xb6),
  max: binarySimd(0xb8),
  /** Rounds towards 0; what is too large becomes the largest, NaN 0. */
  fromF32: unarySimd(0xf8),
  /** The same of two floats of 64 bits; the upper two lanes are 0. */
  fromF64: unarySimd(0xfc),
};

/** Two integers of 64 bits. */
export const i64x2: Each<"splat", Unary<"i64", "v128">> &
  Each<"shl" | "shr" | "shrU", Shift> &
  Each<"add" | "sub" | "eq", Binary<"v128">> &
  Each<"fromLowI32", Unary<"v128">> = {
  splat: unary<"i64", "v128">("v128", ...simd(0x12)),
  shl: shift(0xcb),
  shr: shift(0xcc),
  shrU: shift(0xcd),
  add: binarySimd(0xce),
  sub: binarySimd(0xd1),
  eq: binarySimd(0xd6),
  /** The lower two lanes of 32 bits, with their signs. */
  fromLowI32: unarySimd(0xc7),
};

/** Four floats of 32 bits. */
export const f32x4: Comparisons &
  Arithmetic &
  Each<"splat", Unary<"f32", "v128">> &
  Each<"ceil" | "floor" | "trunc" | "nearest" | "fromI32" | "fromF64", Unary<"v128">> & {
    readonly lane: (x: Code<"v128">, lane: number) => Code<"f32">;
    readonly withLane: (x: Code<"v128">, lane: number, value: Code<"f32">) => Code<"v128">;
  } & Each<"relaxedMadd", Ternary<"v128">> = {
  splat: unary<"f32", "v128">("v128", ...simd(0x13)),
  lane: (x: Code<"v128">, lane: number): Code<"f32"> => code("f32", x, simd(0x1f), lane),
  withLane: (x: Code<"v128">, lane: number, value: Code<"f32">): Code<"v128"> =>
    code("v128", x, value, simd(0x20), lane),
  ...laneComparisons(0x41),
  ceil: unarySimd(0x67),
  floor: unarySimd(0x68),
  trunc: unarySimd(0x69),
  nearest: unarySimd(0x6a),
  ...laneArithmetic(0xe0),
  fromI32: unarySimd(0xfa),
  /** The two floats of 64 bits as the lower two lanes; the upper two are 0. */
  fromF64: unarySimd(0x5e),
  /** a b + c, rounded once or twice as the machine likes (relaxed SIMD). */
  relaxedMadd: ternary<"v128">("v128", ...simd(0x105)),
};

/** Two floats of 64 bits. */
export const f64x2: Comparisons &
  Arithmetic &
  Each<"splat", Unary<"f64", "v128">> &
  Each<"ceil" | "floor" | "trunc" | "nearest" | "fromLowI32" | "fromLowF32", Unary<"v128">> & {
    readonly lane: (x: Code<"v128">, lane: number) => Code<"f64">;
    readonly withLane: (x: Code<"v128">, lane: number, value: Code<"f64">) => Code<"v128">;
  } & Each<"relaxedMadd", Ternary<"v128">> = {
  splat: unary<"f64", "v128">("v128", ...simd(0x14)),
  lane: (x: Code<"v128">, lane: number): Code<"f64"> => code("f64", x, simd(0x21), lane),
  withLane: (x: Code<"v128">, lane: number, value: Code<"f64">): Code<"v128"> =>
    code("v128", x, value, simd(0x22), lane),
  ...laneComparisons(0x47),
  ceil: unarySimd(0x74),
  floor: unarySimd(0x75),
  trunc: unarySimd(0x7a),
  nearest: unarySimd(0x94),
  ...laneArithmetic(0xec),
  /** Of the lower two lanes. */
  fromLowI32: unarySimd(0xfe),
  fromLowF32: unarySimd(0x5f),
  relaxedMadd: ternary<"v128">("v128", ...simd(0x107)),
};
