// The p-adic logarithm forgets a factor: a power of p times a root of unity, the Teichmüller part. A twist carries that
// factor along beside the logarithm, so that exp can put it back: exp(log x) = x, exp(2 log x) = x² and
// exp(z - log S) = e^z / S hold although the p-adic logarithm is not injective.
import { powerModulo } from "../tower/modular.ts";
import type { MaybeExponent } from "./exponent.ts";
import { isSquare, prime } from "./prime.ts";

/** The factor: a root of unity by its residue modulo p, times p^valuation; "lost" where a power of it has no meaning. */
export type Twist = { readonly residue: bigint; readonly valuation: number } | "lost";

/** The twist of the logarithm of a number; none where the logarithm forgets nothing. */
export const twistOf = (residue: bigint, valuation: number): Twist | undefined =>
  residue === 1n && valuation === 0 ? undefined : { residue, valuation };

/** Whether two logarithms have left out different factors. */
export function apart(a: Twist | undefined, b: Twist | undefined): boolean {
  if (a === "lost" || b === "lost") return false;
  return a?.residue !== b?.residue || a?.valuation !== b?.valuation;
}

/** The twist of a sum. */
export function joined(a: Twist | undefined, b: Twist | undefined): Twist | undefined {
  if (a === undefined) return b;
  if (b === undefined) return a;
  if (a === "lost" || b === "lost") return "lost";
  return twistOf((a.residue * b.residue) % prime, a.valuation + b.valuation);
}

/**
 * The twist of a multiple.
 * @param whole the factor, where it is a whole number
 * @param exponent what stands for the factor in an exponent, where it is rational in the leaves
 */
export function multiplied(
  twist: Twist,
  whole: number | undefined,
  exponent: MaybeExponent,
): Twist | undefined {
  if (twist === "lost") return twist;
  const { residue, valuation } = twist;
  if (exponent === undefined || (valuation !== 0 && whole === undefined)) return "lost";
  // A root of unity is a sign times a square; the squares have the odd prime order q.
  const positive = isSquare(residue);
  if (!positive && exponent.parity === undefined) return "lost";
  const power = powerModulo(positive ? residue : prime - residue, exponent.remainder, prime);
  const turned = !positive && exponent.parity === 1;
  return twistOf(turned ? prime - power : power, valuation === 0 ? 0 : valuation * (whole as number));
}
