// What an engine may compute: each number is a ball around the float64 interpreter's value that holds whatever an
// engine gets in its precision (running error analysis: Higham, Accuracy and Stability of Numerical Algorithms, 3.3).
// No tolerance is invented. Sums count in any order, with or without fused multiplication (Higham, 3.1 and 4.2).
import type { Precision } from "@cadena/graph";
import { type NumberSystem, numberSystem, type Relation } from "@cadena/graph/extend";
import type { Ball } from "../laws/ball.ts";

/** Undefined where rounding may make it either. */
export type Truth = boolean | undefined;

/** Units in the last place by which a function of an engine may be off, and pow. */
const promised = { functions: 2, pow: 4 };

const half = 2 ** -53;
/** How far the interpreter is off, and how far the ends of a range that is computed in float64. */
const noise = { arithmetic: 3 * half, functions: 16 * half };

const exact = (middle: number): Ball => ({ middle, radius: 0 });
const isExact = ({ radius }: Ball): boolean => radius === 0;
/** Nothing is known about it: it may be NaN in one precision and a number in the other. */
const unknown = (middle: number): Ball => ({ middle, radius: Infinity });
/** Whether nothing is known about a number. */
export const isUnknown = ({ radius }: Ball): boolean => !(radius < Infinity);
const low = ({ middle, radius }: Ball): number => middle - radius;
const high = ({ middle, radius }: Ball): number => middle + radius;
const ends = (a: Ball): number[] => (isExact(a) ? [a.middle] : [low(a), high(a)]);
const straddles0 = (a: Ball): boolean => !isExact(a) && low(a) <= 0 && high(a) >= 0;

/** Balls for an engine that computes with so many bits. */
function balls(unit: number, smallest: number, largest: number): NumberSystem<Ball, Truth> {
  const arithmetic = unit + noise.arithmetic;
  const ulps = (count: number): number => 2 * count * unit + noise.functions;

  const rounded = (middle: number, inherited: number, relative: number): Ball => {
    if (middle === 0 && inherited === 0) return exact(middle);
    const size = Math.abs(middle);
    const radius = (inherited + relative * (size + inherited) + smallest) * (1 + 2 ** -40);
    if (size - radius > largest) return exact(Math.sign(middle) * Infinity);
    return size + radius > largest ? unknown(middle) : { middle, radius };
  };

  /** The value of a function that is monotone in each operand, so that the corners of the box enclose its values. */
  const monotone = (
    f: (...operands: number[]) => number,
    relative: number,
    operands: readonly Ball[],
  ): Ball => {
    const middle = f(...operands.map((a) => a.middle));
    if (operands.some(isUnknown)) return unknown(middle);
    const corners = operands
      .reduce<number[][]>(
        (found, a) => found.flatMap((corner) => ends(a).map((end) => [...corner, end])),
        [[]],
      )
      .map((corner) => f(...corner));
    if (Number.isFinite(middle) && corners.every(Number.isFinite)) {
      return rounded(middle, Math.max(...corners.map((corner) => Math.abs(corner - middle))), relative);
    }
    return corners.every((corner) => Object.is(corner, middle)) ? exact(middle) : unknown(middle);
  };
  const unary =
    (f: (x: number) => number, relative = ulps(promised.functions)) =>
    (a: Ball): Ball => {
      const found = monotone(f, relative, [a]);
      // What underflows need not be 0 exactly; what is 0 at 0 is.
      return found.middle === 0 && a.middle !== 0 && isExact(found) ? { middle: 0, radius: smallest } : found;
    };
  /** A function of two numbers, with what it inherits from their radii; by corners where one is not finite. */
  const binary = (
    f: (a: number, b: number) => number,
    inherits: (a: Ball, b: Ball, middle: number) => number,
  ): ((a: Ball, b: Ball) => Ball) => {
    return (a, b) => {
      const middle = f(a.middle, b.middle);
      const inherited = inherits(a, b, middle);
      return Number.isFinite(middle) && inherited < Infinity
        ? rounded(middle, inherited, arithmetic)
        : monotone(f, arithmetic, [a, b]);
    };
  };
  const sum = binary(
    (a, b) => a + b,
    (a, b) => a.radius + b.radius,
  );
  const difference = binary(
    (a, b) => a - b,
    (a, b) => a.radius + b.radius,
  );
  const product = binary(
    (a, b) => a * b,
    (a, b) => Math.abs(a.middle) * b.radius + Math.abs(b.middle) * a.radius + a.radius * b.radius,
  );
  const quotient = binary(
    (a, b) => a / b,
    (a, b, middle) => (a.radius + Math.abs(middle) * b.radius) / (Math.abs(b.middle) - b.radius),
  );
  const wave = (f: (x: number) => number) => (a: Ball) =>
    isUnknown(a) || !Number.isFinite(a.middle)
      ? { ...a, middle: f(a.middle) }
      : rounded(f(a.middle), Math.min(2, a.radius), ulps(promised.functions));

  /** A sum in any order: (n - 1) roundings of at most the sum of all sizes. */
  const total = (terms: readonly Ball[], roundings: number): Ball => {
    let [middle, inherited, size] = [0, 0, 0];
    for (const term of terms) {
      middle += term.middle;
      inherited += term.radius;
      size += Math.abs(term.middle) + term.radius;
    }
    if (terms.some(isUnknown)) return unknown(middle);
    if (!terms.every((term) => Number.isFinite(term.middle))) return exact(middle);
    if (size > largest) return unknown(middle);
    const each = arithmetic + noise.arithmetic;
    return rounded(middle, inherited + ((roundings * each) / (1 - roundings * each)) * size, 0);
  };
  const run = (data: ArrayLike<Ball>, start: number, stride: number, length: number): Ball[] =>
    Array.from({ length }, (_, i) => data[start + i * stride] as Ball);

  const extreme =
    (f: (a: number, b: number) => number, isOver: (a: Ball, b: Ball) => boolean) =>
    (a: Ball, b: Ball): Ball => {
      const middle = f(a.middle, b.middle);
      if (isUnknown(a) || isUnknown(b)) return unknown(middle);
      if (a === b || isOver(a, b)) return a;
      return isOver(b, a) ? b : { middle, radius: Math.max(a.radius, b.radius) };
    };

  const system: NumberSystem<Ball, Truth> = numberSystem<Ball, Truth>(
    {
      name: "balls for engines",
      isFloat: false,
      zero: exact(0),
      one: exact(1),
      constant: (value) => ({
        middle: value,
        radius: Number.isFinite(value) && unit > half ? Math.abs(value - Math.fround(value)) : 0,
      }),
      add: (a, b) => (a.middle === 0 && isExact(a) ? b : sum(a, b)),
      sub: (a, b) => (a === b && Number.isFinite(a.middle) && !isUnknown(a) ? exact(0) : difference(a, b)),
      mul: product,
      div: (a, b) => (straddles0(b) ? unknown(a.middle / b.middle) : quotient(a, b)),
      neg: (a) => ({ ...a, middle: -a.middle }),
      exp: unary(Math.exp),
      log: unary(Math.log),
      sqrt: unary(Math.sqrt, arithmetic),
      sin: wave(Math.sin),
      cos: wave(Math.cos),
      compare,
      select: (condition, a, b) => {
        if (condition !== undefined || a === b) return condition === false ? b : a;
        const [least, most] = [Math.min(low(a), low(b)), Math.max(high(a), high(b))];
        const middle = least + (most - least) / 2;
        return Number.isFinite(middle) ? { middle, radius: most - middle } : unknown(a.middle);
      },
      truth: (value) => value,
      and: (a, b) => (a === false || b === false ? false : a && b),
      or: (a, b) => (a === true || b === true ? true : a === false ? b : undefined),
      not: (a) => (a === undefined ? a : !a),
      decide: (b) => b,
      toNumber: (a) => a.middle,
      reals: (length) => new Array<Ball>(length),
      booleans: (length) => new Array<Truth>(length),
    },
    {
      abs: (a) => ({ ...a, middle: Math.abs(a.middle) }),
      sign: (a) =>
        straddles0(a) || isUnknown(a)
          ? { middle: 0, radius: isUnknown(a) ? Infinity : 1 }
          : exact(Math.sign(a.middle)),
      max: extreme(Math.max, (a, b) => low(a) >= high(b)),
      min: extreme(Math.min, (a, b) => high(a) <= low(b)),
      // A whole power is a product of so many factors, or its reciprocal; a half one has a root beside them.
      power: (a, exponent) => {
        const f = exponent === 0.5 ? Math.sqrt : (x: number): number => x ** exponent;
        if (exponent < 0 && straddles0(a)) return unknown(f(a.middle));
        if (!Number.isInteger(2 * exponent)) return system.pow(a, system.constant(exponent));
        return monotone(f, (Math.abs(exponent) + 2) * arithmetic + noise.functions, [a]);
      },
      pow: (a, b) => {
        const hasNoWhole = Math.ceil(low(b)) > high(b);
        const isSafe = low(a) > 0 || (!straddles0(a) && (isExact(b) || hasNoWhole));
        if (!isSafe) return unknown(a.middle ** b.middle);
        return monotone((x, y) => x ** y, ulps(promised.pow), [a, b]);
      },
      log1p: unary(Math.log1p),
      expm1: unary(Math.expm1),
      tanh: unary(Math.tanh),
      // Where the interpreter's overflows, an engine's need not.
      sigmoid: unary((x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)))),
      softplus: unary((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
      sum: (data, start, stride, length) =>
        length === 1 ? (data[start] as Ball) : total(run(data, start, stride, length), length - 1),
      dot: (a, startA, strideA, b, startB, strideB, length) => {
        const right = run(b, startB, strideB, length);
        return total(
          run(a, startA, strideA, length).map((x, i) => product(x, right[i] as Ball)),
          length,
        );
      },
    },
  );
  return system;
}

/** Certain where the balls are apart, where both are exact, and for a number compared with itself. */
function compare(a: Ball, relation: Relation, b: Ball): Truth {
  const [x, y] = [a.middle, b.middle];
  if (isUnknown(a) || isUnknown(b)) return undefined;
  const isNumber = !Number.isNaN(x) && !Number.isNaN(y);
  const isApart = high(a) < low(b) || low(a) > high(b) || (isExact(a) && isExact(b));
  if (isNumber && !isApart && a !== b) return undefined;
  switch (relation) {
    case "<":
      return x < y;
    case "<=":
      return x <= y;
    case "==":
      return x === y;
    case "!=":
      return x !== y;
    case ">":
      return x > y;
    case ">=":
      return x >= y;
  }
}

/** Whatever an engine may compute in each precision. */
export const computed: Readonly<Record<Precision, NumberSystem<Ball, Truth>>> = {
  float64: balls(2 ** -53, 2 ** -1074, Number.MAX_VALUE),
  float32: balls(2 ** -24, 2 ** -149, 2 ** 128 - 2 ** 104),
};
