// A factor, entry by entry, that is missing, one too much, or another than it should be.
import type { Case, Explainer, Explanation } from "../explanation.ts";
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
function exchanged(one: Case, factors: readonly Factor[], rest: string): Omit<Explanation, "kind">[] {
  const { given, right, closeness, constants } = one;
  const fits = glance(given, right);
  const times = (a: Values, b: Values): Values => zipped(a, b, (x, y) => x * y);
  const found: Omit<Explanation, "kind">[] = [];
  for (const instead of factors) {
    for (const proper of factors) {
      if (instead === proper || !fits(instead.values.data, proper.values.data)) continue;
      const c = closeness.ratio(times(given, proper.values), times(right, instead.values));
      if (c === undefined) continue;
      const name = constants.written(c);
      const cost = 0.8 + (instead.term.cost + proper.term.cost) / 2 + name.cost;
      found.push({ text: sentence(instead.term, proper.term, name.text) + rest, cost });
    }
  }
  return found;
}

/** All terms that can be factors of a gradient, each with a value for each of its entries. */
function factorsFor({ quantity, right, vocabulary: { one, named, made, odd } }: Case): Factor[] {
  const terms = [one, ...named, ...made, ...odd].filter(({ text }) => !text.endsWith(`d${quantity}`));
  return terms.flatMap((term) => {
    const values = spread(term.values, right.shape);
    return values === undefined ? [] : [{ term, values }];
  });
}

/** So many entries are looked at before all of them are. */
const few = 12;
/** So far from a common ratio may they be, of the largest of them. */
const loose = 1e-2;

/** A quick look at few entries, which drops nearly all pairs of factors. */
function glance(given: Values, right: Values): (instead: Float64Array, proper: Float64Array) => boolean {
  const size = given.data.length;
  const places = Array.from({ length: Math.min(few, size) }, (_, k) =>
    Math.floor((k * (size - 1)) / Math.max(1, Math.min(few, size) - 1)),
  );
  const [g, r] = [given, right].map(({ data }) => places.map((k) => data[k] as number)) as [
    number[],
    number[],
  ];
  const [first, last] = [places[0] as number, places.at(-1) as number];
  const [one, other] = [(g[0] as number) * (r.at(-1) as number), (g.at(-1) as number) * (r[0] as number)];
  return (instead, proper) => {
    // Most pairs differ in two entries already.
    const a = one * (proper[first] as number) * (instead[last] as number);
    const b = other * (proper[last] as number) * (instead[first] as number);
    if (Math.abs(a - b) > 2 * loose * Math.max(Math.abs(a), Math.abs(b))) return false;
    let [both, own, most] = [0, 0, 0];
    for (let n = 0; n < places.length; n++) {
      const k = places[n] as number;
      const [a, b] = [(g[n] as number) * (proper[k] as number), (r[n] as number) * (instead[k] as number)];
      both += a * b;
      own += b * b;
      most = Math.max(most, Math.abs(a));
    }
    const c = own === 0 ? 0 : both / own;
    for (let n = 0; n < places.length; n++) {
      const k = places[n] as number;
      const difference =
        (g[n] as number) * (proper[k] as number) - c * (r[n] as number) * (instead[k] as number);
      if (!(Math.abs(difference) <= loose * most)) return false;
    }
    return true;
  };
}

function sentence(instead: Term, proper: Term, constant: string): string {
  const also = constant === "1" ? "" : `, and the factor ${constant}`;
  if (proper.text === "1") return `has the factor ${inProduct(instead)}, which does not belong there${also}`;
  if (instead.text === "1")
    return `lacks the factor ${inProduct(proper)}${also === "" ? "" : `${also} too much`}`;
  return `has the factor ${inProduct(instead)} where ${inProduct(proper)} belongs${also}`;
}
