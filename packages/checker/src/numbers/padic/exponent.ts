// What takes a number's place in the exponent of a root of unity. A root of unity modulo p has an order that divides
// p - 1 = 2q: a sign and a part of order q. So an exponent is a pair of remainders, which sums, products and most
// quotients of the leaves' and constants' pairs keep; a logarithm's or an exponential's value has none.
import { inverseModulo } from "../tower/modular.ts";
import { half, modulo } from "./prime.ts";

/** A number modulo q, and modulo 2 where it is no fraction with an even denominator. */
export interface Exponent {
  readonly remainder: bigint;
  readonly parity: 0 | 1 | undefined;
}

/** An exponent, or none. */
export type MaybeExponent = Exponent | undefined;

/** The exponent of a whole number. */
export const wholeExponent = (n: bigint): Exponent => ({
  remainder: modulo(n, half),
  parity: n % 2n === 0n ? 0 : 1,
});

/** a + b. */
export const sumOf = (a: MaybeExponent, b: MaybeExponent): MaybeExponent =>
  a &&
  b && {
    remainder: (a.remainder + b.remainder) % half,
    parity: a.parity === undefined || b.parity === undefined ? undefined : a.parity === b.parity ? 0 : 1,
  };

/** -a. */
export const negativeOf = (a: MaybeExponent): MaybeExponent =>
  a && { remainder: modulo(-a.remainder, half), parity: a.parity };

/** a b. */
export const productOf = (a: MaybeExponent, b: MaybeExponent): MaybeExponent =>
  a &&
  b && {
    remainder: (a.remainder * b.remainder) % half,
    parity:
      a.parity === undefined || b.parity === undefined ? undefined : a.parity === b.parity ? a.parity : 0,
  };

/** 1 / a; none for a multiple of q. */
export const reciprocalOf = (a: MaybeExponent): MaybeExponent =>
  a && a.remainder !== 0n
    ? { remainder: inverseModulo(a.remainder, half), parity: a.parity === 1 ? 1 : undefined }
    : undefined;
