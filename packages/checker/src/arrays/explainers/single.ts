// What was computed: one known array, as it is or summed up, times a number.
import type { Case, Explainer } from "../explanation.ts";
import { inProduct, isGradientOf, type Term, totalsOf } from "../vocabulary.ts";

export const single: Explainer = {
  kind: "formula",
  explain: (one) => {
    const { given, quantity, closeness, vocabulary } = one;
    if (!closeness.isTelling(given.data.length)) return [];
    const all = [vocabulary.named, vocabulary.made, vocabulary.passed];
    const isOther = (term: Term): boolean => !isGradientOf(quantity, term);
    return all.flatMap((terms) => [
      ...terms.filter(isOther).flatMap((term) => told(one, term, 2.5 + term.cost)),
      ...totalsOf(terms).flatMap((term) => told(one, term, 2.1 + term.cost)),
    ]);
  },
};

function told({ given, right, closeness, constants }: Case, term: Term, plain: number) {
  const { values } = term;
  if (values.data.length !== given.data.length) return [];
  const c = closeness.ratio(given, values);
  const name = c === undefined ? undefined : constants.named(c);
  if (c === undefined || name === undefined) return [];
  const times = name.text === "1" ? "" : name.text === "-1" ? "-" : `${name.text} `;
  const text = `is ${times}${times === "" ? term.text : inProduct(term)}`;
  const cost = plain + name.cost;
  if (term.right === undefined) return [{ text, cost }];
  const should = term.right.data.map((x) => c * x);
  const isRight = should.length === right.data.length && closeness.equal({ ...right, data: should }, right);
  const whose = /your (d[\p{L}\p{N}_]+)/u.exec(term.text)?.[0];
  return isRight
    ? [{ text: `${text}: right by itself, it inherits the error of ${whose}`, cost: cost - 3 }]
    : [{ text, cost }];
}
