// The prime of the p-adic numbers, its powers, and arithmetic modulo a prime.
//
// p = 2q + 1 with q a prime (a safe prime), and all primes up to 31 are squares modulo p. Then every whole number
// below 37 has a square root; -1 has none, so that the squares form a group of odd order q: each square has exactly
// one root that is a square again, √(ab) = √a √b, √(x²) is x or -x, and fractional powers exist for every fraction.
// "Is a square" is to p-adic numbers what "is positive" is to real ones. With a prime ≡ 1 mod 4 no choice of roots
// is multiplicative. Sines and cosines need no √-1: their series has rational coefficients.
import { inverseModulo, powerModulo } from "../tower/modular.ts";

/** The largest safe prime below 2^61 modulo which 2, 3, 5, ..., 31 are squares. */
export const prime = 2305843009213057079n;

/** (p - 1) / 2, a prime: the number of squares modulo p. */
export const half: bigint = (prime - 1n) / 2n;

const powers = [1n];

/** p^k for k ≥ 0. */
export function primePower(k: number): bigint {
  for (let n = powers.length; n <= k; n++) powers.push((powers[n - 1] as bigint) * prime);
  return powers[k] as bigint;
}

/** The remainder that is not negative. */
export function modulo(a: bigint, m: bigint): bigint {
  const rest = a % m;
  return rest < 0n ? rest + m : rest;
}

/** 1 / unit modulo p^digits: modulo p, then twice as many digits with every step of Newton's method. */
export function inverseOfUnit(unit: bigint, digits: number): bigint {
  if (unit === 1n) return 1n;
  let inverse = inverseModulo(unit % prime, prime);
  for (let known = 1; known < digits; ) {
    known = Math.min(2 * known, digits);
    const modulus = primePower(known);
    inverse = modulo(inverse * (2n - (((unit % modulus) * inverse) % modulus)), modulus);
  }
  return inverse;
}

/** Whether a number that p does not divide is a square modulo p (Euler's criterion). */
export const isSquare = (a: bigint): boolean => powerModulo(a, half, prime) === 1n;
