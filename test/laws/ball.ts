// Numbers with a running error bound (Higham, Accuracy and Stability of Numerical Algorithms, 3.3): a middle, which
// is what floats of this precision compute up to rounding, and a radius that bounds all rounding since the leaves.
// Two computations of one quantity agree when their balls touch: no tolerance has to be invented.
import { float64 } from "@cadena/graph";
import { type NumberSystem, numberSystem, type Relation } from "@cadena/graph/extend";

/** All numbers within `radius` of `middle`. */
export interface Ball {
  readonly middle: number;
  readonly radius: number;
}

/** How many units in the last place Math.exp, log, sin and cos may be off: V8 promises less than one. */
const units = 2;

function exact(value: number): Ball {
  return { middle: value, radius: 0 };
}

/** Whether two balls have a point in common. */
export function touch(a: Ball, b: Ball): boolean {
  return Math.abs(a.middle - b.middle) <= a.radius + b.radius;
}

const holds = (a: number, relation: Relation, b: number): boolean => float64.compare(a, relation, b) === 1;

/** Balls whose every operation rounds with the unit roundoff `u`: 2^-53 in double, 2^-24 in single precision. */
function balls(u: number): NumberSystem<Ball, boolean> {
  const smallest = u === 2 ** -53 ? 2 ** -1074 : 2 ** -149;
  const rounded = (middle: number, inherited: number, ulps = 1): Ball => ({
    middle,
    radius: inherited * (1 + 4 * u) + ulps * (u * Math.abs(middle) + (middle === 0 ? 0 : smallest)),
  });
  return numberSystem<Ball, boolean>({
    name: "balls",
    isFloat: false,
    zero: exact(0),
    one: exact(1),
    constant: (value) => (u > 2 ** -53 ? rounded(value, 0) : exact(value)),
    add: (a, b) => rounded(a.middle + b.middle, a.radius + b.radius),
    sub: (a, b) => rounded(a.middle - b.middle, a.radius + b.radius),
    mul: (a, b) =>
      rounded(
        a.middle * b.middle,
        Math.abs(a.middle) * b.radius + Math.abs(b.middle) * a.radius + a.radius * b.radius,
      ),
    div: (a, b) => {
      const quotient = a.middle / b.middle;
      return rounded(quotient, (a.radius + Math.abs(quotient) * b.radius) / (Math.abs(b.middle) - b.radius));
    },
    neg: (a) => ({ middle: -a.middle, radius: a.radius }),
    exp: (a) => {
      const e = Math.exp(a.middle);
      return rounded(e, e * Math.expm1(a.radius), units);
    },
    log: (a) => rounded(Math.log(a.middle), -Math.log1p(-a.radius / a.middle), units),
    sqrt: (a) => rounded(Math.sqrt(a.middle), a.radius === 0 ? 0 : a.radius / Math.sqrt(a.middle - a.radius)),
    sin: (a) => rounded(Math.sin(a.middle), a.radius, units),
    cos: (a) => rounded(Math.cos(a.middle), a.radius, units),
    compare: (a, relation, b) => holds(a.middle, relation, b.middle),
    select: (condition, a, b) => (condition ? a : b),
    truth: (value) => value,
    and: (a, b) => a && b,
    or: (a, b) => a || b,
    not: (a) => !a,
    decide: (b) => b,
    toNumber: (a) => a.middle,
    reals: (length) => new Array<Ball>(length),
    booleans: (length) => new Array<boolean>(length),
  });
}

export const double: NumberSystem<Ball, boolean> = balls(2 ** -53);
export const single: NumberSystem<Ball, boolean> = balls(2 ** -24);
