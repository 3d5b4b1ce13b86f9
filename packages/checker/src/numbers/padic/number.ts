// p-adic numbers as floating-point numbers of base p: a unit times a power of p, with as many digits as are known.
// Every operation knows how many digits of its result are right: a sum loses digits by cancellation, nothing else
// does. Beside the digits runs a float, the shadow: what the same program computes over the real numbers.
import { type MaybeExponent, negativeOf, productOf, reciprocalOf, sumOf, wholeExponent } from "./exponent.ts";
import { inverseOfUnit, modulo, prime, primePower } from "./prime.ts";
import { joined, multiplied, type Twist } from "./twist.ts";

/** A p-adic number: unit * p^valuation + O(p^(valuation + digits)). */
export interface PAdic {
  /** Below p^digits and not divisible by p; 0 where no digit is known. */
  readonly unit: bigint;
  /** Infinity for 0 itself; where no digit is known, the number is a multiple of p^valuation. */
  readonly valuation: number;
  /** The number of significant digits that are known. */
  readonly digits: number;
  /** The number as the real program has it: branches are taken by it. */
  readonly shadow: number;
  /** True where the number is its shadow, a whole number. */
  readonly whole: boolean;
  /** What takes the number's place in the exponent of a root of unity; none after exp, log, sin, cos, √. */
  readonly exponent: MaybeExponent;
  /** What a logarithm has left out of the number. */
  readonly twist: Twist | undefined;
  /** Why there is no such number. */
  readonly flaw: string | undefined;
}

const plain = { whole: false, exponent: undefined, twist: undefined, flaw: undefined } as const;

/** 0, exactly. */
export const zero: PAdic = {
  ...plain,
  unit: 0n,
  valuation: Number.POSITIVE_INFINITY,
  digits: 0,
  shadow: 0,
  whole: true,
  exponent: wholeExponent(0n),
};

/** What stands for an undefined result; a select may drop it. */
export const undefinedNumber = (flaw: string, shadow: number): PAdic => ({
  ...plain,
  unit: 0n,
  valuation: Number.NEGATIVE_INFINITY,
  digits: 0,
  shadow,
  flaw,
});

/** n * p^valuation, where n is known modulo p^digits. */
export function normalised(n: bigint, valuation: number, digits: number, shadow: number): PAdic {
  let [unit, at, known] = [modulo(n, primePower(digits)), valuation, digits];
  while (known > 0 && unit % prime === 0n) {
    unit /= prime;
    at++;
    known--;
  }
  return { ...plain, unit, valuation: at, digits: known, shadow };
}

/** numerator / denominator with a number of digits. */
export function fraction(numerator: bigint, denominator: bigint, digits: number): PAdic {
  if (numerator === 0n) return zero;
  const shadow = Number(numerator) / Number(denominator);
  const over = normalised(denominator, 0, digits, 1);
  const quotient = div(normalised(numerator, 0, digits, shadow), over);
  return {
    ...quotient,
    shadow,
    whole: denominator === 1n && Number.isSafeInteger(shadow),
    exponent: productOf(wholeExponent(numerator), reciprocalOf(wholeExponent(denominator))),
  };
}

/** The power of p up to which the number is known. */
export const knownTo = (a: PAdic): number => a.valuation + a.digits;

/** Whether the number is 0 as far as it is known. */
export const vanishes = (a: PAdic): boolean => a.digits === 0 && a.flaw === undefined;

const isZero = (a: PAdic): boolean => a.valuation === Number.POSITIVE_INFINITY;

/** a + b. */
export function add(a: PAdic, b: PAdic): PAdic {
  const shadow = a.shadow + b.shadow;
  const flaw = a.flaw ?? b.flaw;
  if (flaw !== undefined) return undefinedNumber(flaw, shadow);
  if (isZero(a)) return b;
  if (isZero(b)) return a;
  const whole = a.whole && b.whole && Number.isSafeInteger(shadow);
  if (whole && shadow === 0) return zero;
  const known = Math.min(knownTo(a), knownTo(b));
  const low = Math.min(a.valuation, b.valuation, known);
  const total = shifted(a, low, known) + shifted(b, low, known);
  return {
    ...normalised(total, low, known - low, shadow),
    whole,
    exponent: sumOf(a.exponent, b.exponent),
    twist: joined(a.twist, b.twist),
  };
}

/** The number over p^low, as far as it counts modulo p^known. */
const shifted = (a: PAdic, low: number, known: number): bigint =>
  a.valuation >= known ? 0n : a.unit * primePower(a.valuation - low);

/** -a. */
export function neg(a: PAdic): PAdic {
  if (isZero(a)) return a;
  return {
    ...a,
    unit: a.digits === 0 ? 0n : primePower(a.digits) - a.unit,
    shadow: -a.shadow,
    exponent: negativeOf(a.exponent),
    twist: a.twist && multiplied(a.twist, -1, wholeExponent(-1n)),
  };
}

/** a - b. */
export const sub = (a: PAdic, b: PAdic): PAdic => add(a, neg(b));

/** a b. */
export function mul(a: PAdic, b: PAdic): PAdic {
  const shadow = a.shadow * b.shadow;
  const flaw = a.flaw ?? b.flaw;
  if (flaw !== undefined) return undefinedNumber(flaw, shadow);
  if (isZero(a) || isZero(b)) return zero;
  const digits = Math.min(a.digits, b.digits);
  return {
    unit: (a.unit * b.unit) % primePower(digits),
    valuation: a.valuation + b.valuation,
    digits,
    shadow,
    whole: a.whole && b.whole && Number.isSafeInteger(shadow),
    exponent: productOf(a.exponent, b.exponent),
    twist: twistOfProduct(a, b),
    flaw: undefined,
  };
}

/** a / b; undefined where b is 0 as far as it is known. */
export function div(a: PAdic, b: PAdic): PAdic {
  const shadow = a.shadow / b.shadow;
  const flaw = a.flaw ?? b.flaw ?? (b.digits === 0 ? "a division by 0" : undefined);
  if (flaw !== undefined) return undefinedNumber(flaw, shadow);
  if (isZero(a)) return zero;
  const digits = Math.min(a.digits, b.digits);
  const reciprocal = (a.exponent ?? a.twist) && reciprocalOf(b.exponent);
  return {
    unit: (a.unit * inverseOfUnit(b.unit, digits)) % primePower(digits),
    valuation: a.valuation - b.valuation,
    digits,
    shadow,
    whole: false,
    exponent: productOf(a.exponent, reciprocal),
    twist: a.twist && multiplied(a.twist, b.whole && b.shadow === 1 ? 1 : undefined, reciprocal),
    flaw: undefined,
  };
}

function twistOfProduct(a: PAdic, b: PAdic): Twist | undefined {
  if (a.twist === undefined && b.twist === undefined) return undefined;
  if (a.twist !== undefined && b.twist !== undefined) return "lost";
  const [twisted, factor] = a.twist === undefined ? [b, a] : [a, b];
  return multiplied(twisted.twist as Twist, factor.whole ? factor.shadow : undefined, factor.exponent);
}

/** Σ a b over `length` pairs: the products are added before they are reduced. */
export function dot(
  a: ArrayLike<PAdic>,
  startA: number,
  strideA: number,
  b: ArrayLike<PAdic>,
  startB: number,
  strideB: number,
  length: number,
): PAdic {
  let [known, low] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [shadow, whole] = [0, true];
  let exponent: MaybeExponent = zero.exponent;
  for (let i = 0, p = startA, q = startB; i < length; i++, p += strideA, q += strideB) {
    const [x, y] = [a[p] as PAdic, b[q] as PAdic];
    if (x.twist ?? y.twist ?? x.flaw ?? y.flaw)
      return plainDot(a, startA, strideA, b, startB, strideB, length);
    const valuation = x.valuation + y.valuation;
    low = Math.min(low, valuation);
    known = Math.min(known, valuation + Math.min(x.digits, y.digits));
    shadow += x.shadow * y.shadow;
    whole &&= x.whole && y.whole && Number.isSafeInteger(shadow);
    exponent &&= sumOf(exponent, productOf(x.exponent, y.exponent));
  }
  if (known === Number.POSITIVE_INFINITY || (whole && shadow === 0)) return zero;
  let total = 0n;
  for (let i = 0, p = startA, q = startB; i < length; i++, p += strideA, q += strideB) {
    const [x, y] = [a[p] as PAdic, b[q] as PAdic];
    const shift = x.valuation + y.valuation - low;
    if (shift >= known - low) continue;
    const product = x.unit * y.unit;
    total += shift === 0 ? product : product * primePower(shift);
  }
  const sum = normalised(total, low, known - low, shadow);
  return { ...sum, whole, exponent };
}

function plainDot(
  a: ArrayLike<PAdic>,
  startA: number,
  strideA: number,
  b: ArrayLike<PAdic>,
  startB: number,
  strideB: number,
  length: number,
): PAdic {
  let total = zero;
  for (let i = 0; i < length; i++)
    total = add(total, mul(a[startA + i * strideA] as PAdic, b[startB + i * strideB] as PAdic));
  return total;
}
