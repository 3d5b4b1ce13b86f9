// What was computed: one known array, as it is or summed up, times a number.
import type { Case, Explainer } from "../explanation.ts";
import { summed, type Values } from "../values.ts";
import type { Term } from "../vocabulary.ts";

/** What may have been done to an array. */
interface Form {
  readonly of: (text: string) => string;
  readonly apply: (values: Values) => Values;
  readonly cost: number;
}

const plain: Form = { of: (text) => text, apply: (values) => values, cost: 0.5 };

const sumOver = (axis: number): Form => ({
  of: (text) => `sum(${text}, axis=${axis})`,
  apply: (values) => summed(values, axis),
  cost: 0.1,
});

export const single: Explainer = {
  kind: "formula",
  explain: (one) => {
    const { given, quantity, closeness, vocabulary } = one;
    if (!closeness.isTelling(given.data.length)) return [];
    const terms = [...vocabulary.named, ...vocabulary.made, ...vocabulary.passed];
    return terms
      .filter(({ text }) => !text.endsWith(`d${quantity}`))
      .flatMap((term) =>
        [plain, ...Array.from(term.values.shape.keys(), sumOver)].flatMap((form) => told(one, term, form)),
      );
  },
};

function told({ given, right, closeness, constants }: Case, term: Term, form: Form) {
  const values = form.apply(term.values);
  if (values.data.length !== given.data.length) return [];
  const c = closeness.ratio(given, values);
  const name = c === undefined ? undefined : constants.named(c);
  if (c === undefined || name === undefined) return [];
  const times = name.text === "1" ? "" : `${name.text} `;
  const written = times !== "" && term.isSum && form === plain ? `(${term.text})` : form.of(term.text);
  const cost = 2 + term.cost + form.cost + name.cost;
  const text = `is ${times}${written}`;
  if (term.right === undefined) return [{ text, cost }];
  const should = form.apply(term.right).data.map((x) => c * x);
  const isRight = should.length === right.data.length && closeness.equal({ ...right, data: should }, right);
  return isRight
    ? [
        {
          text: `${text}: right by itself, it inherits the error of your ${term.text.split(" ")[1]}`,
          cost: cost - 3,
        },
      ]
    : [{ text, cost }];
}
