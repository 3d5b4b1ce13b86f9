// Intervals: every number is enclosed between two floats, and every operation rounds outwards. Two enclosures that
// are disjoint belong to two different numbers; that is a proof, without any tolerance.
//
// One interval object stands for one number: an object compared with itself is equal, whatever its width. Where an
// operation is not defined, its result is poison (NaN), which a decided select drops.
import { type NumberSystem, numberSystem, type Relation } from "@cadena/graph/extend";
import { cosineRange, sineRange } from "./circular.ts";
import { above, below, farAbove, farBelow, sumAbove, sumBelow } from "./rounding.ts";
import { type Ternary, ternary } from "./ternary.ts";

/** A number somewhere between two floats. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The interval of exactly one float. */
export const point = (x: number): Interval => ({ low: x, high: x });

/** The float in the middle. */
export const middle = ({ low, high }: Interval): number => (low === high ? low : low + (high / 2 - low / 2));

const zero = point(0);
const one = point(1);
const minusOne = point(-1);
const poison = point(Number.NaN);

const isPoison = ({ low, high }: Interval): boolean => Number.isNaN(low + high) && !(low === -high);
const is = (a: Interval, x: number): boolean => a.low === x && a.high === x;

/**
 * Floats below 2^53 with at most 20 binary digits after the point are exact; others stand for a decimal close by.
 * An infinite constant is no real number, and nothing is known of what is computed with it.
 */
function enclose(x: number): Interval {
  if (!Number.isFinite(x)) return poison;
  const isExact = Math.abs(x) <= 2 ** 53 && Number.isInteger(x * 2 ** 20);
  return isExact ? point(x) : { low: below(x), high: above(x) };
}

/** The smallest interval around both. */
function hull(a: Interval, b: Interval): Interval {
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}

/** Rounded outwards, but not beyond 0 where the signs of the operands tell the sign of the result. */
function signed(sign: number, low: number, high: number): Interval {
  const [down, up] = [below(low), above(high)];
  return { low: sign > 0 ? Math.max(0, down) : down, high: sign < 0 ? Math.min(0, up) : up };
}

const signOf = ({ low, high }: Interval): number => (low >= 0 ? 1 : high <= 0 ? -1 : 0);

/** 0 times an unbounded end is 0: the number itself is finite. */
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b);

function product(a: Interval, b: Interval): Interval {
  if (isPoison(a) || isPoison(b)) return poison;
  if (a === b) return power(a, 2);
  if (is(a, 0) || is(b, 0)) return zero;
  if (is(a, 1)) return b;
  if (is(b, 1)) return a;
  const ends = [
    times(a.low, b.low),
    times(a.low, b.high),
    times(a.high, b.low),
    times(a.high, b.high),
  ] as const;
  return signed(signOf(a) * signOf(b), Math.min(...ends), Math.max(...ends));
}

function quotient(a: Interval, b: Interval): Interval {
  if (isPoison(a) || isPoison(b) || (b.low <= 0 && b.high >= 0)) return poison;
  if (a === b) return one;
  if (is(a, 0)) return zero;
  if (is(b, 1)) return a;
  const ends = [a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high] as const;
  return signed(signOf(a) * signOf(b), Math.min(...ends), Math.max(...ends));
}

function negated(a: Interval): Interval {
  return is(a, 0) ? zero : { low: -a.high, high: -a.low };
}

/** A number of at least 0, multiplied up by squaring; monotone, so that the ends stay tight. */
function positivePower(base: Interval, exponent: number): Interval {
  let [result, square] = [one, base];
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = result === one ? square : upwards(result, square);
    if (rest > 1) square = upwards(square, square);
  }
  return result;
}

const upwards = (a: Interval, b: Interval): Interval =>
  is(a, 1) ? b : signed(1, times(a.low, b.low), times(a.high, b.high));

function power(a: Interval, exponent: number): Interval {
  if (!Number.isInteger(exponent)) return fractionalPower(a, exponent);
  if (exponent < 0) return quotient(one, power(a, -exponent));
  if (exponent === 0) return one;
  if (exponent === 1 || is(a, 0)) return a;
  if (exponent % 2 === 0 || a.low >= 0) return positivePower(absolute(a), exponent);
  const down = positivePower({ low: Math.max(0, -a.high), high: -a.low }, exponent);
  if (a.high <= 0) return negated(down);
  return { low: -down.high, high: positivePower({ low: 0, high: a.high }, exponent).high };
}

function fractionalPower(a: Interval, exponent: number): Interval {
  if (exponent % 1 !== 0.5 || exponent < 0) return raised(a, enclose(exponent));
  return product(interval.sqrt(a), power(a, Math.floor(exponent)));
}

function absolute(a: Interval): Interval {
  if (a.low >= 0) return a;
  if (a.high <= 0) return negated(a);
  return { low: Number.isNaN(a.low) ? a.low : 0, high: Math.max(-a.low, a.high) };
}

/** A function that grows: its values at the ends, widened by what Math may be wrong by; within its own bounds. */
function growing(f: (x: number) => number, least = -Infinity, most = Infinity): (a: Interval) => Interval {
  return (a) => ({
    low: Math.max(least, farBelow(f(a.low), 4)),
    high: Math.min(most, farAbove(f(a.high), 4)),
  });
}

const logarithm = growing(Math.log);
const logarithmOf1p = growing(Math.log1p);

function squareRoot(a: Interval): Interval {
  if (!(a.low >= 0)) return poison;
  const [low, high] = [Math.sqrt(a.low), Math.sqrt(a.high)];
  return {
    low: isRoot(low, a.low) ? low : Math.max(0, below(low)),
    high: isRoot(high, a.high) ? high : above(high),
  };
}

/** Whether a float is a whole root exactly; the square of a larger one would be rounded. */
const isRoot = (root: number, of: number): boolean =>
  root <= 2 ** 26 && Number.isInteger(root) && root * root === of;

/** 0 to a negative power is undefined, to another one as everywhere. */
function raised(a: Interval, b: Interval): Interval {
  if (is(b, 0)) return one;
  if (is(a, 0)) return b.low > 0 ? zero : poison;
  return interval.exp(product(b, interval.log(a)));
}

function compare(a: Interval, relation: Relation, b: Interval): Ternary {
  if (isPoison(a) || isPoison(b)) return undefined;
  const same = a === b || (a.low === a.high && is(b, a.low));
  switch (relation) {
    case "<":
      return same ? false : a.high < b.low ? true : a.low >= b.high ? false : undefined;
    case "<=":
      return same || a.high <= b.low ? true : a.low > b.high ? false : undefined;
    case "==":
      return same ? true : a.high < b.low || a.low > b.high ? false : undefined;
    case "!=":
      return ternary.not(compare(a, "==", b));
    case ">":
      return compare(b, "<", a);
    case ">=":
      return compare(b, "<=", a);
  }
}

/**
 * Intervals with outward rounding: one unit in the last place for + - * / and roots, four for what Math does not
 * promise to round correctly. A comparison of overlapping intervals is undecided, and choosing by it gives the hull.
 * @example
 * const third = interval.div(interval.constant(1), interval.constant(3));
 * interval.decide(interval.compare(interval.mul(third, interval.constant(3)), "<", interval.constant(1.5))) //=> true
 */
export const interval: NumberSystem<Interval, Ternary> = numberSystem<Interval, Ternary>(
  {
    name: "intervals",
    isFloat: false,
    zero,
    one,
    constant: enclose,
    add: (a, b) =>
      is(a, 0) ? b : is(b, 0) ? a : { low: sumBelow(a.low, b.low), high: sumAbove(a.high, b.high) },
    sub: (a, b) => {
      if (a === b && !isPoison(a)) return zero;
      return is(b, 0) ? a : { low: sumBelow(a.low, -b.high), high: sumAbove(a.high, -b.low) };
    },
    mul: product,
    div: quotient,
    neg: negated,
    exp: growing(Math.exp, 0),
    log: (a) => (a.low > 0 ? logarithm(a) : poison),
    sqrt: squareRoot,
    sin: sineRange,
    cos: cosineRange,
    compare,
    select: (condition, a, b) => {
      if (condition === undefined) return a === b ? a : hull(a, b);
      return condition ? a : b;
    },
    ...ternary,
    toNumber: middle,
    reals: (length) => new Array<Interval>(length),
  },
  {
    abs: absolute,
    sign: (a) => {
      if (a.low > 0) return one;
      if (a.high < 0) return minusOne;
      return is(a, 0) ? zero : { low: Math.sign(a.low), high: Math.sign(a.high) };
    },
    max: (a, b) => {
      if (a.low >= b.high) return a;
      return b.low >= a.high ? b : { low: Math.max(a.low, b.low), high: Math.max(a.high, b.high) };
    },
    min: (a, b) => {
      if (a.high <= b.low) return a;
      return b.high <= a.low ? b : { low: Math.min(a.low, b.low), high: Math.min(a.high, b.high) };
    },
    power,
    pow: raised,
    log1p: (a) => (a.low > -1 ? logarithmOf1p(a) : poison),
    expm1: growing(Math.expm1, -1),
    tanh: growing(Math.tanh, -1, 1),
    // Each form is accurate to a few units in the last place on its side of 0.
    sigmoid: growing((x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))), 0, 1),
    softplus: growing((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), 0),
  },
);
