// The instructions that programs are made of, by the type that they work on. Opcodes are those of the WebAssembly Core
// Specification 2.0 (chapter 5.4), of the threads proposal (prefix 0xfe) and of relaxed SIMD (0xfd from 0x100 on).
import { float32Bytes, float64Bytes, signed, unsigned } from "./bytes.ts";
import { type Code, code, type Statement, type ValueType } from "./code.ts";

type Unary<A extends ValueType, R extends ValueType = A> = (x: Code<A>) => Code<R>;
type Binary<A extends ValueType, R extends ValueType = A, B extends ValueType = A> = (
  a: Code<A>,
  b: Code<B>,
) => Code<R>;
type Ternary<A extends ValueType> = (a: Code<A>, b: Code<A>, c: Code<A>) => Code<A>;
type Load<R extends ValueType> = (address: Code<"i32">, offset?: number) => Code<R>;
type Store<V extends ValueType> = (address: Code<"i32">, value: Code<V>, offset?: number) => Statement;

const unary =
  <A extends ValueType, R extends ValueType = A>(result: R, ...opcode: number[]): Unary<A, R> =>
  (x) =>
    code(result, x, ...opcode);
const binary =
  <A extends ValueType, R extends ValueType = A, B extends ValueType = A>(
    result: R,
    ...opcode: number[]
  ): Binary<A, R, B> =>
  (a, b) =>
    code(result, a, b, ...opcode);
const ternary =
  <A extends ValueType>(result: A, ...opcode: number[]): Ternary<A> =>
  (a, b, c) =>
    code(result, a, b, c, ...opcode);
/** @param align the binary logarithm of the natural alignment in bytes */
const load =
  <R extends ValueType>(result: R, align: number, ...opcode: number[]): Load<R> =>
  (address, offset = 0) =>
    code(result, address, ...opcode, align, ...unsigned(offset));
const store =
  <V extends ValueType>(align: number, ...opcode: number[]): Store<V> =>
  (address, value, offset = 0) =>
    code("none", address, value, ...opcode, align, ...unsigned(offset));

const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];
const atomic = (opcode: number): number[] => [0xfe, ...unsigned(opcode)];
const unarySimd = (opcode: number): Unary<"v128"> => unary("v128", ...simd(opcode));
const binarySimd = (opcode: number): Binary<"v128"> => binary("v128", ...simd(opcode));
const shift = (opcode: number): Binary<"v128", "v128", "i32"> => binary("v128", ...simd(opcode));

/** Comparisons of a scalar type, in the order of their opcodes. */
const floatComparisons = <T extends "f32" | "f64">(first: number) => ({
  eq: binary<T, "i32">("i32", first),
  ne: binary<T, "i32">("i32", first + 1),
  lt: binary<T, "i32">("i32", first + 2),
  gt: binary<T, "i32">("i32", first + 3),
  le: binary<T, "i32">("i32", first + 4),
  ge: binary<T, "i32">("i32", first + 5),
});

/** Arithmetic of a scalar float type, in the order of its opcodes. */
const floatArithmetic = <T extends "f32" | "f64">(type: T, first: number) => ({
  abs: unary<T>(type, first),
  neg: unary<T>(type, first + 1),
  ceil: unary<T>(type, first + 2),
  floor: unary<T>(type, first + 3),
  trunc: unary<T>(type, first + 4),
  nearest: unary<T>(type, first + 5),
  sqrt: unary<T>(type, first + 6),
  add: binary<T>(type, first + 7),
  sub: binary<T>(type, first + 8),
  mul: binary<T>(type, first + 9),
  div: binary<T>(type, first + 10),
  min: binary<T>(type, first + 11),
  max: binary<T>(type, first + 12),
});

/** Integers of 32 bits; truths are 0 and 1. */
export const i32 = {
  const: (value: number): Code<"i32"> => code("i32", 0x41, ...signed(value | 0)),
  load: load("i32", 2, 0x28),
  load8u: load("i32", 0, 0x2d),
  store: store<"i32">(2, 0x36),
  store8: store<"i32">(0, 0x3a),
  eqz: unary<"i32">("i32", 0x45),
  eq: binary<"i32">("i32", 0x46),
  ne: binary<"i32">("i32", 0x47),
  lt: binary<"i32">("i32", 0x48),
  ltU: binary<"i32">("i32", 0x49),
  gt: binary<"i32">("i32", 0x4a),
  gtU: binary<"i32">("i32", 0x4b),
  le: binary<"i32">("i32", 0x4c),
  ge: binary<"i32">("i32", 0x4e),
  geU: binary<"i32">("i32", 0x4f),
  add: binary<"i32">("i32", 0x6a),
  sub: binary<"i32">("i32", 0x6b),
  mul: binary<"i32">("i32", 0x6c),
  div: binary<"i32">("i32", 0x6d),
  divU: binary<"i32">("i32", 0x6e),
  rem: binary<"i32">("i32", 0x6f),
  remU: binary<"i32">("i32", 0x70),
  and: binary<"i32">("i32", 0x71),
  or: binary<"i32">("i32", 0x72),
  xor: binary<"i32">("i32", 0x73),
  shl: binary<"i32">("i32", 0x74),
  shr: binary<"i32">("i32", 0x75),
  shrU: binary<"i32">("i32", 0x76),
  fromF32: unary<"f32", "i32">("i32", 0xfc, 0x00),
  fromF64: unary<"f64", "i32">("i32", 0xfc, 0x02),
  bitsOf: unary<"f32", "i32">("i32", 0xbc),
  wrap: unary<"i64", "i32">("i32", 0xa7),
};

/** Integers of 64 bits, as far as the bits of a float need them. */
export const i64 = {
  const: (value: bigint): Code<"i64"> => code("i64", 0x42, ...signed(BigInt.asIntN(64, value))),
  eq: binary<"i64", "i32">("i32", 0x51),
  add: binary<"i64">("i64", 0x7c),
  sub: binary<"i64">("i64", 0x7d),
  mul: binary<"i64">("i64", 0x7e),
  and: binary<"i64">("i64", 0x83),
  or: binary<"i64">("i64", 0x84),
  xor: binary<"i64">("i64", 0x85),
  shl: binary<"i64">("i64", 0x86),
  shr: binary<"i64">("i64", 0x87),
  shrU: binary<"i64">("i64", 0x88),
  bitsOf: unary<"f64", "i64">("i64", 0xbd),
  fromI32: unary<"i32", "i64">("i64", 0xac),
};

/** Floats of 32 bits. */
export const f32 = {
  const: (value: number): Code<"f32"> => code("f32", 0x43, ...float32Bytes(value)),
  load: load("f32", 2, 0x2a),
  store: store<"f32">(2, 0x38),
  ...floatComparisons<"f32">(0x5b),
  ...floatArithmetic("f32", 0x8b),
  fromI32: unary<"i32", "f32">("f32", 0xb2),
  fromF64: unary<"f64", "f32">("f32", 0xb6),
  fromBits: unary<"i32", "f32">("f32", 0xbe),
};

/** Floats of 64 bits. */
export const f64 = {
  const: (value: number): Code<"f64"> => code("f64", 0x44, ...float64Bytes(value)),
  load: load("f64", 3, 0x2b),
  store: store<"f64">(3, 0x39),
  ...floatComparisons<"f64">(0x61),
  ...floatArithmetic("f64", 0x99),
  fromI32: unary<"i32", "f64">("f64", 0xb7),
  fromF32: unary<"f32", "f64">("f64", 0xbb),
  fromI64: unary<"i64", "f64">("f64", 0xb9),
  fromBits: unary<"i64", "f64">("f64", 0xbf),
};

/** 128 bits, whatever they hold. */
export const v128 = {
  const: (bytes: readonly number[]): Code<"v128"> => code("v128", ...simd(0x0c), ...bytes),
  load: load("v128", 4, ...simd(0x00)),
  load32Splat: load("v128", 2, ...simd(0x09)),
  load64Splat: load("v128", 3, ...simd(0x0a)),
  load32Zero: load("v128", 2, ...simd(0x5c)),
  load64Zero: load("v128", 3, ...simd(0x5d)),
  /** A vector with another lane, which is read from memory. */
  load32Lane: (address: Code<"i32">, x: Code<"v128">, lane: number, offset = 0): Code<"v128"> =>
    code("v128", address, x, ...simd(0x56), 2, ...unsigned(offset), lane),
  load64Lane: (address: Code<"i32">, x: Code<"v128">, lane: number, offset = 0): Code<"v128"> =>
    code("v128", address, x, ...simd(0x57), 3, ...unsigned(offset), lane),
  store: store<"v128">(4, ...simd(0x0b)),
  store32Lane: (address: Code<"i32">, value: Code<"v128">, lane: number, offset = 0): Statement =>
    code("none", address, value, ...simd(0x5a), 2, ...unsigned(offset), lane),
  store64Lane: (address: Code<"i32">, value: Code<"v128">, lane: number, offset = 0): Statement =>
    code("none", address, value, ...simd(0x5b), 3, ...unsigned(offset), lane),
  not: unarySimd(0x4d),
  and: binarySimd(0x4e),
  andNot: binarySimd(0x4f),
  or: binarySimd(0x50),
  xor: binarySimd(0x51),
  /** The bits of `a` where the mask has a 1, of `b` elsewhere. */
  bitSelect: ternary<"v128">("v128", ...simd(0x52)),
  anyTrue: unary<"v128", "i32">("i32", ...simd(0x53)),
  shuffle: (a: Code<"v128">, b: Code<"v128">, lanes: readonly number[]): Code<"v128"> =>
    code("v128", a, b, ...simd(0x0d), ...lanes),
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
export const i32x4 = {
  splat: unary<"i32", "v128">("v128", ...simd(0x11)),
  lane: (x: Code<"v128">, lane: number): Code<"i32"> => code("i32", x, ...simd(0x1b), lane),
  eq: binarySimd(0x37),
  ne: binarySimd(0x38),
  lt: binarySimd(0x39),
  gt: binarySimd(0x3b),
  le: binarySimd(0x3d),
  ge: binarySimd(0x3f),
  abs: unarySimd(0xa0),
  neg: unarySimd(0xa1),
  allTrue: unary<"v128", "i32">("i32", ...simd(0xa3)),
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
export const i64x2 = {
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
export const f32x4 = {
  splat: unary<"f32", "v128">("v128", ...simd(0x13)),
  lane: (x: Code<"v128">, lane: number): Code<"f32"> => code("f32", x, ...simd(0x1f), lane),
  withLane: (x: Code<"v128">, lane: number, value: Code<"f32">): Code<"v128"> =>
    code("v128", x, value, ...simd(0x20), lane),
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
export const f64x2 = {
  splat: unary<"f64", "v128">("v128", ...simd(0x14)),
  lane: (x: Code<"v128">, lane: number): Code<"f64"> => code("f64", x, ...simd(0x21), lane),
  withLane: (x: Code<"v128">, lane: number, value: Code<"f64">): Code<"v128"> =>
    code("v128", x, value, ...simd(0x22), lane),
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

/** The whole memory at once. */
export const memory = {
  fill: (address: Code<"i32">, byte: Code<"i32">, length: Code<"i32">): Statement =>
    code("none", address, byte, length, 0xfc, 0x0b, 0x00),
  copy: (to: Code<"i32">, from: Code<"i32">, length: Code<"i32">): Statement =>
    code("none", to, from, length, 0xfc, 0x0a, 0x00, 0x00),
};

/** What threads agree by. */
export const atomics = {
  notify: (address: Code<"i32">, count: Code<"i32">): Code<"i32"> =>
    code("i32", address, count, ...atomic(0x00), 2, 0),
  wait: (address: Code<"i32">, expected: Code<"i32">, nanoseconds: Code<"i64">): Code<"i32"> =>
    code("i32", address, expected, nanoseconds, ...atomic(0x01), 2, 0),
  load: (address: Code<"i32">): Code<"i32"> => code("i32", address, ...atomic(0x10), 2, 0),
  store: (address: Code<"i32">, value: Code<"i32">): Statement =>
    code("none", address, value, ...atomic(0x17), 2, 0),
  add: (address: Code<"i32">, value: Code<"i32">): Code<"i32"> =>
    code("i32", address, value, ...atomic(0x1e), 2, 0),
};
