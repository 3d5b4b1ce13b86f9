// Small exact fractions: what a number of the tower is known to be, a coefficient, an exponent.
import { greatestCommonDivisor } from "./modular.ts";

/** A fraction in lowest terms, with a positive denominator. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A whole number as a fraction. */
export const whole = (numerator: bigint): Fraction => ({ numerator, denominator: 1n });

/** 1/2. */
export const half: Fraction = { numerator: 1n, denominator: 2n };

/** The fraction n / d in lowest terms, for d other than 0. */
function lowest(n: bigint, d: bigint): Fraction {
  const divisor = greatestCommonDivisor(n, d);
  const unit = divisor < 0n === d < 0n ? divisor : -divisor;
  return { numerator: n / unit, denominator: d / unit };
}

export const plus = (x: Fraction, y: Fraction): Fraction =>
  lowest(x.numerator * y.denominator + y.numerator * x.denominator, x.denominator * y.denominator);

export const times = (x: Fraction, y: Fraction): Fraction =>
  lowest(x.numerator * y.numerator, x.denominator * y.denominator);

/** 1 / x, for x other than 0. */
export const reciprocal = ({ numerator, denominator }: Fraction): Fraction => lowest(denominator, numerator);

/** The largest whole number that is not above x. */
export function floor({ numerator, denominator }: Fraction): bigint {
  const quotient = numerator / denominator;
  return quotient * denominator > numerator ? quotient - 1n : quotient;
}

/** The prime factors of a positive whole number with their powers; what no prime below 1000 divides counts as one. */
export function primeFactors(n: bigint): Map<bigint, bigint> {
  const powers = new Map<bigint, bigint>();
  let rest = n;
  for (let d = 2n; d < 1000n && d * d <= rest; d++) {
    for (; rest % d === 0n; rest /= d) powers.set(d, (powers.get(d) ?? 0n) + 1n);
  }
  if (rest > 1n) powers.set(rest, (powers.get(rest) ?? 0n) + 1n);
  return powers;
}
