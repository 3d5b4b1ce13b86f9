// IEEE 754 single precision: double precision rounded after every operation. Sums are kept in double precision
// and rounded once, as an engine with wide accumulators would.
import { type Bit, float64 } from "./float64.ts";
import type { NumberSystem } from "./system.ts";

const round = Math.fround;

/**
 * Single precision.
 * @example
 * float32.add(0.1, 0.2) //=> 0.30000001192092896
 */
export const float32: NumberSystem<number, Bit> = {
  ...float64,
  name: "float32",
  constant: round,
  add: (a, b) => round(a + b),
  sub: (a, b) => round(a - b),
  mul: (a, b) => round(a * b),
  div: (a, b) => round(a / b),
  exp: (a) => round(Math.exp(a)),
  log: (a) => round(Math.log(a)),
  sqrt: (a) => round(Math.sqrt(a)),
  sin: (a) => round(Math.sin(a)),
  cos: (a) => round(Math.cos(a)),
  power: (a, exponent) => round(float64.power(a, exponent)),
  pow: (a, b) => round(a ** b),
  log1p: (a) => round(Math.log1p(a)),
  expm1: (a) => round(Math.expm1(a)),
  tanh: (a) => round(Math.tanh(a)),
  sigmoid: (a) => round(float64.sigmoid(a)),
  softplus: (a) => round(float64.softplus(a)),
  sum: (a, start, stride, length) => round(float64.sum(a, start, stride, length)),
  dot: (a, startA, strideA, b, startB, strideB, length) =>
    round(float64.dot(a, startA, strideA, b, startB, strideB, length)),
  reals: (length) => new Float32Array(length),
};
