// Dual numbers a + b ε with ε² = 0, over any number system: forward mode in the same interpreter. Everything beyond
// the core is defined over the core, so that no rule of an op takes part.
import { type NumberSystem, numberSystem } from "@cadena/graph/extend";

/** A number and its derivative in one direction. */
export interface Dual<T> {
  readonly primal: T;
  readonly tangent: T;
}

/** Dual numbers whose parts are numbers of `n`. */
export function duals<T, B>(n: NumberSystem<T, B>): NumberSystem<Dual<T>, B> {
  const constant = (primal: T): Dual<T> => ({ primal, tangent: n.zero });
  const two = n.constant(2);
  return numberSystem<Dual<T>, B>({
    name: `duals over ${n.name}`,
    isFloat: false,
    zero: constant(n.zero),
    one: constant(n.one),
    constant: (value) => constant(n.constant(value)),
    add: (a, b) => ({ primal: n.add(a.primal, b.primal), tangent: n.add(a.tangent, b.tangent) }),
    sub: (a, b) => ({ primal: n.sub(a.primal, b.primal), tangent: n.sub(a.tangent, b.tangent) }),
    mul: (a, b) => ({
      primal: n.mul(a.primal, b.primal),
      tangent: n.add(n.mul(a.tangent, b.primal), n.mul(a.primal, b.tangent)),
    }),
    div: (a, b) => {
      const primal = n.div(a.primal, b.primal);
      return { primal, tangent: n.div(n.sub(a.tangent, n.mul(primal, b.tangent)), b.primal) };
    },
    neg: (a) => ({ primal: n.neg(a.primal), tangent: n.neg(a.tangent) }),
    exp: (a) => {
      const primal = n.exp(a.primal);
      return { primal, tangent: n.mul(primal, a.tangent) };
    },
    log: (a) => ({ primal: n.log(a.primal), tangent: n.div(a.tangent, a.primal) }),
    sqrt: (a) => {
      const primal = n.sqrt(a.primal);
      return { primal, tangent: n.div(a.tangent, n.mul(two, primal)) };
    },
    sin: (a) => ({ primal: n.sin(a.primal), tangent: n.mul(n.cos(a.primal), a.tangent) }),
    cos: (a) => ({ primal: n.cos(a.primal), tangent: n.neg(n.mul(n.sin(a.primal), a.tangent)) }),
    compare: (a, relation, b) => n.compare(a.primal, relation, b.primal),
    select: (condition, a, b) => ({
      primal: n.select(condition, a.primal, b.primal),
      tangent: n.select(condition, a.tangent, b.tangent),
    }),
    truth: n.truth,
    and: n.and,
    or: n.or,
    not: n.not,
    decide: n.decide,
    toNumber: (a) => n.toNumber(a.primal),
    reals: (length) => new Array<Dual<T>>(length),
    booleans: n.booleans,
  });
}
