// Whether two p-adic numbers are equal: three answers, each with the digits that it rests on.
import { knownTo, type PAdic, sub, vanishes } from "./number.ts";
import { apart } from "./twist.ts";

/** Equal to a number of digits, different from a digit on, or too little known to say. */
export type PAdicAgreement =
  | { readonly answer: "equal"; readonly digits: number }
  | { readonly answer: "different"; readonly digits: number }
  | { readonly answer: "unknown"; readonly reason: string };

/**
 * Compares two p-adic numbers. Digits count from the first digit of the larger number; two numbers that agree by
 * chance in n digits are one in 2^(61 n). "Different" is no refutation of an identity of real numbers: it says that
 * the identity does not follow from the laws that hold here. Two numbers that are 0 itself agree in infinitely many.
 * @param least how many digits have to be known before two numbers are called equal
 * @example
 * const n = pAdic("formal", 8);
 * const [x, y] = [n.constant(0.5), n.constant(2)];
 * agreement(n.mul(x, y), n.one) //=> { answer: equal, digits: 8 }
 */
export function agreement(a: PAdic, b: PAdic, least = 4): PAdicAgreement {
  const flaw = a.flaw ?? b.flaw;
  if (flaw !== undefined) return { answer: "unknown", reason: flaw };
  const difference = sub(a, b);
  const known = Math.min(knownTo(a), knownTo(b));
  // Where both are 0 as far as they are known, digits count from the first digit of 1.
  const first =
    vanishes(a) && vanishes(b) ? 0 : Math.min(...[a, b].filter((x) => !vanishes(x)).map((x) => x.valuation));
  if (!vanishes(difference)) return { answer: "different", digits: difference.valuation - first };
  const digits = Math.max(0, known - first);
  if (digits < least) return { answer: "unknown", reason: `too few digits are known: ${digits} of ${least}` };
  if (apart(a.twist, b.twist)) return { answer: "unknown", reason: "logarithms of different signs or sizes" };
  return { answer: "equal", digits };
}
