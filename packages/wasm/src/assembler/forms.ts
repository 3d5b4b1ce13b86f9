// The forms that instructions have: what they take from the stack, what they leave, and how they are written.
import { unsigned } from "./bytes.ts";
import { type Code, code, type Statement, type ValueType } from "./code.ts";

/** Several instructions of one form. */
export type Each<Names extends string, Form> = { readonly [Name in Names]: Form };

/** Comparisons of two values of a type. */
export type ComparisonNames = "eq" | "ne" | "lt" | "gt" | "le" | "ge";

/** An instruction on one value. */
export type Unary<A extends ValueType, R extends ValueType = A> = (x: Code<A>) => Code<R>;
/** An instruction on two values. */
export type Binary<A extends ValueType, R extends ValueType = A, B extends ValueType = A> = (
  a: Code<A>,
  b: Code<B>,
) => Code<R>;
/** An instruction on three values. */
export type Ternary<A extends ValueType> = (a: Code<A>, b: Code<A>, c: Code<A>) => Code<A>;
/** Reads memory at an address, plus an offset that is part of the instruction. */
export type Load<R extends ValueType> = (address: Code<"i32">, offset?: number) => Code<R>;
/** Writes memory at an address, plus an offset that is part of the instruction. */
export type Store<V extends ValueType> = (address: Code<"i32">, value: Code<V>, offset?: number) => Statement;

/** An instruction on one value, by its result and its opcode. */
export const unary =
  <A extends ValueType, R extends ValueType = A>(result: R, ...opcode: number[]): Unary<A, R> =>
  (x) =>
    code(result, x, opcode);
/** An instruction on two values. */
export const binary =
  <A extends ValueType, R extends ValueType = A, B extends ValueType = A>(
    result: R,
    ...opcode: number[]
  ): Binary<A, R, B> =>
  (a, b) =>
    code(result, a, b, opcode);
/** An instruction on three values. */
export const ternary =
  <A extends ValueType>(result: A, ...opcode: number[]): Ternary<A> =>
  (a, b, c) =>
    code(result, a, b, c, opcode);
/**
 * A read of memory.
 * @param align the binary logarithm of the natural alignment in bytes
 */
export const load =
  <R extends ValueType>(result: R, align: number, ...opcode: number[]): Load<R> =>
  (address, offset = 0) =>
    code(result, address, opcode, align, unsigned(offset));
/** A write to memory. */
export const store =
  <V extends ValueType>(align: number, ...opcode: number[]): Store<V> =>
  (address, value, offset = 0) =>
    code("none", address, value, opcode, align, unsigned(offset));

/** The opcode of an instruction on vectors. */
export const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];
export const unarySimd = (opcode: number): Unary<"v128"> => unary("v128", ...simd(opcode));
export const binarySimd = (opcode: number): Binary<"v128"> => binary("v128", ...simd(opcode));
export const shift = (opcode: number): Binary<"v128", "v128", "i32"> => binary("v128", ...simd(opcode));
