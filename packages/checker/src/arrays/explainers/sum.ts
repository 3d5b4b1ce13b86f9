// What was computed: a sum of two known arrays, each by a number; the right gradient may be one of them.
import type { Case, Explainer, Explanation } from "../explanation.ts";
import { isFlat, type Three } from "../three.ts";
import { sameShape, type Values, zipped } from "../values.ts";
import { type Entry, entriesOf, isGradientOf, type Term, totalsOf } from "../vocabulary.ts";

export const sum: Explainer = {
  kind: "formula",
  explain: (one) => {
    const { given, right, closeness } = one;
    if (!sameShape(given, right)) return [];
    // Two numbers are chosen.
    const isTelling = closeness.isTelling(closeness.differing(given, right).length - 1);
    return isTelling ? [...sums(one), ...off(one)] : [];
  },
};

/** Two terms, one of them of regularisation, by which a gradient is off. */
function off(one: Case) {
  const { given, right, quantity, closeness, constants, vocabulary } = one;
  const difference = zipped(given, right, (x, y) => x - y);
  const { ones, named, made } = vocabulary;
  const terms = termsFor([ones, named, made], one);
  const own = terms.filter(({ term: { text } }) => text === quantity || text === `sign(${quantity})`);
  return own.flatMap((a) =>
    terms.flatMap((b) => {
      const found = a === b ? undefined : closeness.fit(difference.data, a.values.data, b.values.data);
      if (found === undefined) return [];
      const [first, second] = [constants.written(found[0]), constants.written(found[1])];
      const text = `is off by ${part(second.text, b.term)} + ${part(first.text, a.term)}`.replace(
        "+ -",
        "- ",
      );
      return [{ text, cost: 3 + a.term.cost + b.term.cost + first.cost + second.cost }];
    }),
  );
}

const rightOne = "the right one";

/** A term by a number. */
const part = (number: string, { text, isSum }: Term): string => {
  if (text === "1") return number;
  if (text === rightOne) return number === "1" ? text : `${number} times ${text}`;
  const written = isSum ? `(${text})` : text;
  return number === "1" ? written : number === "-1" ? `-${written}` : `${number} ${written}`;
};

/** Terms with a value for each entry of a gradient. */
const termsFor = (all: readonly (readonly Term[])[], { quantity, right }: Case): Entry[] =>
  all.flatMap((terms) => entriesOf(terms, right.shape)).filter(({ term }) => !isGradientOf(quantity, term));

function sums(one: Case) {
  const { given, right: proper, closeness, constants, vocabulary } = one;
  const own: Term = { text: rightOne, isSum: false, values: proper, cost: 0.5 };
  const { ones, named, made } = vocabulary;
  const terms = [{ term: own, values: proper }, ...termsFor([ones, named, made, totalsOf(named)], one)];
  const places = [0, Math.floor(given.data.length / 3), given.data.length - 1];
  const at = ({ data }: Values): Three => places.map((k) => data[k] as number) as unknown as Three;
  const [right, wanted] = [terms.map(({ values }) => at(values)), at(given)];
  const found: Omit<Explanation, "kind">[] = [];
  for (const [i, a] of terms.entries()) {
    for (let j = i + 1; j < terms.length; j++) {
      const b = terms[j] as (typeof terms)[number];
      if (!isFlat(wanted, right[i] as Three, right[j] as Three)) continue;
      const fit = closeness.fit(given.data, a.values.data, b.values.data);
      if (fit === undefined) continue;
      const [first, second] = [constants.written(fit[0]), constants.written(fit[1])];
      const text = `is ${part(first.text, a.term)} + ${part(second.text, b.term)}`.replace("+ -", "- ");
      found.push({ text, cost: 2.8 + a.term.cost + b.term.cost + first.cost + second.cost });
    }
  }
  return found;
}
