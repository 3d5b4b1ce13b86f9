// How floats are laid out in bits (IEEE 754, 3.4), and arithmetic on them that functions share.
import type { Any, Precision } from "../emit/lanes/width.ts";
import type { Means } from "./means.ts";

/** A value for each precision. */
export type ByPrecision<T> = Readonly<Record<Precision, T>>;

/** A binary format. */
export interface Format {
  readonly width: number;
  /** How many bits the fraction has. */
  readonly fraction: number;
  readonly bias: number;
  /** The least number that is normal. */
  readonly least: number;
}

/** The formats of the two precisions. */
const formats: ByPrecision<Format> = {
  float32: { width: 32, fraction: 23, bias: 127, least: 2 ** -126 },
  float64: { width: 64, fraction: 52, bias: 1023, least: 2 ** -1022 },
};

/** ln 2 as a number with zeros at its end, so that its multiples are exact, and the rest. */
export const ln2: ByPrecision<readonly [number, number]> = {
  float32: [0.693145751953125, 1.4286068203094173e-6],
  float64: [0.6931471805598903, 5.497923018708371e-14],
};

/** The format of a precision. */
export const formatOf = ({ lanes }: Means): Format => formats[lanes.precision];

/**
 * The value of a polynomial, from the constant coefficient on. A long one is one of x², whose coefficients are pairs that
 * do not wait for each other (Estrin 1960); a short one follows Horner's rule.
 */
export function polynomial(means: Means, coefficients: readonly number[], x: Any): Any {
  const { lanes, keep, real } = means;
  const { add, mul } = lanes.real;
  const value = (parts: readonly Any[], power: Any): Any => {
    if (parts.length < 4) return parts.reduceRight((sum, part) => add(part, mul(power, sum)));
    const pairs = parts.flatMap((part, k) => {
      const next = parts[k + 1];
      if (k % 2 === 1) return [];
      return [next === undefined ? part : add(part, mul(power, next))];
    });
    return value(pairs, keep(mul(power, power)));
  };
  return value(coefficients.map(real), x);
}

/**
 * A number whose fraction's lowest bits hold the sum of `offset` and the integer that is next to another number: adding
 * 1.5 times two to the size of the fraction rounds there, and the bits are the integer's (Muller et al., Handbook of
 * Floating-Point Arithmetic).
 */
export function rounding(means: Means, offset = 0): number {
  return 1.5 * 2 ** formatOf(means).fraction + offset;
}

/** Two to the power of an integer whose biased exponent stands in the lowest bits. */
export function powerOfTwo(means: Means, biased: Any): Any {
  const { bits } = means.lanes;
  return bits.toReal(bits.shl(biased, formatOf(means).fraction));
}

/** The bit of the sign. */
export const signBit = (means: Means): Any => means.bits(1n << BigInt(formatOf(means).width - 1));

/** -x; the instruction for vectors builds its mask each time. */
export function negated(means: Means, x: Any): Any {
  const { bits, count, real } = means.lanes;
  if (count === 1) return real.neg(x);
  return bits.toReal(bits.xor(bits.of(x), signBit(means)));
}

/** |x|. */
export function absolute(means: Means, x: Any): Any {
  const { bits } = means.lanes;
  return bits.toReal(bits.and(bits.of(x), means.bits((1n << BigInt(formatOf(means).width - 1)) - 1n)));
}

/** The sign bit of a number, alone. */
export const signOf = (means: Means, x: Any): Any => {
  const { bits } = means.lanes;
  return bits.and(bits.of(x), signBit(means));
};

/** A value that is not negative, or whose sign is right already, with a sign bit. */
export function signed({ lanes: { bits } }: Means, value: Any, sign: Any): Any {
  return bits.toReal(bits.or(bits.of(value), sign));
}

/** A number without the lower half of its bits, so that products of two such numbers are exact (Dekker 1971). */
export function upper(means: Means, x: Any): Any {
  const { bits } = means.lanes;
  return bits.toReal(bits.and(bits.of(x), means.bits(-(1n << 27n))));
}
