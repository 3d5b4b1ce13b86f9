// Products of sums, multiplied out: where that takes fractions away, or altogether.
import { collected, type Factor, one, product, type Sum, type Term } from "./terms.ts";

/** More terms than this are no simplification. */
const most = 12;

const isSum = ({ base, exponent }: Factor): boolean => base.parts !== undefined && exponent === 1;

/** One sum among the factors, to the power 1 or a higher one, multiplied by all the others. */
function distributed({ coefficient, factors }: Term, sum: Factor): Term[] {
  const place = factors.indexOf(sum);
  const before = { coefficient, factors: factors.slice(0, place) };
  const again = sum.exponent === 1 ? [] : [{ ...sum, exponent: sum.exponent - 1 }];
  const after = { coefficient: one, factors: [...again, ...factors.slice(place + 1)] };
  return (sum.base.parts as Sum).terms.map((part) => product(product(before, part), after));
}

/** Multiplies out sums of fractions whose denominators stand among the other factors. */
export function cancelled(sum: Sum): Sum {
  let isChanged = false;
  const terms = sum.terms.flatMap((term): readonly Term[] => {
    const found = term.factors.find((factor) => isSum(factor) && losesFractions(term, factor));
    isChanged ||= found !== undefined;
    return found === undefined ? [term] : distributed(term, found);
  });
  return isChanged && terms.length <= most ? cancelled(collected({ shape: sum.shape, terms })) : sum;
}

function losesFractions({ factors }: Term, sum: Factor): boolean {
  const others = new Map(factors.map(({ base, exponent }) => [base.id, exponent]));
  return (sum.base.parts as Sum).terms.some((part) =>
    part.factors.some(({ base, exponent }) => exponent < 0 && (others.get(base.id) ?? 0) > 0),
  );
}

/** Multiplies out all sums, and leaves like terms apart; undefined where there are too many terms. */
export function expanded(sum: Sum): Sum | undefined {
  let { terms } = sum;
  for (;;) {
    if (terms.length > most) return undefined;
    const next = terms.flatMap((term): readonly Term[] => {
      const factor = term.factors.find(
        ({ base, exponent }) => base.parts !== undefined && exponent > 0 && Number.isInteger(exponent),
      );
      if (factor === undefined) return [term];
      return distributed(term, factor);
    });
    if (next.length === terms.length && next.every((term, k) => term === terms[k])) return { ...sum, terms };
    terms = next;
  }
}
