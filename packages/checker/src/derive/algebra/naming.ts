// Products that have a name: where H is defined as (X - μ) / s, a term with both of them has H.
import { type Base, collected, one, power, product, type Sum, type Term } from "./terms.ts";

/** A named quantity, and the product that it is defined as. */
export interface Named {
  readonly symbol: Base;
  readonly product: Term;
}

/** The sum with names in the place of the products that they stand for. */
export const withNames = ({ shape, terms }: Sum, all: readonly Named[]): Sum =>
  collected({ shape, terms: terms.map((term) => all.reduce(named, term)) });

function named(term: Term, { symbol, product: whole }: Named): Term {
  const times = occurrences(term, whole);
  if (times === 0) return term;
  const inside = whole.factors.map(({ base, exponent }) => ({ base, exponent: -times * exponent }));
  return product(product(term, { coefficient: one, factors: inside }), power(symbol, times));
}

/** How often a product stands in a term, as a power of whichever sign. */
function occurrences({ factors }: Term, { factors: wanted }: Term): number {
  const exponents = new Map(factors.map(({ base, exponent }) => [base.id, exponent]));
  const ratios = wanted.map(({ base, exponent }) => Math.trunc((exponents.get(base.id) ?? 0) / exponent));
  const [first = 0] = ratios;
  if (ratios.some((ratio) => Math.sign(ratio) !== Math.sign(first))) return 0;
  return Math.sign(first) * Math.min(...ratios.map(Math.abs));
}
