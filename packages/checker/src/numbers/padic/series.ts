// The functions of p-adic integers by their power series: exactly right modulo a power of p, for p divides no
// factorial that occurs and terms beyond the last digit vanish.
import { powerModulo } from "../tower/modular.ts";
import { half, inverseOfUnit, isSquare, modulo, prime, primePower } from "./prime.ts";

/** Σ c_k x^k modulo p^digits for a multiple x of p^valuation, valuation ≥ 1 (Horner's rule). */
function series(coefficients: Coefficients, x: bigint, valuation: number, digits: number): bigint {
  const last = Math.ceil(digits / valuation) - 1;
  let sum = 0n;
  // What is multiplied by x^k matters only modulo p^(digits - k valuation).
  for (let k = last; k >= 0; k--)
    sum = (sum * x + coefficients(k, digits)) % primePower(digits - k * valuation);
  return modulo(sum, primePower(digits));
}

/** The k-th coefficient of a power series, right modulo p^digits. */
type Coefficients = (k: number, digits: number) => bigint;

/** Coefficients 1 / d_k, kept at the largest precision that was asked for. */
function reciprocals(denominator: (k: number) => bigint): Coefficients {
  let [known, table]: [number, bigint[]] = [0, []];
  return (k, digits) => {
    if (digits > known) [known, table] = [digits, []];
    for (let n = table.length; n <= k; n++) {
      const d = denominator(n);
      const inverse = d === 0n ? 0n : inverseOfUnit(modulo(d, primePower(known)), known);
      table.push(inverse);
    }
    return table[k] as bigint;
  };
}

function factorial(k: number): bigint {
  let product = 1n;
  for (let n = 2n; n <= BigInt(k); n++) product *= n;
  return product;
}

const exponential = reciprocals(factorial);
const logarithm = reciprocals((k) => BigInt(k % 2 === 1 ? k : -k));
/** Of the even or odd terms of the exponential, with changing signs: the coefficients of a series in x². */
const cosine = reciprocals((k) => factorial(2 * k) * (k % 2 === 0 ? 1n : -1n));
const sine = reciprocals((k) => factorial(2 * k + 1) * (k % 2 === 0 ? 1n : -1n));

/** exp(x) modulo p^digits for a multiple x of p^valuation, valuation ≥ 1. */
export const expSeries = (x: bigint, valuation: number, digits: number): bigint =>
  series(exponential, x, valuation, digits);

/** cos(x), likewise. */
export const cosSeries = (x: bigint, valuation: number, digits: number): bigint =>
  series(cosine, (x * x) % primePower(digits), 2 * valuation, digits);

/** sin(x), likewise. */
export const sinSeries = (x: bigint, valuation: number, digits: number): bigint =>
  (x * series(sine, (x * x) % primePower(digits), 2 * valuation, digits)) % primePower(digits);

/** The logarithm of a unit modulo p^digits: of what is left when its root of unity is taken out (Iwasawa). */
export function logSeries(unit: bigint, digits: number): bigint {
  const modulus = primePower(digits);
  const residue = unit % prime;
  const root = residue === 1n ? 1n : rootOfUnity(powerModulo(residue, prime - 2n, prime), digits);
  return series(logarithm, modulo(unit * root - 1n, modulus), 1, digits);
}

/** Roots of unity that were found lately, by residue: few residues recur, as that of a count of terms. */
const recent = new Map<bigint, { readonly root: bigint; readonly digits: number }>();
const mostRecent = 256;

/** The (p - 1)-th root of unity with a residue, modulo p^digits (the Teichmüller representative). */
export function rootOfUnity(residue: bigint, digits: number): bigint {
  const found = recent.get(residue);
  if (found !== undefined && found.digits >= digits) return found.root % primePower(digits);
  const root = newtonRoot(residue, digits);
  if (recent.size === mostRecent) recent.clear();
  recent.set(residue, { root, digits });
  return root;
}

/** Newton's method for x^(p-1) = 1: where it is 1 + ε for a small ε, x - x ε / (p - 1) has twice as many right digits. */
function newtonRoot(residue: bigint, digits: number): bigint {
  let root = residue;
  for (let known = 1; known < digits; ) {
    known = Math.min(2 * known, digits);
    const modulus = primePower(known);
    const error = powerModulo(root, prime - 1n, modulus) - 1n;
    root = modulo(root - root * error * inverseOfUnit(prime - 1n, known), modulus);
  }
  return root;
}

/** The square root of a unit modulo p^digits that is a square itself, or undefined (Hensel's lemma). */
export function rootOfSquare(unit: bigint, digits: number): bigint | undefined {
  if (!isSquare(unit % prime)) return undefined;
  const root = powerModulo(unit % prime, (half + 1n) / 2n, prime);
  // Newton's method for 1 / √unit needs no division but by 2.
  let inverse = powerModulo(root, prime - 2n, prime);
  for (let known = 1; known < digits; ) {
    known = Math.min(2 * known, digits);
    const modulus = primePower(known);
    const square = (inverse * inverse) % modulus;
    inverse = modulo(inverse * (3n - (unit % modulus) * square) * ((modulus + 1n) / 2n), modulus);
  }
  return (unit * inverse) % primePower(digits);
}
