// What was computed: two known arrays, multiplied or divided entry by entry.
import type { Case, Explainer, Explanation } from "../explanation.ts";
import { spread, zipped } from "../values.ts";
import { inProduct, type Term } from "../vocabulary.ts";

interface Operation {
  readonly write: (a: Term, b: Term) => string;
  readonly of: (x: number, y: number) => number;
  readonly isSymmetric: boolean;
}

const operations: readonly Operation[] = [
  {
    write: (a, b) => `${inProduct(a)} * ${inProduct(b)}`,
    of: (x, y) => x * y,
    isSymmetric: true,
  },
  { write: (a, b) => `${inProduct(a)}/${inProduct(b)}`, of: (x, y) => x / y, isSymmetric: false },
];

export const combined: Explainer = {
  kind: "formula",
  explain: (one) => (one.closeness.isTelling(one.given.data.length) ? pairs(one) : []),
};

/** Two arrays, entry by entry. */
function pairs({ given, quantity, closeness, constants, vocabulary: { named, made } }: Case) {
  const terms = [...named, ...made].flatMap((term) => {
    const values = term.text.endsWith(`d${quantity}`) ? undefined : spread(term.values, given.shape);
    return values === undefined ? [] : [{ term, values }];
  });
  const last = given.data.length - 1;
  const [first, final] = [given.data[0] as number, given.data[last] as number];
  const found: Omit<Explanation, "kind">[] = [];
  for (const { write, of, isSymmetric } of operations) {
    for (const [i, a] of terms.entries()) {
      const [x, y] = [a.values.data[0] as number, a.values.data[last] as number];
      for (let j = isSymmetric ? i + 1 : 0; j < terms.length; j++) {
        const b = terms[j] as (typeof terms)[number];
        const left = first * of(y, b.values.data[last] as number);
        const right = final * of(x, b.values.data[0] as number);
        if (i === j || !(Math.abs(left - right) <= loose * Math.max(Math.abs(left), Math.abs(right))))
          continue;
        const c = closeness.ratio(given, zipped(a.values, b.values, of));
        const name = c === undefined ? undefined : constants.named(c);
        if (name === undefined) continue;
        const times = name.text === "1" ? "" : `${name.text} `;
        const cost = 2.6 + a.term.cost + b.term.cost + name.cost;
        found.push({ text: `is ${times}${write(a.term, b.term)}`, cost });
      }
    }
  }
  return found;
}

/** So far from a common ratio may the first and the last entry be. */
const loose = 0.02;
