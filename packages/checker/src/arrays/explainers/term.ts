// A term that is missing, one too much, or another than it should be.
import type { Case, Explainer } from "../explanation.ts";
import { sameShape, type Values, zipped } from "../values.ts";
import { entriesOf, inProduct, type Term } from "../vocabulary.ts";

export const term: Explainer = {
  kind: "term",
  explain: (one) => {
    const { given, right, closeness, constants, vocabulary } = one;
    if (!sameShape(given, right) || !closeness.isTelling(given.data.length)) return [];
    const difference = zipped(given, right, (x, y) => x - y);
    // Of one wrong entry, any number times any term may be made.
    const mayChoose = closeness.isTelling(closeness.differing(given, right).length);
    const { ones, named, made } = vocabulary;
    return [ones, named, made]
      .flatMap((terms) => entriesOf(terms, right.shape))
      .flatMap(({ term, values }) => {
        const c = closeness.ratio(difference, values);
        if (c === undefined || !(mayChoose || constants.named(c))) return [];
        return [told(one, term, values, c)];
      });
  },
};

/** That a gradient is off by c times a term. */
function told(one: Case, term: Term, values: Values, c: number) {
  const { constants, quantity } = one;
  const name = constants.written(Math.abs(c));
  const cost = 1 + term.cost / 2 + name.cost / 2;
  if (name.cost >= 1.9 && term.text === quantity) {
    const instead = exchanged(one, c);
    if (instead !== undefined) return { text: instead, cost };
  }
  const what =
    name.text === "1" ? inProduct(term) : term.text === "1" ? name.text : `${name.text} ${inProduct(term)}`;
  const where = values.data.length > 1 && term.values.data.length === 1 ? " in each entry" : "";
  return c < 0
    ? { text: `lacks the term ${what}${where}`, cost }
    : { text: `has the term ${what}${where}, which does not belong there`, cost };
}

/** A term of regularisation with one number in the place of another, by the difference of the two. */
function exchanged({ constants, closeness, quantity }: Case, c: number): string | undefined {
  const numbers = [{ text: "1", value: 1, cost: 0 }, ...constants.ofTerms(), ...constants.ofExamples()];
  const pairs = numbers.flatMap((instead) => numbers.map((proper) => ({ instead, proper })));
  const fitting = pairs
    .filter(({ instead, proper }) => closeness.isSame(c, instead.value - proper.value))
    .sort((a, b) => a.instead.cost + a.proper.cost - b.instead.cost - b.proper.cost);
  const best = fitting[0];
  if (best === undefined) return undefined;
  const written = (text: string): string => (text === "1" ? quantity : `${text} ${quantity}`);
  return `has the term ${written(best.instead.text)} where ${written(best.proper.text)} belongs`;
}
