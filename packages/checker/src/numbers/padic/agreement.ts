// Whether two p-adic numbers are equal: three answers, each with the digits that it rests on.
import { knownTo, type PAdic, sub, vanishes } from "./number.ts";

/** Equal to a number of digits, different from a digit on, or too little known to say. */
export type PAdicAgreement =
  | { readonly answer: "equal"; readonly digits: number }
  | { readonly answer: "different"; readonly digits: number }
  | { readonly answer: "unknown"; readonly reason: string };

/**
 * Compares two p-adic numbers. Digits count from the first digit of the larger number; two numbers that agree by
 * chance in n digits are one in 2^(61 n). "Different" is no refutation of an identity of real numbers: it says that
 * the identity does not follow from the laws that hold here.
 * @param least how many digits have to be known before two numbers are called equal
 * @example
 * const n = pAdic("formal", 8);
 * const [x, y] = [n.constant(0.5), n.constant(2)];
 * agreement(n.mul(x, y), n.one) //=> { answer: "equal", digits: 8 }
 */
export function agreement(a: PAdic, b: PAdic, least = 4): PAdicAgreement {
  const flaw = a.flaw ?? b.flaw;
  if (flaw !== undefined) return { answer: "unknown", reason: flaw };
  const difference = sub(a, b);
  const first = Math.min(a.valuation, b.valuation);
  const known = Math.min(knownTo(a), knownTo(b));
  if (!vanishes(difference)) return { answer: "different", digits: difference.valuation - first };
  // Nothing but digits of 0 is known of either: they count from the first digit of 1.
  const digits = first < known ? known - first : Math.max(0, known);
  if (digits < least) return { answer: "unknown", reason: `only ${digits} digits are known` };
  return { answer: "equal", digits };
}
