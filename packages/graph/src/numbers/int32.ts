// Exact machine integers: what a node of dtype "integer" holds, whatever number system its graph is evaluated in.
import { OverflowError } from "../node/errors.ts";
import { type Bit, float64 } from "./float64.ts";
import type { NumberSystem } from "./system.ts";

/** Integers from what becomes of an exact result, and from a product, which may need 64 bits. */
function integers(
  name: string,
  settle: (exact: number) => number,
  mul: (a: number, b: number) => number,
): NumberSystem<number, Bit> {
  return {
    ...float64,
    name,
    isFloat: false,
    constant: settle,
    add: (a, b) => settle(a + b),
    sub: (a, b) => settle(a - b),
    mul,
    neg: (a) => settle(-a),
    abs: (a) => settle(Math.abs(a)),
    sum: (a, start, stride, length) => settle(float64.sum(a, start, stride, length)),
    dot: (a, startA, strideA, b, startB, strideB, length) => {
      let total = 0;
      for (let i = 0, p = startA, q = startB; i < length; i++, p += strideA, q += strideB)
        total = settle(total + mul(a[p] as number, b[q] as number));
      return total;
    },
    reals: (length) => new Int32Array(length),
  };
}

/** 32-bit integers that wrap around, as those of C and NumPy do. */
export const int32: NumberSystem<number, Bit> = integers("int32", (exact) => exact | 0, Math.imul);

/** 32-bit integers that refuse to wrap around: an overflow throws an OverflowError. */
export const checkedInt32: NumberSystem<number, Bit> = integers("checked int32", checked, (a, b) =>
  checked(a * b),
);

function checked(exact: number): number {
  if (exact !== (exact | 0)) throw new OverflowError(exact);
  return exact;
}
