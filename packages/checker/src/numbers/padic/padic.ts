// The p-adic numbers as a number system, with one of two exponentials.
//
// "formal": exp(x) stands for E(x) = exp_p(p x) and log for log_p / p. E takes sums to products on all p-adic
// integers and its values are p-adic integers, so that it nests to any depth: what follows from the laws of exp, log
// and arithmetic holds to all digits. It does not differentiate to itself, so only formulas are compared, not slopes.
// "true": exp, log, sin and cos are their power series. exp, sin and cos need a multiple of p; then functions are
// analytic, with the derivatives of calculus.
//
// What to know: log is log |.|, and the twist beside it holds the sign; with K digits a function and its Taylor polynomial
// modulo p^K are equal, so that K has to grow with the nesting (`digitsFor`); π and numbers that no power series
// reaches are generic numbers, without sin π = 0.
import { DomainError, float64 } from "@cadena/graph";
import { exact, type NumberSystem, numberSystem, type Relation } from "@cadena/graph/extend";
import { draws } from "../../points/random.ts";
import { interval } from "../interval.ts";
import type { Ternary } from "../ternary.ts";
import {
  add,
  div,
  dot,
  fraction,
  knownTo,
  mul,
  neg,
  normalised,
  type PAdic,
  sub,
  undefinedNumber,
  vanishes,
  zero,
} from "./number.ts";
import { prime, primePower } from "./prime.ts";
import { genericUnit } from "./sample.ts";
import { cosSeries, expSeries, logSeries, rootOfSquare, rootOfUnity, sinSeries } from "./series.ts";
import { twistOf } from "./twist.ts";

/** Which functions exp, log, sin and cos stand for. */
export type PAdicMode = "formal" | "true";

/** A system of p-adic numbers. */
export interface PAdicSystem extends NumberSystem<PAdic, Ternary> {
  readonly mode: PAdicMode;
  /** The number of significant digits of a constant; no number has more. */
  readonly digits: number;
}

/**
 * How many digits tell functions apart that nest exponentials to a depth: a function whose value is a multiple of
 * p is small, and its high powers vanish.
 * @example
 * digitsFor(2) //=> 16
 */
export const digitsFor = (depth: number): number => 8 + 4 * depth;

/**
 * The p-adic numbers for the prime 2^61 - 636873, with a float beside each number that decides the branches. A branch
 * on numbers that are equal as floats and different as p-adic numbers is undecided. An operation that has no result
 * gives an undefined number, which says why, and which a decided select may drop.
 * @param digits how many digits of base p a constant has, at least 2
 * @throws DomainError for fewer digits
 * @example
 * const n = pAdic("formal", 8);
 * const x = n.constant(0.3);
 * agreement(n.exp(n.log(x)), x).answer //=> equal
 */
export function pAdic(mode: PAdicMode, digits: number): PAdicSystem {
  if (!Number.isSafeInteger(digits) || digits < 2)
    throw new DomainError(`pAdic: at least 2 digits are needed, got ${digits}`);
  /** How many powers of p the argument of exp is multiplied by. */
  const lift = mode === "formal" ? 1 : 0;

  /** A function by its series, of a multiple of p that is not 0 itself. */
  const bySeries =
    (
      name: "exp" | "sin" | "cos",
      f: (x: bigint, valuation: number, digits: number) => bigint,
      atZero: number,
      valuationOf: (valuation: number) => number,
    ) =>
    (a: PAdic): PAdic => {
      const shadow = float64[name](a.shadow);
      if (a.flaw !== undefined) return undefinedNumber(a.flaw, shadow);
      if (a === zero || a.valuation === Number.POSITIVE_INFINITY) return fraction(BigInt(atZero), 1n, digits);
      const valuation = a.valuation + lift;
      if (valuation < 1) return undefinedNumber(`${name} of a number that is no multiple of p`, shadow);
      const known = Math.min(knownTo(a) + lift, digits + valuationOf(valuation));
      const x = valuation >= known ? 0n : a.unit * primePower(valuation);
      return normalised(f(x % primePower(known), valuation, known), 0, known, shadow);
    };

  const plainExp = bySeries("exp", expSeries, 1, () => 0);
  const n: NumberSystem<PAdic, Ternary> = numberSystem<PAdic, Ternary>({
    name: `${mode} p-adic numbers`,
    isFloat: false,
    zero,
    one: fraction(1n, 1n, digits),
    constant: (value) => constants.get(value) ?? remembered(value),
    add,
    sub,
    mul,
    div,
    neg,
    exp: (a) => {
      if (a.flaw === infinite && a.shadow === Number.NEGATIVE_INFINITY) return zero;
      const power = plainExp(a);
      if (a.twist === undefined || power.flaw !== undefined) return power;
      if (a.twist === "lost")
        return undefinedNumber("exp of a logarithm times a number that is not rational", power.shadow);
      const { residue, valuation } = a.twist;
      const root = rootOfUnity(residue, power.digits);
      return {
        ...power,
        unit: (power.unit * root) % primePower(power.digits),
        valuation: power.valuation + valuation,
      };
    },
    log: (a) => {
      const shadow = Math.log(a.shadow);
      const flaw = a.flaw ?? (vanishes(a) ? "log of 0" : undefined);
      if (flaw !== undefined) return undefinedNumber(flaw, shadow);
      if (a.whole && a.shadow === 1) return zero;
      const series = normalised(logSeries(a.unit, a.digits), 0, a.digits, shadow);
      return { ...series, valuation: series.valuation - lift, twist: twistOf(a.unit % prime, a.valuation) };
    },
    sqrt: (a) => {
      const shadow = Math.sqrt(a.shadow);
      if (a.valuation === Number.POSITIVE_INFINITY) return zero;
      const flaw = a.flaw ?? (vanishes(a) ? "√ of a number that may be 0" : undefined);
      if (flaw !== undefined) return undefinedNumber(flaw, shadow);
      const root = a.valuation % 2 === 0 ? rootOfSquare(a.unit, a.digits) : undefined;
      if (root === undefined) return undefinedNumber("√ of a number that is no square", shadow);
      return {
        ...normalised(root, a.valuation / 2, a.digits, shadow),
        whole: a.whole && Number.isInteger(shadow),
      };
    },
    sin: bySeries("sin", sinSeries, 0, (valuation) => valuation),
    cos: bySeries("cos", cosSeries, 1, () => 0),
    compare,
    select: (condition, a, b) => {
      if (condition !== undefined) return condition ? a : b;
      return same(a, b)
        ? a
        : undefinedNumber("a branch on two numbers that are equal as floats alone", Number.NaN);
    },
    truth: interval.truth,
    and: interval.and,
    or: interval.or,
    not: interval.not,
    decide: interval.decide,
    toNumber: (a) => a.shadow,
    reals: (length) => new Array<PAdic>(length),
    booleans: interval.booleans,
  });

  const constants = new Map<number, PAdic>();
  const remembered = (value: number): PAdic => {
    const made = constantOf(value);
    constants.set(value, made);
    return made;
  };
  const constantOf = (value: number): PAdic => {
    if (!Number.isFinite(value)) return undefinedNumber(infinite, value);
    const { numerator, denominator, times } = exact(value);
    const rational = fraction(numerator, denominator, digits);
    if (times === undefined) return { ...rational, shadow: value };
    const e = times === "e" && mode === "formal";
    const named = e ? n.exp(n.one) : genericUnit(draws(times.charCodeAt(0)), digits);
    return { ...n.mul(rational, named), shadow: value };
  };

  /** A function by its definition, but with a shadow that does not overflow. */
  const steady =
    (name: "tanh" | "sigmoid" | "softplus" | "expm1" | "log1p") =>
    (a: PAdic): PAdic => {
      const result = n[name](a);
      return result.whole ? result : { ...result, shadow: float64[name](a.shadow) };
    };

  return {
    ...n,
    mode,
    digits,
    dot,
    tanh: steady("tanh"),
    sigmoid: steady("sigmoid"),
    softplus: steady("softplus"),
    expm1: steady("expm1"),
    log1p: steady("log1p"),
  };
}

/** The flaw of ∞ and -∞, which are no p-adic numbers; but e^-∞ is 0. */
const infinite = "an infinite constant";

/** Floats closer than this to each other, against numbers of the size of 1, may be one number. */
const near = 1e-9;
/** Floats closer than this, against their own size, may be in the wrong order by rounding. */
const indistinct = 1e-12;

/** -1, 0 or 1 as a < b, a = b or a > b; undefined where the shadows do not tell. */
function order(a: PAdic, b: PAdic): number | undefined {
  const [x, y] = [a.shadow, b.shadow];
  if (Number.isNaN(x) || Number.isNaN(y)) return undefined;
  const sign = x < y ? -1 : x > y ? 1 : 0;
  const size = Math.max(Math.abs(x), Math.abs(y));
  if (!(Math.abs(x - y) <= near * Math.max(1, size))) return sign;
  if (same(a, b)) return 0;
  return Math.abs(x - y) > indistinct * size ? sign : undefined;
}

/** Whether two numbers are equal as far as both are known, and known well enough to say so. */
function same(a: PAdic, b: PAdic): boolean {
  if (a === b) return true;
  const difference = sub(a, b);
  return vanishes(difference) && difference.valuation - Math.min(a.valuation, b.valuation, 0) >= 2;
}

function compare(a: PAdic, relation: Relation, b: PAdic): Ternary {
  const sign = order(a, b);
  if (sign === undefined) return undefined;
  return float64.compare(sign, relation, 0) === 1;
}
