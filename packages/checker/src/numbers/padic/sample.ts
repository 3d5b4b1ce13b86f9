// Random p-adic numbers: the values of the leaves.
import type { Draws } from "../../points/random.ts";
import { add, fraction, normalised, type PAdic } from "./number.ts";
import { half, isSquare, prime, primePower } from "./prime.ts";

/** Random digits: a number below p^digits. */
function randomBelow(bound: bigint, { pick }: Draws): bigint {
  let [number, size] = [0n, 1n];
  // 64 bits more than are needed, so that the remainder is as good as uniform.
  for (; size < bound << 64n; size <<= 32n) number = (number << 32n) + BigInt(pick(2 ** 32));
  return number % bound;
}

/** A random p-adic integer, and what takes its place in an exponent. */
export function randomInteger(draws: Draws, digits: number): PAdic {
  const number = normalised(randomBelow(primePower(digits), draws), 0, digits, 0);
  const parity = draws.pick(2) === 0 ? 0 : 1;
  return { ...number, exponent: { remainder: randomBelow(half, draws), parity } };
}

/** A random unit that is a square, as positive numbers are. */
export function genericUnit(draws: Draws, digits: number): PAdic {
  const number = randomInteger(draws, digits);
  if (number.valuation > 0) return genericUnit(draws, digits);
  if (isSquare(number.unit % prime)) return number;
  return { ...number, unit: primePower(digits) - number.unit };
}

/** Where a random number lies: a unit times p^valuation, or 1 plus a multiple of p. */
export type Place = { readonly valuation: number } | "nearOne";

/**
 * A random p-adic number with a float beside it. A square stands for a positive float and no square for a negative
 * one, so that √(x²) is |x| in both; a number near 1 stands for a positive float, and has roots and powers.
 * @param digits how many digits it has
 * @param shadow the float, not 0
 * @example
 * const x = samplePAdic(() => 0.3, 20, -0.5, { valuation: 1 });
 * [x.valuation, x.digits, x.shadow].join() //=> 1,20,-0.5
 */
export function samplePAdic(uniform: () => number, digits: number, shadow: number, place: Place): PAdic {
  const draws: Draws = { uniform, pick: (bound) => Math.floor(uniform() * bound) };
  if (place === "nearOne") {
    const offset = randomInteger(draws, digits - 1);
    const number = add(fraction(1n, 1n, digits), { ...offset, valuation: offset.valuation + 1 });
    return { ...number, exponent: offset.exponent, whole: false, shadow };
  }
  const { valuation } = place;
  const number = genericUnit(draws, digits);
  const unit = shadow < 0 ? primePower(digits) - number.unit : number.unit;
  return { ...number, unit, valuation, shadow };
}
