// A number system is what a graph can be evaluated in. An op states its meaning once over this interface;
// everything beyond the core has a default over the core, which a system may replace by something better.

/** How two numbers are compared; each relation is false where an operand is NaN, except `!=`. */
export type Relation = "<" | "<=" | "==" | "!=" | ">" | ">=";

/** A function whose meaning is known over floats only. */
export interface OpaqueFunction {
  readonly op: { readonly name: string };
  readonly attributes: unknown;
  readonly inputs: readonly { readonly shape: readonly number[] }[];
}

/** What every number system must say for itself. `T` is a number in it, `B` its (possibly three-valued) truth. */
export interface NumberCore<T, B> {
  readonly name: string;
  /** True where an element is a plain JavaScript number, so that a function over floats may be applied to it. */
  readonly isFloat: boolean;
  readonly zero: T;
  readonly one: T;
  /** The number that a constant of a graph stands for. */
  constant(value: number): T;
  add(a: T, b: T): T;
  sub(a: T, b: T): T;
  mul(a: T, b: T): T;
  div(a: T, b: T): T;
  neg(a: T): T;
  exp(a: T): T;
  log(a: T): T;
  sqrt(a: T): T;
  sin(a: T): T;
  cos(a: T): T;
  compare(a: T, relation: Relation, b: T): B;
  select(condition: B, whenTrue: T, whenFalse: T): T;
  truth(value: boolean): B;
  and(a: B, b: B): B;
  or(a: B, b: B): B;
  not(a: B): B;
  /** The plain truth of `b`, or undefined where the system cannot tell. */
  decide(b: B): boolean | undefined;
  /** The nearest JavaScript number: to look at, to pick a branch, to cast to an integer. */
  toNumber(a: T): number;
  /**
   * A number that stands for an element of a function over floats, for a system that computes in something else: the
   * same one for the same function of the same numbers.
   * @param f the function: its op and attributes, and its inputs' shapes
   * @param index the number of the element
   * @param value the element as a float
   */
  atom?(f: OpaqueFunction, inputs: readonly T[], index: number, value: number): T;
  /** Room for `length` numbers, and for `length` truths. */
  reals(length: number): MutableArray<T>;
  booleans(length: number): MutableArray<B>;
}

/** What has a default over the core. */
export interface NumberExtras<T> {
  abs(a: T): T;
  sign(a: T): T;
  max(a: T, b: T): T;
  min(a: T, b: T): T;
  /** a to a fixed exponent, which is part of the graph and not a value. */
  power(a: T, exponent: number): T;
  /** a to the power b, for a ≥ 0; 0^0 is 1. */
  pow(a: T, b: T): T;
  log1p(a: T): T;
  expm1(a: T): T;
  tanh(a: T): T;
  sigmoid(a: T): T;
  softplus(a: T): T;
  /** The sum of `length` numbers, `stride` apart. */
  sum(a: ArrayLike<T>, start: number, stride: number, length: number): T;
  /** The sum of `length` products. */
  dot(
    a: ArrayLike<T>,
    startA: number,
    strideA: number,
    b: ArrayLike<T>,
    startB: number,
    strideB: number,
    length: number,
  ): T;
}

/**
 * A number system with opaque numbers `T` and opaque truths `B`.
 * @example
 * const square = <T, B>(n: NumberSystem<T, B>, x: T): T => n.mul(x, x);
 * square(float64, 3) //=> 9
 */
export interface NumberSystem<T, B> extends NumberCore<T, B>, NumberExtras<T> {}

/** An array that can be written to: a plain array or a typed one. */
export interface MutableArray<T> extends ArrayLike<T> {
  [index: number]: T;
}

/**
 * Completes a core to a number system: what `overrides` does not give is defined over the core.
 * @example
 * const plain = numberSystem({ ...float64, name: "plain" }, {});
 * plain.sigmoid(0) //=> 0.5
 */
export function numberSystem<T, B>(
  core: NumberCore<T, B>,
  overrides: Partial<NumberExtras<T>> = {},
): NumberSystem<T, B> {
  const n: NumberSystem<T, B> = {
    ...core,
    abs: (a) => n.select(n.compare(a, "<", n.zero), n.neg(a), a),
    sign: (a) =>
      n.select(n.compare(a, "<", n.zero), n.neg(n.one), n.select(n.compare(a, ">", n.zero), n.one, n.zero)),
    max: (a, b) => n.select(n.compare(a, "<", b), b, a),
    min: (a, b) => n.select(n.compare(b, "<", a), b, a),
    power: (a, exponent) => powerBySquaring(n, a, exponent),
    pow: (a, b) =>
      n.select(
        n.compare(b, "==", n.zero),
        n.one,
        n.select(n.compare(a, "==", n.zero), n.zero, n.exp(n.mul(b, n.log(a)))),
      ),
    log1p: (a) => n.log(n.add(n.one, a)),
    expm1: (a) => n.sub(n.exp(a), n.one),
    tanh: (a) => {
      const e = n.exp(n.add(a, a));
      return n.div(n.sub(e, n.one), n.add(e, n.one));
    },
    sigmoid: (a) => n.div(n.one, n.add(n.one, n.exp(n.neg(a)))),
    softplus: (a) => n.log(n.add(n.one, n.exp(a))),
    sum: (a, start, stride, length) => {
      if (length === 0) return n.zero;
      let total = a[start] as T;
      for (let i = 1, at = start + stride; i < length; i++, at += stride) total = n.add(total, a[at] as T);
      return total;
    },
    dot: (a, startA, strideA, b, startB, strideB, length) => {
      if (length === 0) return n.zero;
      let total = n.mul(a[startA] as T, b[startB] as T);
      for (let i = 1; i < length; i++)
        total = n.add(total, n.mul(a[startA + i * strideA] as T, b[startB + i * strideB] as T));
      return total;
    },
    ...overrides,
  };
  return n;
}

/** Whole and half exponents need only products and a square root; the rest goes through exp and log. */
function powerBySquaring<T, B>(n: NumberSystem<T, B>, base: T, exponent: number): T {
  if (exponent < 0) return n.div(n.one, n.power(base, -exponent));
  if (!Number.isInteger(2 * exponent)) return n.pow(base, n.constant(exponent));
  let result = exponent % 1 === 0 ? n.one : n.sqrt(base);
  let square = base;
  for (let rest = Math.floor(exponent); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = n.mul(result, square);
    if (rest > 1) square = n.mul(square, square);
  }
  return result;
}
