// What was computed: a named array, and a product, entry by entry, of two known ones beside it.
import type { Case, Explainer, Explanation } from "../explanation.ts";
import { spread, type Values, zipped } from "../values.ts";
import { inProduct, type Term } from "../vocabulary.ts";

/** A term with a value for each entry. */
interface Entry {
  readonly term: Term;
  readonly values: Values;
}

export const part: Explainer = {
  kind: "formula",
  explain: (one) => (one.closeness.isTelling(one.given.data.length) ? parts(one) : []),
};

function parts({ given, quantity, closeness, vocabulary: { named, made, odd } }: Case) {
  const entriesOf = (terms: readonly Term[]): Entry[] =>
    terms.flatMap((term) => {
      const values = term.text.endsWith(`d${quantity}`) ? undefined : spread(term.values, given.shape);
      return values === undefined ? [] : [{ term, values }];
    });
  const plain = entriesOf(named);
  const factors = [...plain, ...entriesOf([...made, ...odd])];
  const last = given.data.length - 1;
  const at = (values: Values, k: number): number => values.data[k] as number;
  const found: Omit<Explanation, "kind">[] = [];
  for (const beside of plain) {
    for (const sign of [1, -1]) {
      const rest = zipped(given, beside.values, (x, y) => x - sign * y);
      const [first, final] = [at(rest, 0), at(rest, last)];
      for (const a of plain) {
        const [x, y] = [at(a.values, 0), at(a.values, last)];
        for (const b of factors) {
          const [p, q] = [x * at(b.values, 0), y * at(b.values, last)];
          if (!isNear(Math.abs(first), Math.abs(p)) || !isNear(first * q, final * p)) continue;
          const c = closeness.ratio(
            rest,
            zipped(a.values, b.values, (u, v) => u * v),
          );
          if (c === undefined || !(closeness.isSame(c, 1) || closeness.isSame(c, -1))) continue;
          const text = written(inProduct(a.term), inProduct(b.term), inProduct(beside.term), c > 0, sign > 0);
          found.push({ text, cost: 3.5 + a.term.cost + b.term.cost + beside.term.cost });
        }
      }
    }
  }
  return found;
}

/** A product and a term beside it, each with its sign. */
function written(a: string, b: string, beside: string, isPlus: boolean, isBesidePlus: boolean): string {
  if (isPlus) return `is ${a} * ${b} ${isBesidePlus ? "+" : "-"} ${beside}`;
  return isBesidePlus ? `is ${beside} - ${a} * ${b}` : `is -(${a} * ${b} + ${beside})`;
}

const isNear = (x: number, y: number): boolean =>
  Math.abs(x - y) <= 0.05 * Math.max(Math.abs(x), Math.abs(y));
