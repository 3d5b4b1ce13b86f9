// Dual numbers: a number and its derivative in one direction (the tangent), carried along by every operation. This is
// forward-mode differentiation in the same interpreter, over any number system; over itself it gives second
// derivatives, over intervals enclosures of derivatives.
import { type MutableArray, type NumberSystem, numberSystem } from "@cadena/graph/extend";

/** A number and its tangent: value + ε tangent, where ε² = 0. */
export interface Dual<T> {
  readonly value: T;
  readonly tangent: T;
}

/**
 * Dual numbers over another number system. Comparisons look at the values only.
 * @example
 * const d = dual(float64);
 * d.mul({ value: 3, tangent: 1 }, { value: 3, tangent: 1 }).tangent //=> 6
 */
export function dual<T, B>(n: NumberSystem<T, B>): NumberSystem<Dual<T>, B> {
  const of = (value: T): Dual<T> => ({ value, tangent: n.zero });
  /** f(a), given its value and its derivative there. */
  const chain = (a: Dual<T>, value: T, derivative: T): Dual<T> => ({
    value,
    tangent: n.mul(derivative, a.tangent),
  });
  const both = (condition: B, a: Dual<T>, b: Dual<T>): Dual<T> => ({
    value: n.select(condition, a.value, b.value),
    tangent: n.select(condition, a.tangent, b.tangent),
  });
  const d: NumberSystem<Dual<T>, B> = numberSystem<Dual<T>, B>(
    {
      name: `dual ${n.name}`,
      isFloat: false,
      zero: of(n.zero),
      one: of(n.one),
      constant: (x) => of(n.constant(x)),
      add: (a, b) => ({ value: n.add(a.value, b.value), tangent: n.add(a.tangent, b.tangent) }),
      sub: (a, b) => ({ value: n.sub(a.value, b.value), tangent: n.sub(a.tangent, b.tangent) }),
      mul: (a, b) => ({
        value: n.mul(a.value, b.value),
        tangent: n.add(n.mul(a.tangent, b.value), n.mul(a.value, b.tangent)),
      }),
      div: (a, b) => {
        const value = n.div(a.value, b.value);
        return { value, tangent: n.div(n.sub(a.tangent, n.mul(value, b.tangent)), b.value) };
      },
      neg: (a) => ({ value: n.neg(a.value), tangent: n.neg(a.tangent) }),
      exp: (a) => {
        const value = n.exp(a.value);
        return chain(a, value, value);
      },
      log: (a) => ({ value: n.log(a.value), tangent: n.div(a.tangent, a.value) }),
      sqrt: (a) => {
        const value = n.sqrt(a.value);
        return { value, tangent: n.div(a.tangent, n.add(value, value)) };
      },
      sin: (a) => chain(a, n.sin(a.value), n.cos(a.value)),
      cos: (a) => chain(a, n.cos(a.value), n.neg(n.sin(a.value))),
      compare: (a, relation, b) => n.compare(a.value, relation, b.value),
      select: both,
      truth: n.truth,
      and: n.and,
      or: n.or,
      not: n.not,
      decide: n.decide,
      toNumber: (a) => n.toNumber(a.value),
      reals: (length): MutableArray<Dual<T>> => new Array<Dual<T>>(length),
      booleans: n.booleans,
    },
    {
      abs: (a) => chain(a, n.abs(a.value), n.sign(a.value)),
      sign: (a) => of(n.sign(a.value)),
      power: (a, exponent) => {
        if (exponent === 0) return d.one;
        const slope = n.mul(n.constant(exponent), n.power(a.value, exponent - 1));
        return chain(a, n.power(a.value, exponent), slope);
      },
      pow: (a, b) => {
        const value = n.pow(a.value, b.value);
        // At 0^0, which is 1 for every base, and at base 0, where a positive exponent changes nothing.
        const isZero = n.compare(a.value, "==", n.zero);
        const base = n.select(n.and(isZero, n.compare(b.value, "==", n.zero)), n.one, a.value);
        const inBase = n.mul(b.value, n.pow(base, n.sub(b.value, n.one)));
        const inExponent = n.select(isZero, n.zero, n.mul(value, n.log(a.value)));
        return {
          value,
          tangent: n.add(n.mul(inBase, a.tangent), n.mul(inExponent, b.tangent)),
        };
      },
      log1p: (a) => ({ value: n.log1p(a.value), tangent: n.div(a.tangent, n.add(n.one, a.value)) }),
      expm1: (a) => {
        const value = n.expm1(a.value);
        return chain(a, value, n.exp(a.value));
      },
      tanh: (a) => {
        const value = n.tanh(a.value);
        return chain(a, value, n.sub(n.one, n.mul(value, value)));
      },
      sigmoid: (a) => {
        const value = n.sigmoid(a.value);
        return chain(a, value, n.mul(value, n.sigmoid(n.neg(a.value))));
      },
      softplus: (a) => chain(a, n.softplus(a.value), n.sigmoid(a.value)),
    },
  );
  return d;
}
