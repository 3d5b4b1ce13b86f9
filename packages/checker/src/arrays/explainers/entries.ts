// A factor, entry by entry, that is missing, one too much, or another than it should be.
import type { Case, Explainer, Explanation } from "../explanation.ts";
import { sameShape, type Values, zipped } from "../values.ts";
import { type Entry, entriesOf, inProduct, isGradientOf, type Term } from "../vocabulary.ts";

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
function exchanged(one: Case, factors: readonly Entry[], rest: string): Omit<Explanation, "kind">[] {
  const { given, right, closeness, constants } = one;
  const times = (a: Values, b: Values): Values => zipped(a, b, (x, y) => x * y);
  return likely(given, right, factors).flatMap(([instead, proper]) => {
    const c = closeness.ratio(times(given, proper.values), times(right, instead.values));
    if (c === undefined || !closeness.equal(made(right, instead, proper, c), given)) return [];
    const name = constants.written(c);
    const cost = 0.8 + (instead.term.cost + proper.term.cost) / 2 + name.cost;
    return [{ text: sentence(instead.term, proper.term, name.text) + rest, cost }];
  });
}

/** The right numbers with another factor; where the proper one is 0, nothing is told about what was computed. */
const made = (right: Values, instead: Entry, proper: Entry, c: number): Values => {
  const [by, of] = [instead.values.data, proper.values.data];
  const data = right.data.map((x, k) => (of[k] === 0 ? x : (c * x * (by[k] as number)) / (of[k] as number)));
  return { shape: right.shape, data };
};

/** All terms that can be factors of a gradient. */
function factorsFor({ quantity, right, vocabulary: { ones, named, made, odd } }: Case): Entry[] {
  return [ones, named, made, odd]
    .flatMap((terms) => entriesOf(terms, right.shape))
    .filter(({ term }) => !isGradientOf(quantity, term));
}

/** So many entries are looked at before all of them are. */
const few = 12;
/** So far from a common ratio may they be, of the largest of them. */
const loose = 1e-2;

/** The pairs of factors that a look at few entries does not tell apart: instead of the second one the first. */
function likely(given: Values, right: Values, factors: readonly Entry[]): [instead: Entry, proper: Entry][] {
  const size = given.data.length;
  const count = Math.min(few, size);
  const places = Array.from({ length: count }, (_, k) =>
    Math.floor((k * (size - 1)) / Math.max(1, count - 1)),
  );
  const seen = ({ data }: Values): Float64Array => Float64Array.from(places, (k) => data[k] as number);
  const [g, r] = [seen(given), seen(right)];
  const looks = factors.map(({ values }) => seen(values));
  const last = count - 1;
  const [one, other] = [(g[0] as number) * (r[last] as number), (g[last] as number) * (r[0] as number)];
  const [starts, ends] = [
    Float64Array.from(looks, (x) => x[0] as number),
    Float64Array.from(looks, (x) => x[last] as number),
  ];
  const found: [Entry, Entry][] = [];
  for (let i = 0; i < looks.length; i++) {
    const [start, end] = [other * (starts[i] as number), one * (ends[i] as number)];
    for (let j = 0; j < looks.length; j++) {
      // Most pairs differ in two entries already.
      const [a, b] = [end * (starts[j] as number), start * (ends[j] as number)];
      if (Math.abs(a - b) > 2 * loose * Math.max(Math.abs(a), Math.abs(b)) || i === j) continue;
      if (isLikely(g, r, looks[i] as Float64Array, looks[j] as Float64Array))
        found.push([factors[i] as Entry, factors[j] as Entry]);
    }
  }
  return found;
}

/** Whether given numbers times the proper factor are a multiple of the right ones times the one instead. */
function isLikely(
  given: Float64Array,
  right: Float64Array,
  instead: Float64Array,
  proper: Float64Array,
): boolean {
  let [both, own, most] = [0, 0, 0];
  for (let k = 0; k < given.length; k++) {
    const [a, b] = [
      (given[k] as number) * (proper[k] as number),
      (right[k] as number) * (instead[k] as number),
    ];
    both += a * b;
    own += b * b;
    most = Math.max(most, Math.abs(a));
  }
  const c = own === 0 ? 0 : both / own;
  return given.every((x, k) => {
    const difference = x * (proper[k] as number) - c * (right[k] as number) * (instead[k] as number);
    return Math.abs(difference) <= loose * most;
  });
}

function sentence(instead: Term, proper: Term, constant: string): string {
  const also = constant === "1" ? "" : `, and the factor ${constant}`;
  if (proper.text === "1") return `has the factor ${inProduct(instead)}, which does not belong there${also}`;
  if (instead.text === "1")
    return `lacks the factor ${inProduct(proper)}${also === "" ? "" : `${also} too much`}`;
  return `has the factor ${inProduct(instead)} where ${inProduct(proper)} belongs${also}`;
}
