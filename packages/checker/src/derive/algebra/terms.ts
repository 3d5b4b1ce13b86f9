// Sums of products: what arithmetic with formulas works on. A factor is a node with an exponent; a sum in parentheses is
// a factor whose parts are known, so that a product may be multiplied out later, or never.
import type { Node, Shape } from "@cadena/graph";
import { commonShape } from "@cadena/graph/extend";
import { type Fraction, plus, reciprocal, times, whole } from "../../numbers/tower/fraction.ts";

/** What is raised to powers: a node, and its parts where it is a sum. */
export interface Base {
  /** The same for the same formula. */
  readonly id: number;
  readonly node: Node;
  readonly parts?: Sum;
}

export interface Factor {
  readonly base: Base;
  /** A multiple of 1/2; never 0. */
  readonly exponent: number;
}

/** A number times factors; their order is that in which they are written. */
export interface Term {
  readonly coefficient: Fraction;
  readonly factors: readonly Factor[];
}

/** Terms of a common shape; their own shapes may be smaller. */
export interface Sum {
  readonly shape: Shape;
  readonly terms: readonly Term[];
}

export const one: Fraction = whole(1n);
export const minusOne: Fraction = whole(-1n);

export const isOne = ({ numerator, denominator }: Fraction): boolean =>
  numerator === 1n && denominator === 1n;

/** A term of nothing but a number. */
export const number = (coefficient: Fraction): Term => ({ coefficient, factors: [] });

/** A term of one factor. */
export const power = (base: Base, exponent = 1): Term => ({
  coefficient: one,
  factors: [{ base, exponent }],
});

export const isScalar = ({ base }: Factor): boolean => base.node.shape.length === 0;

/** What makes two terms alike: their factors, whatever the order. */
export const kindOf = ({ factors }: Term): string =>
  factors
    .map(({ base, exponent }) => `${base.id}^${exponent}`)
    .toSorted()
    .join(" ");

/** Whether something is 0 or 1, so that its powers are itself. */
const isIndicator = ({ node }: Base): boolean =>
  node.inputs.length === 1 && node.inputs[0]?.dtype === "boolean";

/** A product; what cancels is gone. */
export function product(a: Term, b: Term): Term {
  const factors = new Map(a.factors.map((factor) => [factor.base.id, factor]));
  for (const { base, exponent } of b.factors) {
    const together = (factors.get(base.id)?.exponent ?? 0) + exponent;
    if (together === 0) factors.delete(base.id);
    else factors.set(base.id, { base, exponent: isIndicator(base) ? Math.sign(together) : together });
  }
  return { coefficient: times(a.coefficient, b.coefficient), factors: [...factors.values()] };
}

/** A sum times a term. */
export const scaled = ({ shape, terms }: Sum, by: Term): Sum => ({
  shape,
  terms: terms.map((term) => product(term, by)),
});

/** Like terms together, where the first of them stands. */
export function collected({ shape, terms }: Sum): Sum {
  const kinds = new Map<string, Term>();
  for (const term of terms) {
    const kind = kindOf(term);
    const before = kinds.get(kind);
    const coefficient = before ? plus(before.coefficient, term.coefficient) : term.coefficient;
    kinds.set(kind, { ...(before ?? term), coefficient });
  }
  return { shape, terms: [...kinds.values()].filter(({ coefficient }) => coefficient.numerator !== 0n) };
}

/** The sum of two sums. */
export const together = (a: Sum, b: Sum): Sum =>
  collected({ shape: commonShape([a.shape, b.shape]), terms: [...a.terms, ...b.terms] });

/** A sum with the opposite sign. */
export const negative = (sum: Sum): Sum => scaled(sum, number(minusOne));

/** A sum in parentheses, with nothing but a sign before it, as the sum itself. */
export function opened(sum: Sum): Sum {
  const [only, ...others] = sum.terms;
  const [factor, ...more] = only?.factors ?? [];
  const parts = factor?.exponent === 1 ? factor.base.parts : undefined;
  if (only === undefined || others.length > 0 || more.length > 0 || parts === undefined) return sum;
  if (only.coefficient.denominator !== 1n || only.coefficient.numerator ** 2n !== 1n) return sum;
  return { ...scaled(parts, number(only.coefficient)), shape: sum.shape };
}

/** One over a term. */
export const inverse = ({ coefficient, factors }: Term): Term => ({
  coefficient: reciprocal(coefficient),
  factors: factors.map(({ base, exponent }) => ({ base, exponent: -exponent })),
});

/** What two terms have in common: factors, and a number up to the sign. */
export function common(a: Term, b: Term): Term {
  const others = new Map(b.factors.map(({ base, exponent }) => [base.id, exponent]));
  const factors = a.factors.flatMap(({ base, exponent }): Factor[] => {
    const other = others.get(base.id) ?? 0;
    if (Math.sign(other) !== Math.sign(exponent)) return [];
    return [{ base, exponent: Math.abs(other) < Math.abs(exponent) ? other : exponent }];
  });
  const sizes = [a.coefficient, b.coefficient].map(({ numerator, denominator }) => ({
    numerator: numerator < 0n ? -numerator : numerator,
    denominator,
  }));
  const [x, y] = sizes as [Term["coefficient"], Term["coefficient"]];
  const isSame = x.numerator === y.numerator && x.denominator === y.denominator;
  return { coefficient: isSame ? x : one, factors };
}
