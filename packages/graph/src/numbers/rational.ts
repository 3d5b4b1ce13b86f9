// Constants are exact: the rational number that a float stands for. Proofs compute with it, so that 1/3 is a third
// and 0.1 a tenth.
import { DomainError } from "../node/errors.ts";

/** The number numerator / denominator, in lowest terms, times a named constant where one is named. */
export interface Exact {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly times?: "π" | "e";
}

/**
 * A denominator up to this one (2^20, about a million) makes a fraction simple; so a number with 20 binary digits
 * after the point is itself.
 */
const simple = 2n ** 20n;

/**
 * The number that a float stands for: an integer below 2^53 is itself; any other number is the simplest fraction with
 * a denominator up to 2^20 that rounds to it, or else its shortest decimal. `Math.PI` and `Math.E`, and their
 * negatives, are 1 or -1 times the named constant.
 * @throws DomainError for NaN and the infinities
 * @example
 * exact(1 / 3).denominator //=> 3
 * exact(0.1).denominator //=> 10
 * exact(-Math.PI).times //=> π
 */
export function exact(x: number): Exact {
  if (!Number.isFinite(x)) throw new DomainError(`exact: a finite number is needed, got ${x}`);
  if (Number.isSafeInteger(x)) return { numerator: BigInt(x), denominator: 1n };
  if (x < 0) {
    const { numerator, ...rest } = exact(-x);
    return { numerator: -numerator, ...rest };
  }
  if (x === Math.PI) return { numerator: 1n, denominator: 1n, times: "π" };
  if (x === Math.E) return { numerator: 1n, denominator: 1n, times: "e" };
  return (Number.isInteger(x) ? undefined : simplestFraction(x)) ?? shortestDecimal(x);
}

/**
 * The fraction with the smallest denominator that rounds to a positive number that is no integer: the first one on
 * the way down the Stern-Brocot tree, along the continued fraction of the number (Graham, Knuth and Patashnik,
 * Concrete Mathematics, 4.5 and 6.7).
 */
function simplestFraction(x: number): Exact | undefined {
  const { low, high, unit, inclusive } = roundingTo(x);
  const rounds = (p: bigint, q: bigint): boolean => {
    const [left, middle, right] = [low * q, p * unit, high * q];
    return inclusive ? left <= middle && middle <= right : left < middle && middle < right;
  };
  // x is m / n; p/q and its predecessor are neighbours on the two sides of x.
  let [m, n] = [low + high, 2n * unit];
  let [before, beforeUnder, p, q] = [0n, 1n, 1n, 0n];
  while (n !== 0n) {
    const steps = m / n;
    const at = (k: bigint): [bigint, bigint] => [before + k * p, beforeUnder + k * q];
    if (rounds(...at(steps))) {
      const [numerator, denominator] = at(first((k) => rounds(...at(k)), steps));
      return denominator <= simple ? { numerator, denominator } : undefined;
    }
    const [nextP, nextQ] = at(steps);
    if (nextQ > simple) return undefined;
    [before, beforeUnder, p, q] = [p, q, nextP, nextQ];
    [m, n] = [n, m % n];
  }
  return undefined;
}

/** The smallest whole number from 0 to `last` from which on something holds; it holds at `last`. */
function first(holds: (k: bigint) => boolean, last: bigint): bigint {
  let [low, high] = [0n, last];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (holds(middle)) high = middle;
    else low = middle + 1n;
  }
  return high;
}

/** Which real numbers round to a positive float below 2^53: those from low / unit to high / unit. */
function roundingTo(x: number): { low: bigint; high: bigint; unit: bigint; inclusive: boolean } {
  const [bits] = new BigUint64Array(Float64Array.of(x).buffer) as unknown as [bigint];
  const [exponent, fraction] = [bits >> 52n, bits & (2n ** 52n - 1n)];
  const mantissa = exponent === 0n ? fraction : fraction + 2n ** 52n;
  // x is mantissa / 2^k; below a power of 2 the floats lie twice as close.
  const k = 1075n - (exponent === 0n ? 1n : exponent);
  const closer = fraction === 0n && exponent > 1n;
  return {
    low: 4n * mantissa - (closer ? 1n : 2n),
    high: 4n * mantissa + 2n,
    unit: 2n ** (k + 2n),
    inclusive: mantissa % 2n === 0n,
  };
}

/** The decimal that JavaScript prints, which is the shortest one that rounds to the number. */
function shortestDecimal(x: number): Exact {
  const [digits, exponent] = x.toExponential().split("e") as [string, string];
  const [whole, fraction = ""] = digits.split(".") as [string, string?];
  const power = Number(exponent) - fraction.length;
  const numerator = BigInt(whole + fraction);
  if (power >= 0) return { numerator: numerator * 10n ** BigInt(power), denominator: 1n };
  const denominator = 10n ** BigInt(-power);
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}
