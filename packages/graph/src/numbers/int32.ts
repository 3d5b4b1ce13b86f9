// Exact machine integers: what a node of dtype "integer" holds, whatever number system its graph is evaluated in.
import { OverflowError } from "../node/errors.ts";
import { type Bit, float64 } from "./float64.ts";
import type { NumberSystem } from "./system.ts";

function integers(name: string, settle: (exact: number) => number): NumberSystem<number, Bit> {
  return {
    ...float64,
    name,
    isFloat: false,
    constant: settle,
    add: (a, b) => settle(a + b),
    sub: (a, b) => settle(a - b),
    // A product of two 32-bit integers may need 64 bits: Math.imul keeps the low half exactly.
    mul: (a, b) =>
      Math.abs(a * b) <= Number.MAX_SAFE_INTEGER ? settle(a * b) : settle(a * b) && Math.imul(a, b),
    neg: (a) => settle(-a),
    abs: (a) => settle(Math.abs(a)),
    sum: (a, start, stride, length) => settle(float64.sum(a, start, stride, length)),
    reals: (length) => new Int32Array(length),
  };
}

/** 32-bit integers that wrap around, as those of C and NumPy do. */
export const int32: NumberSystem<number, Bit> = integers("int32", (exact) => exact | 0);

/** 32-bit integers that refuse to wrap around: an overflow throws an OverflowError. */
export const checkedInt32: NumberSystem<number, Bit> = integers("checked int32", (exact) => {
  if (exact !== (exact | 0)) throw new OverflowError(exact);
  return exact;
});
