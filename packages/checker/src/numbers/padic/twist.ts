// The p-adic logarithm forgets a factor: a power of p times a root of unity, the Teichmüller part. A twist carries that
// factor along beside the logarithm, so that exp can put it back: exp(log x) = x, exp(2 log x) = x² and
// exp(z - log S) = e^z / S hold although the p-adic logarithm is not injective.
import { half, isSquare, powerModulo, prime } from "./prime.ts";

/** The factor: a root of unity by its residue modulo p, times p^valuation; "lost" where a power of it has no meaning. */
export type Twist = { readonly residue: bigint; readonly valuation: number } | "lost";

/** The twist of the logarithm of a number; none where the logarithm forgets nothing. */
export const twistOf = (residue: bigint, valuation: number): Twist | undefined =>
  residue === 1n && valuation === 0 ? undefined : { residue, valuation };

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
 * @param exponent what stands for the factor in an exponent modulo q, where it is rational in the leaves
 */
export function multiplied(
  twist: Twist,
  whole: number | undefined,
  exponent: bigint | undefined,
): Twist | undefined {
  if (twist === "lost") return twist;
  const { residue, valuation } = twist;
  if (whole !== undefined) {
    const turns = BigInt(whole) % (prime - 1n);
    const power = powerModulo(residue, turns < 0n ? turns + prime - 1n : turns, prime);
    return twistOf(power, valuation * whole);
  }
  // The squares have the odd prime order q, so that every exponent modulo q has a meaning.
  if (exponent === undefined || valuation !== 0 || !isSquare(residue)) return "lost";
  return twistOf(powerModulo(residue, exponent, prime), 0);
}
