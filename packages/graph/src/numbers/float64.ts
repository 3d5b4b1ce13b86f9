// IEEE 754 double precision: the numbers of JavaScript, and of every value that a user hands in.
import { type NumberExtras, type NumberSystem, numberSystem, type Relation } from "./system.ts";

/** The truth of a float comparison, as a byte. */
export type Bit = 0 | 1;

/** Compares two plain numbers. */
function compareNumbers(a: number, relation: Relation, b: number): Bit {
  switch (relation) {
    case "<":
      return a < b ? 1 : 0;
    case "<=":
      return a <= b ? 1 : 0;
    case "==":
      return a === b ? 1 : 0;
    case "!=":
      return a !== b ? 1 : 0;
    case ">":
      return a > b ? 1 : 0;
    case ">=":
      return a >= b ? 1 : 0;
  }
}

/** Pairwise summation: the rounding error grows with log n (Higham, Accuracy and Stability, 4.2). */
function pairwise(a: ArrayLike<number>, start: number, stride: number, length: number): number {
  if (length <= 128) {
    let total = 0;
    for (let i = 0, at = start; i < length; i++, at += stride) total += a[at] as number;
    return total;
  }
  const half = length >> 1;
  return pairwise(a, start, stride, half) + pairwise(a, start + half * stride, stride, length - half);
}

const stable: Partial<NumberExtras<number>> = {
  abs: Math.abs,
  sign: Math.sign,
  max: Math.max,
  min: Math.min,
  power: (a, exponent) => (exponent === 2 ? a * a : exponent === 0.5 ? Math.sqrt(a) : a ** exponent),
  pow: (a, b) => a ** b,
  log1p: Math.log1p,
  expm1: Math.expm1,
  tanh: Math.tanh,
  sigmoid: (a) => 1 / (1 + Math.exp(-a)),
  softplus: (a) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))),
  sum: pairwise,
  dot: (a, startA, strideA, b, startB, strideB, length) => {
    let total = 0;
    for (let i = 0, p = startA, q = startB; i < length; i++, p += strideA, q += strideB)
      total += (a[p] as number) * (b[q] as number);
    return total;
  },
};

/**
 * Double precision.
 * @example
 * float64.add(0.1, 0.2) //=> 0.30000000000000004
 */
export const float64: NumberSystem<number, Bit> = numberSystem<number, Bit>(
  {
    name: "float64",
    isFloat: true,
    zero: 0,
    one: 1,
    constant: (value) => value,
    add: (a, b) => a + b,
    sub: (a, b) => a - b,
    mul: (a, b) => a * b,
    div: (a, b) => a / b,
    neg: (a) => -a,
    exp: Math.exp,
    log: Math.log,
    sqrt: Math.sqrt,
    sin: Math.sin,
    cos: Math.cos,
    compare: compareNumbers,
    select: (condition, a, b) => (condition === 1 ? a : b),
    truth: (value) => (value ? 1 : 0),
    and: (a, b) => (a & b) as Bit,
    or: (a, b) => (a | b) as Bit,
    not: (a) => (1 - a) as Bit,
    decide: (b) => b === 1,
    toNumber: (a) => a,
    reals: (length) => new Float64Array(length),
    booleans: (length) => new Uint8Array(length) as ArrayLike<number> as Bit[],
  },
  stable,
);
