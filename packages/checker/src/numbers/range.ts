// Ranges: of every number it is known between which of -∞, -1, 0, 1 and ∞ it lies, and whether it may be one of these
// ends. So much is known exactly: nothing is rounded, and a range that is too narrow cannot come about.
//
// A range speaks of a number where it has a value: of a quotient where the divisor is not 0, of a logarithm where its
// argument is positive. One range object stands for one number, as one interval does; a sum of numbers that are not
// negative remembers them, as each of them is at most a share of it. What may be no number at all is poison (NaN).
import { type NumberSystem, numberSystem, type Relation } from "@cadena/graph/extend";
import { type Ternary, ternary } from "./ternary.ts";

/** A number that lies somewhere between two cuts. */
export interface Range {
  readonly low: number;
  readonly high: number;
  /** Whether it may be equal to an end. */
  readonly hasLow: boolean;
  readonly hasHigh: boolean;
  /** The numbers, none of them negative, that it is the sum of. */
  readonly terms?: readonly Range[];
}

/** A sum of more than these is a number like others. */
const most = 200;

const cuts = [-Infinity, -1, 0, 1, Infinity] as const;

/** The range from one number to another, widened to the next cuts. */
function range(low: number, hasLow: boolean, high: number, hasHigh: boolean): Range {
  const down = cuts.findLast((cut) => cut <= low) ?? Number.NaN;
  const up = cuts.find((cut) => cut >= high) ?? Number.NaN;
  return {
    low: down,
    high: up,
    hasLow: hasLow && down === low && low !== -Infinity,
    hasHigh: hasHigh && up === high && high !== Infinity,
  };
}

/** A number of which nothing is known: another one at every call. */
export const anything = (): Range => range(-Infinity, false, Infinity, false);

const closed = (low: number, high = low): Range => range(low, true, high, true);
const zero = closed(0);
const one = closed(1);
const minusOne = closed(-1);
const poison = closed(Number.NaN);

const isPoison = ({ low, high }: Range): boolean => Number.isNaN(low) || Number.isNaN(high);
const is = (a: Range, x: number): boolean => a.low === x && a.high === x;
const isBelow = (a: Range, b: Range): boolean =>
  a.high < b.low || (a.high === b.low && !(a.hasHigh && b.hasLow));

/** Whether a number is above 0 wherever it has a value. */
export const isPositive = (a: Range): boolean => isBelow(zero, a);

/** Whether it is below 1 besides. */
export const isShare = (a: Range): boolean => isPositive(a) && isBelow(a, one);

/** The same ends for another number. */
const renewed = ({ low, hasLow, high, hasHigh }: Range): Range => range(low, hasLow, high, hasHigh);

/** What a function that grows makes of the ends. */
const growing =
  (f: (x: number) => number) =>
  ({ low, hasLow, high, hasHigh }: Range): Range =>
    range(f(low), hasLow, f(high), hasHigh);

/** A number where it is at least another one; it has no value elsewhere. */
function from(least: number, hasLeast: boolean, a: Range): Range {
  if (a.low > least || (a.low === least && (hasLeast || !a.hasLow))) return a;
  const isNowhere = a.high < least || (a.high === least && !(hasLeast && a.hasHigh));
  return isNowhere ? poison : range(least, hasLeast, a.high, a.hasHigh);
}

function negated(a: Range): Range {
  return is(a, 0) ? zero : range(0 - a.high, a.hasHigh, 0 - a.low, a.hasLow);
}

function sum(a: Range, b: Range): Range {
  if (is(a, 0)) return b;
  if (is(b, 0)) return a;
  const total = range(a.low + b.low, a.hasLow && b.hasLow, a.high + b.high, a.hasHigh && b.hasHigh);
  if (!(a.low >= 0 && b.low >= 0)) return total;
  const terms = [...termsOf(a), ...termsOf(b)];
  return terms.length > most ? total : { ...total, terms };
}

const difference = (a: Range, b: Range): Range => (a === b && !isPoison(a) ? zero : sum(a, negated(b)));

/** An end of a product: 0 times an end that is out of reach is 0. */
const corner = (x: number, hasX: boolean, y: number, hasY: boolean): readonly [at: number, has: boolean] => [
  x === 0 || y === 0 ? 0 : x * y,
  (hasX && hasY) || (x === 0 && hasX) || (y === 0 && hasY),
];

function product(a: Range, b: Range): Range {
  if (isPoison(a) || isPoison(b)) return poison;
  if (a === b) return power(a, 2);
  if (is(a, 1)) return b;
  if (is(b, 1)) return a;
  const corners = [
    corner(a.low, a.hasLow, b.low, b.hasLow),
    corner(a.low, a.hasLow, b.high, b.hasHigh),
    corner(a.high, a.hasHigh, b.low, b.hasLow),
    corner(a.high, a.hasHigh, b.high, b.hasHigh),
  ];
  const low = Math.min(...corners.map(([at]) => at));
  const high = Math.max(...corners.map(([at]) => at));
  const has = (end: number): boolean => corners.some(([at, isThere]) => at === end && isThere);
  return range(low, has(low), high, has(high));
}

/** 1 / a, where a is not 0. */
function reciprocal(a: Range): Range {
  if (is(a, 0)) return poison;
  if (a.low >= 0) return range(1 / a.high, a.hasHigh, 1 / a.low, a.hasLow);
  if (a.high <= 0) return negated(reciprocal(negated(a)));
  return isPoison(a) ? poison : anything();
}

function quotient(a: Range, b: Range): Range {
  if (a === b && !isPoison(a)) return one;
  const rest = restOf(b, a);
  if (rest === undefined) return is(b, 1) ? a : product(a, reciprocal(b));
  return range(0, !isPositive(a), 1, !rest.some(isPositive));
}

/** What is left of a sum of numbers that are not negative when some of its terms are taken away; undefined where they are no terms. */
function restOf(total: Range, part: Range): readonly Range[] | undefined {
  const left = [...termsOf(total)];
  for (const term of termsOf(part)) {
    const place = left.indexOf(term);
    if (place < 0) return undefined;
    left.splice(place, 1);
  }
  return left;
}

const termsOf = (a: Range): readonly Range[] => a.terms ?? [a];

/** A power of numbers from 0 on has 0 and 1 where they have them, and so has an odd power of all numbers. */
function power(a: Range, exponent: number): Range {
  if (exponent < 0) return reciprocal(power(a, -exponent));
  if (exponent === 0) return isPoison(a) ? poison : one;
  if (exponent === 1) return a;
  if (!Number.isInteger(exponent)) return renewed(from(0, true, a));
  return renewed(exponent % 2 === 0 ? absolute(a) : a);
}

/** Of a base that may be negative nothing is known. */
function raised(a: Range, b: Range): Range {
  if (is(b, 0) && !isPoison(a)) return one;
  if (isPositive(a)) return exponential(product(b, logarithm(a)));
  if (isPoison(a) || isPoison(b)) return poison;
  return a.low >= 0 ? range(0, true, Infinity, false) : anything();
}

const exponential = growing(Math.exp);
const logarithm = (a: Range): Range => growing(Math.log)(from(0, false, a));

function larger(a: Range, b: Range): Range {
  if (compare(a, ">=", b)) return a;
  if (compare(b, ">=", a)) return b;
  const [low, high] = [Math.max(a.low, b.low), Math.max(a.high, b.high)];
  const hasLow = (a.hasLow || a.low < low) && (b.hasLow || b.low < low);
  return range(low, hasLow, high, (a.hasHigh && a.high === high) || (b.hasHigh && b.high === high));
}

function smaller(a: Range, b: Range): Range {
  if (compare(a, "<=", b)) return a;
  return compare(b, "<=", a) ? b : negated(larger(negated(a), negated(b)));
}

const absolute = (a: Range): Range => from(0, true, larger(a, negated(a)));

/** The smallest range around both. */
function hull(a: Range, b: Range): Range {
  const [low, high] = [Math.min(a.low, b.low), Math.max(a.high, b.high)];
  const hasLow = (a.hasLow && a.low === low) || (b.hasLow && b.low === low);
  return range(low, hasLow, high, (a.hasHigh && a.high === high) || (b.hasHigh && b.high === high));
}

function compare(a: Range, relation: Relation, b: Range): Ternary {
  if (isPoison(a) || isPoison(b)) return undefined;
  const isSame = a === b || (a.low === a.high && is(b, a.low));
  switch (relation) {
    case "<":
      return isBelow(a, b) ? true : isSame || a.low >= b.high ? false : undefined;
    case "<=":
      return isSame || a.high <= b.low ? true : isBelow(b, a) ? false : undefined;
    case "==":
      return isSame ? true : isBelow(a, b) || isBelow(b, a) ? false : undefined;
    case "!=":
      return ternary.not(compare(a, "==", b));
    case ">":
      return compare(b, "<", a);
    case ">=":
      return compare(b, "<=", a);
  }
}

const circular = (a: Range): Range => (isPoison(a) ? poison : closed(-1, 1));

/**
 * Numbers between the cuts -∞, -1, 0, 1 and ∞. A comparison that the cuts do not tell is undecided, and choosing by it
 * gives the range around both. A function over floats may give anything, and so may an infinite constant.
 */
export const ranges: NumberSystem<Range, Ternary> = numberSystem<Range, Ternary>(
  {
    name: "ranges",
    isFloat: false,
    zero,
    one,
    constant: (x) => (x === 0 ? zero : x === 1 ? one : Number.isFinite(x) ? closed(x) : poison),
    add: sum,
    sub: difference,
    mul: product,
    div: quotient,
    neg: negated,
    exp: exponential,
    log: logarithm,
    sqrt: (a) => power(a, 0.5),
    sin: circular,
    cos: circular,
    compare,
    select: (condition, a, b) => {
      if (condition === undefined) return a === b ? a : hull(a, b);
      return condition ? a : b;
    },
    ...ternary,
    toNumber: ({ low, high }) => Math.max(low, Math.min(high, 0)),
    atom: anything,
    reals: (length) => new Array<Range>(length),
  },
  {
    abs: absolute,
    sign: (a) => {
      if (isBelow(zero, a)) return one;
      if (isBelow(a, zero)) return minusOne;
      return closed(Math.sign(a.low), Math.sign(a.high));
    },
    max: larger,
    min: smaller,
    power,
    pow: raised,
    log1p: (a) => growing(Math.log1p)(from(-1, false, a)),
    expm1: growing(Math.expm1),
    tanh: growing(Math.tanh),
    sigmoid: growing((x) => 1 / (1 + Math.exp(-x))),
    softplus: growing((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  },
);
