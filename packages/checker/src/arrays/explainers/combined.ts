// What was computed: two known arrays, multiplied or divided entry by entry.
import type { Case, Explainer } from "../explanation.ts";
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
  return operations.flatMap(({ write, of, isSymmetric }) =>
    terms.flatMap((a, i) =>
      terms.flatMap((b, j) => {
        if (i === j || (isSymmetric && i > j)) return [];
        const [x, y] = [0, last].map((k) => of(a.values.data[k] as number, b.values.data[k] as number)) as [
          number,
          number,
        ];
        const [left, right] = [first * y, final * x];
        if (!(Math.abs(left - right) <= 0.05 * Math.max(Math.abs(left), Math.abs(right)))) return [];
        const c = closeness.ratio(given, zipped(a.values, b.values, of));
        const name = c === undefined ? undefined : constants.named(c);
        if (name === undefined) return [];
        const times = name.text === "1" ? "" : `${name.text} `;
        return [
          { text: `is ${times}${write(a.term, b.term)}`, cost: 2.6 + a.term.cost + b.term.cost + name.cost },
        ];
      }),
    ),
  );
}
