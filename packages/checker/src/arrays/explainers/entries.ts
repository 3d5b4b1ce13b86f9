// A factor, entry by entry, that is missing, one too much, or another than it should be.
import type { Case, Explainer } from "../explanation.ts";
import { sameShape, spread, type Values, zipped } from "../values.ts";
import { inProduct, type Term } from "../vocabulary.ts";

/** A term with a value for each entry of a gradient. */
interface Factor {
  readonly term: Term;
  readonly values: Values;
}

export const entries: Explainer = {
  kind: "entries",
  explain: (one) => {
    if (!sameShape(one.given, one.right) || !one.closeness.isTelling(one.given.data.length)) return [];
    const factors = factorsFor(one);
    const found = exchanged(one, factors, "");
    return found.length > 0
      ? found
      : besideTerms(one).flatMap(([rest, text]) => exchanged(rest, factors, text));
  },
};

/** Gradients without a term of regularisation that both have. */
function besideTerms(one: Case): [Case, string][] {
  const { quantity, given, right, constants, vocabulary } = one;
  const terms = [...vocabulary.named, ...vocabulary.made].filter(
    ({ text, values }) => (text === quantity || text === `sign(${quantity})`) && sameShape(values, right),
  );
  return terms.flatMap((term) =>
    constants.ofTerms().map(({ text, value }): [Case, string] => {
      const without = (from: Values): Values => zipped(from, term.values, (x, y) => x - value * y);
      return [
        { ...one, given: without(given), right: without(right) },
        `, beside the term ${text} ${term.text}`,
      ];
    }),
  );
}

/** All pairs of factors of which one stands in the place of the other. */
function exchanged({ given, right, closeness, constants }: Case, factors: readonly Factor[], rest: string) {
  const fits = glance(given, right);
  return factors.flatMap((instead) =>
    factors.flatMap((proper) => {
      if (instead === proper || !fits(instead.values.data, proper.values.data)) return [];
      const times = (a: Values, b: Values): Values => zipped(a, b, (x, y) => x * y);
      const c = closeness.ratio(times(given, proper.values), times(right, instead.values));
      if (c === undefined) return [];
      const name = constants.written(c);
      const cost = 0.8 + (instead.term.cost + proper.term.cost) / 2 + name.cost;
      return [{ text: sentence(instead.term, proper.term, name.text) + rest, cost }];
    }),
  );
}

/** All terms that can be factors of a gradient, each with a value for each of its entries. */
function factorsFor({ quantity, right, vocabulary: { one, named, made, odd } }: Case): Factor[] {
  const terms = [one, ...named, ...made, ...odd].filter(({ text }) => !text.endsWith(`d${quantity}`));
  return terms.flatMap((term) => {
    const values = spread(term.values, right.shape);
    return values === undefined ? [] : [{ term, values }];
  });
}

/** A quick look at two entries, which drops nearly all pairs of factors. */
function glance(given: Values, right: Values): (instead: Float64Array, proper: Float64Array) => boolean {
  const telling = Array.from(given.data.keys()).filter((k) => given.data[k] !== 0 && right.data[k] !== 0);
  const [i, j] = [telling[0], telling.at(-1)];
  if (i === undefined || j === undefined || i === j) return () => true;
  const at = (data: Float64Array, k: number): number => data[k] as number;
  const left = at(given.data, i) * at(right.data, j);
  const other = at(given.data, j) * at(right.data, i);
  return (instead, proper) => {
    const a = left * at(proper, i) * at(instead, j);
    const b = other * at(proper, j) * at(instead, i);
    return Math.abs(a - b) <= 0.05 * Math.max(Math.abs(a), Math.abs(b));
  };
}

function sentence(instead: Term, proper: Term, constant: string): string {
  const also = constant === "1" ? "" : `, and the factor ${constant}`;
  if (proper.text === "1") return `has the factor ${inProduct(instead)}, which does not belong there${also}`;
  if (instead.text === "1")
    return `lacks the factor ${inProduct(proper)}${also === "" ? "" : `${also} too much`}`;
  return `has the factor ${inProduct(instead)} where ${inProduct(proper)} belongs${also}`;
}
