// e^x and what is made of it. x is taken apart into a multiple of ln 2 and a rest (Cody and Waite, Software Manual for
// the Elementary Functions, 1980, chapter 6), and e to the rest is a polynomial that is minimax by Remez's exchange.
import type { Any } from "../emit/lanes/width.ts";
import {
  type ByPrecision,
  formatOf,
  ln2,
  negated,
  polynomial,
  powerOfTwo,
  rounding,
  signed,
  signOf,
} from "./format.ts";
import type { Means, Written } from "./means.ts";

/** e^x = a b (1 + y) with powers of two a and b; y = r + tail, |r| ≤ ln 2 / 2. */
export interface Parts {
  readonly a: Any;
  readonly b: Any;
  /** 1 / b. */
  readonly inverse: () => Any;
  readonly r: Any;
  readonly tail: Any;
  /** What rounding took from r. */
  readonly lost: () => Any;
}

/** Beyond this size of x, e^x is 0 or infinite. */
export const bounds: ByPrecision<number> = { float32: 104, float64: 746 };

/** (e^r - 1 - r) / r² for |r| ≤ ln 2 / 2. */
const coefficients: ByPrecision<readonly number[]> = {
  float32: [0.5, 0.1666654348373413, 0.04166628420352936, 0.008366571739315987, 0.0013946427498012781],
  float64: [
    0.5000000000000012, 0.166666666666667, 0.04166666666651606, 0.008333333333307269, 0.0013888888946871538,
    0.0001984126991726608, 2.4801490073860147e-5, 2.7557216392060424e-6, 2.7631238061784533e-7,
    2.5117835447669933e-8,
  ],
};

/** e^r - 1 - r for a rest |r| ≤ ln 2 / 2. */
export function tailOf(means: Means, r: Any): Any {
  const { mul } = means.lanes.real;
  return mul(mul(r, r), polynomial(means, coefficients[means.lanes.precision], r));
}

/** Two powers of two whose product is two to the power of an integer, and the inverse of the second. */
export function powersOfTwo(means: Means, shifted: Any): Pick<Parts, "a" | "b" | "inverse"> {
  const { bits } = means.lanes;
  const { bias, fraction } = formatOf(means);
  const both = means.keep(bits.of(shifted));
  const half = means.keep(bits.shrU(both, 1));
  const b = means.keep(powerOfTwo(means, bits.sub(both, half)));
  const inverse = (): Any =>
    means.keep(bits.toReal(bits.sub(means.bits(BigInt(2 * bias) << BigInt(fraction)), bits.of(b))));
  return { a: means.keep(powerOfTwo(means, half)), b, inverse };
}

/** A number, moved to where e^x is 0 or infinite if it is beyond; NaN stays. */
function bounded(means: Means, x: Any): Any {
  const { lanes, keep, real } = means;
  const bound = bounds[lanes.precision];
  return lanes.real.pmax(keep(lanes.real.pmin(keep(x), real(bound))), real(-bound));
}

/** Takes e^x apart, for an x that is at most 104 in 32 bits or 746 in 64, so that a and b are normal numbers. */
export function apart(means: Means, x: Any): Parts {
  // The integer and twice the bias, so that each half of it has the bias once.
  const { shifted, r, lost } = reduced(means, x, 2 * formatOf(means).bias);
  return { ...powersOfTwo(means, shifted), r, tail: tailOf(means, r), lost };
}

/**
 * e^x = 2^less s (1 + r + tail), for an x of which the power of two s is a normal number.
 * @param less by how much the exponent of s is less than that of e^x
 */
export function normal(
  means: Means,
  x: Any,
  less = 0,
): { readonly s: Any; readonly r: Any; readonly tail: Any } {
  const { shifted, r } = reduced(means, x, formatOf(means).bias - less);
  const s = means.keep(powerOfTwo(means, means.lanes.bits.of(shifted)));
  return { s, r, tail: tailOf(means, r) };
}

/** x = n ln 2 + r for an integer n, which stands with an offset in the lowest bits of a number. */
function reduced(
  means: Means,
  x: Any,
  offset: number,
): { readonly shifted: Any; readonly r: Any; readonly lost: () => Any } {
  const { lanes, keep, real } = means;
  const { add, sub, mul } = lanes.real;
  const [upper, lower] = ln2[lanes.precision];
  const kept = keep(x);
  const magic = real(rounding(means, offset));
  const shifted = keep(add(mul(kept, real(Math.LOG2E)), magic));
  const n = keep(sub(shifted, magic));
  const most = keep(sub(kept, mul(n, real(upper))));
  const rest = (): Any => mul(n, real(lower));
  const r = keep(sub(most, rest()));
  return { shifted, r, lost: () => sub(sub(most, r), rest()) };
}

/** e^x. */
export const exp: Written = (means, x) => {
  const { add, mul } = means.lanes.real;
  const { a, b, r, tail } = apart(means, bounded(means, x));
  return mul(mul(add(means.real(1), add(r, tail)), a), b);
};

/** e^x - 1 = b ((a - 1/b) + a y), where the first difference is exact as long as it matters. */
export const expm1: Written = (means, x) => {
  const { add, sub, mul } = means.lanes.real;
  const kept = means.keep(x);
  const { a, b, inverse, r, tail, lost } = apart(means, bounded(means, kept));
  const sum = add(add(sub(a, inverse()), mul(a, r)), mul(a, add(tail, lost())));
  return signed(means, mul(sum, b), signOf(means, kept));
};

/** Below the first number e^x is less than half a last place of 1; beyond the second 1 / e^x is 0. */
const seen: ByPrecision<readonly [number, number]> = { float32: [-60, 104], float64: [-600, 746] };

/** 1 / (1 + e^-x) = c / (c + c e^-x) for a small power of two c, so that nothing overflows, from the smallest term on. */
export const sigmoid: Written = (means, x) => {
  const { lanes, keep, real } = means;
  const { add, mul, div, pmin, pmax } = lanes.real;
  const [low, high] = seen[lanes.precision];
  const turned = pmax(keep(pmin(keep(negated(means, x)), real(high))), real(low));
  const { fraction } = formatOf(means);
  const { s, r, tail } = normal(means, turned, fraction + 1);
  const c = real(2 ** -(fraction + 1));
  return div(c, add(pmax(c, s), add(pmin(c, s), mul(s, add(r, tail)))));
};
