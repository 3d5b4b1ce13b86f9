// Sums of products, multiplied and raised to powers.
import type { Shape } from "@cadena/graph";
import { make } from "@cadena/graph/extend";
import { reciprocal, times, whole } from "../../numbers/tower/fraction.ts";
import { ops } from "../ops.ts";
import type { Atoms } from "./atoms.ts";
import {
  common,
  inverse,
  isOne,
  isScalar,
  minusOne,
  number,
  one,
  power,
  product,
  type Sum,
  type Term,
} from "./terms.ts";
import { whollyWritten, written } from "./writing.ts";

/** Arithmetic over the atoms of one model. */
export class Arithmetic {
  readonly #atoms: Atoms;

  constructor(atoms: Atoms) {
    this.#atoms = atoms;
  }

  /** A sum with the factors that all its terms have in common in front of it; numbers only with others. */
  factored(sum: Sum): Sum {
    if (sum.terms.length < 2) return sum;
    const whole = this.asTerm(sum);
    const isOfNumbers = whole.factors.every((factor) => isScalar(factor) || factor.base.parts !== undefined);
    return isOfNumbers &&
      sum.terms.some(({ factors }) => factors.some(({ base }) => base.node.op === ops.matmul))
      ? sum
      : { shape: sum.shape, terms: [whole] };
  }

  /** A sum as one term: a sum of several stands in parentheses. */
  asTerm({ shape, terms }: Sum): Term {
    const [first, second] = terms;
    if (first === undefined) return number(whole(0n));
    if (second === undefined) return first;
    const shared = terms.reduce(common, first);
    const rest = terms.map((term) => product(term, inverse(shared)));
    const { base, isFlipped } = this.#atoms.parenthesised({ shape, terms: rest });
    const inside = power(base);
    return product(shared, isFlipped ? { ...inside, coefficient: minusOne } : inside);
  }

  /** The product of two sums, each in parentheses where it has several terms. */
  product(shape: Shape, a: Sum, b: Sum): Sum {
    if (a.terms.length === 0 || b.terms.length === 0) return { shape, terms: [] };
    return { shape, terms: [product(this.asTerm(a), this.asTerm(b))] };
  }

  /** A sum to a power. */
  raised(sum: Sum, exponent: number): Sum {
    const { shape } = sum;
    if (sum.terms.length === 0)
      return this.#atoms.factor(make(ops.power, [whollyWritten(sum)], { exponent }), shape);
    const term = this.asTerm(sum);
    const { coefficient, factors } = term;
    if (Number.isInteger(exponent)) {
      let total = one;
      for (let k = 0; k < Math.abs(exponent); k++) total = times(total, coefficient);
      return {
        shape,
        terms: [
          {
            coefficient: exponent < 0 ? reciprocal(total) : total,
            factors: factors.map(({ base, exponent: old }) => ({ base, exponent: old * exponent })),
          },
        ],
      };
    }
    const [only, ...others] = factors;
    if (isOne(coefficient) && only?.exponent === 1 && others.length === 0) {
      return { shape, terms: [{ coefficient, factors: [{ base: only.base, exponent }] }] };
    }
    return {
      shape,
      terms: [{ coefficient: one, factors: [{ base: this.#atoms.base(written(sum)), exponent }] }],
    };
  }
}
