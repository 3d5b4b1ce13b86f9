// What was computed: a sum of two known arrays, each by a number; the right gradient may be one of them.
import type { Case, Explainer } from "../explanation.ts";
import { spread, type Values } from "../values.ts";
import { inProduct, type Term } from "../vocabulary.ts";

export const sum: Explainer = {
  kind: "formula",
  explain: (one) => (one.closeness.isTelling(one.given.data.length - 1) ? sums(one) : []),
};

function sums({ given, right: proper, quantity, closeness, constants, vocabulary }: Case) {
  const own: Term = { text: "the right one", isSum: false, values: proper, cost: 0.5 };
  const others = [vocabulary.one, ...vocabulary.named, ...vocabulary.made].filter(
    ({ text }) => !text.endsWith(`d${quantity}`),
  );
  const terms = [own, ...others].flatMap((term) => {
    const values = spread(term.values, given.shape);
    return values === undefined ? [] : [{ term, values }];
  });
  const places = [0, Math.floor(given.data.length / 3), given.data.length - 1];
  const at = ({ data }: Values): Three => places.map((k) => data[k] as number) as unknown as Three;
  const [right, wanted] = [terms.map(({ values }) => at(values)), at(given)];
  return terms.flatMap((a, i) =>
    terms.slice(i + 1).flatMap((b, j) => {
      if (!isFlat(wanted, right[i] as Three, right[i + 1 + j] as Three)) return [];
      const found = closeness.fit(given.data, a.values.data, b.values.data);
      if (found === undefined) return [];
      const [first, second] = [constants.written(found[0]), constants.written(found[1])];
      const part = (text: string, term: Term): string =>
        term.text === "1"
          ? text
          : text === "1"
            ? inProduct(term)
            : `${text} ${term === own ? "times " : ""}${inProduct(term)}`;
      const text = `is ${part(first.text, a.term)} + ${part(second.text, b.term)}`.replace("+ -", "- ");
      return [{ text, cost: 2.8 + a.term.cost + b.term.cost + first.cost + second.cost }];
    }),
  );
}

type Three = readonly [number, number, number];

/** Whether three vectors may lie in a plane. */
function isFlat(a: Three, b: Three, c: Three): boolean {
  const terms = [
    a[0] * (b[1] * c[2] - b[2] * c[1]),
    a[1] * (b[2] * c[0] - b[0] * c[2]),
    a[2] * (b[0] * c[1] - b[1] * c[0]),
  ];
  const size = terms.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return Math.abs(terms.reduce((x, y) => x + y)) <= 0.05 * size;
}
