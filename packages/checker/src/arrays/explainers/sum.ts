// What was computed: a sum of two known arrays, each by a number; the right gradient may be one of them.
import type { Case, Explainer, Explanation } from "../explanation.ts";
import { isFlat, type Three } from "../three.ts";
import { sameShape, spread, summed, type Values, zipped } from "../values.ts";
import type { Term } from "../vocabulary.ts";

export const sum: Explainer = {
  kind: "formula",
  explain: (one) => (one.closeness.isTelling(one.given.data.length - 1) ? [...sums(one), ...off(one)] : []),
};

/** Two terms, one of them of regularisation, by which a gradient is off. */
function off({ given, right, quantity, closeness, constants, vocabulary }: Case) {
  if (!sameShape(given, right)) return [];
  const difference = zipped(given, right, (x, y) => x - y);
  const terms = termsFor([vocabulary.one, ...vocabulary.named, ...vocabulary.made], quantity, right);
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

/** Terms with a value for each entry of a gradient. */
const termsFor = (terms: readonly Term[], quantity: string, { shape }: Values) =>
  terms
    .filter(({ text }) => !text.endsWith(`d${quantity}`))
    .flatMap((term) => {
      const values = spread(term.values, shape);
      return values === undefined ? [] : [{ term, values }];
    });

/** A term by a number. */
const part = (number: string, { text, isSum }: Term): string => {
  if (text === "1") return number;
  const written = isSum ? `(${text})` : text;
  return number === "1" ? written : number === "-1" ? `-${written}` : `${number} ${written}`;
};

/** The sums along each axis of a matrix, as they are added to each row or column. */
function totals(term: Term): Term[] {
  if (term.values.shape.length !== 2) return [];
  return [0, 1].map((axis) => ({
    text: `sum(${term.text}, axis=${axis})`,
    isSum: false,
    values: summed(term.values, axis),
    cost: term.cost + 0.5,
  }));
}

function sums({ given, right: proper, quantity, closeness, constants, vocabulary }: Case) {
  const own: Term = { text: "times the right one", isSum: false, values: proper, cost: 0.5 };
  const { one, named, made } = vocabulary;
  const others = [one, ...named, ...made, ...named.flatMap(totals)];
  const terms = termsFor([own, ...others], quantity, given);
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
