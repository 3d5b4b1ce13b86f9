// A gradient that is passed through an activation: what comes from above, times a polynomial in a quantity. Numbers
// and powers that are wrong in it are told.
import type { Case, Explainer } from "../explanation.ts";
import { largest, sameShape, type Values, zipped } from "../values.ts";
import type { Term } from "../vocabulary.ts";

/** Powers from 0 to this one. */
const degree = 3;

export const polynomial: Explainer = {
  kind: "formula",
  explain: (one) => {
    const { given, right, quantity, closeness, vocabulary } = one;
    if (!sameShape(given, right) || !closeness.isTelling(given.data.length - degree)) return [];
    const named = vocabulary.named.filter(
      ({ text, values }) => sameShape(values, right) && !text.endsWith(`d${quantity}`),
    );
    return named.flatMap((above) => named.flatMap((x) => (above === x ? [] : told(one, above, x))));
  },
};

function told({ given, right, closeness, constants }: Case, above: Term, x: Term) {
  const [wrong, proper] = [given, right].map((of) => quotient(of, above.values)) as [Values?, Values?];
  if (wrong === undefined || proper === undefined) return [];
  const [found, wanted] = [wrong, proper].map((of) => fitted(of, x.values)) as [Fit?, Fit?];
  if (found === undefined || wanted === undefined) return [];
  if (!closeness.equal(found.made, wrong) || !closeness.equal(wanted.made, proper)) return [];
  const write = ({ by }: Fit): string => writtenPolynomial(by, x.text, (c) => constants.written(c).text);
  return [
    {
      text: `is ${above.text} * (${write(found)}), where ${write(wanted)} belongs`,
      cost: 3 + above.cost + x.cost,
    },
  ];
}

/** Entry by entry; undefined where something is divided by nearly nothing. */
function quotient(of: Values, by: Values): Values | undefined {
  const least = 1e-6 * largest(by);
  if (by.data.some((y) => Math.abs(y) <= least)) return undefined;
  return zipped(of, by, (x, y) => x / y);
}

/** The coefficients of powers, and what they make. */
interface Fit {
  readonly by: readonly number[];
  readonly made: Values;
}

/** The polynomial through as many entries as it has coefficients, by divided differences (Newton). */
function fitted(of: Values, x: Values): Fit | undefined {
  const places = distinctPlaces(x);
  if (places === undefined) return undefined;
  const xs = places.map((k) => x.data[k] as number);
  const table = places.map((k) => of.data[k] as number);
  for (let j = 1; j <= degree; j++) {
    for (let i = degree; i >= j; i--) {
      const gap = (xs[i] as number) - (xs[i - j] as number);
      table[i] = ((table[i] as number) - (table[i - 1] as number)) / gap;
    }
  }
  let by: number[] = [table[degree] as number];
  for (let i = degree - 1; i >= 0; i--) {
    // Times (x - xs[i]), plus the next difference.
    const shifted = [0, ...by];
    by = shifted.map((c, k) => c - (xs[i] as number) * (by[k] ?? 0));
    by[0] = (by[0] as number) + (table[i] as number);
  }
  const size = Math.max(...by.map(Math.abs));
  const clean = by.map((c) => (Math.abs(c) <= 1e-6 * size ? 0 : c));
  const made = x.data.map((at) => clean.reduceRight((sum, c) => sum * at + c, 0));
  return { by: clean, made: { shape: of.shape, data: made } };
}

/** Entries with values that are far enough from each other. */
function distinctPlaces({ data }: Values): number[] | undefined {
  const order = Array.from(data.keys()).sort((a, b) => (data[a] as number) - (data[b] as number));
  const places = Array.from(
    { length: degree + 1 },
    (_, k) => order[Math.round((k * (order.length - 1)) / degree)] as number,
  );
  const values = places.map((k) => data[k] as number);
  const isFar = values.every((x, k) => k === 0 || x - (values[k - 1] as number) > 1e-3);
  return isFar ? places : undefined;
}

/** A polynomial, the lowest power first: "1 - 1.001 A^2". */
function writtenPolynomial(by: readonly number[], x: string, number: (c: number) => string): string {
  const terms = by.flatMap((c, power) => {
    if (c === 0) return [];
    const factor = power === 0 ? "" : power === 1 ? x : `${x}^${power}`;
    const size = number(Math.abs(Number(c.toPrecision(9))));
    return [`${c < 0 ? "-" : "+"} ${factor === "" ? size : size === "1" ? factor : `${size} ${factor}`}`];
  });
  return terms.length === 0 ? "0" : terms.join(" ").replace(/^\+ /, "").replace(/^- /, "-");
}
