// What people compute with: quantities and gradients by name, and what is often made of them.
import type { Shape } from "@cadena/graph";
import type { Computed } from "./model.ts";
import { mapped, sameShape, spread, summed, type Values, zipped } from "./values.ts";

/** An array with its formula. */
export interface Term {
  readonly text: string;
  /** Whether the text has to stand in brackets inside a product. */
  readonly isSum: boolean;
  readonly values: Values;
  readonly cost: number;
  /** The array as it should be, where it is one that was given and is wrong. */
  readonly right?: Values;
}

/** A term with a value for each entry of an array. */
export interface Entry {
  readonly term: Term;
  readonly values: Values;
}

const stretched = new WeakMap<readonly Term[], Map<string, readonly Entry[]>>();

/** The terms that can be stretched to a shape; for the same terms and shape they are made once. */
export function entriesOf(terms: readonly Term[], shape: Shape): readonly Entry[] {
  const all = stretched.get(terms) ?? new Map<string, readonly Entry[]>();
  stretched.set(terms, all);
  const key = shape.join();
  const known =
    all.get(key) ??
    terms.flatMap((term): Entry[] => {
      const values = spread(term.values, shape);
      return values === undefined ? [] : [{ term, values }];
    });
  all.set(key, known);
  return known;
}

/** Whether a term is the gradient of a quantity, or somebody's array for it. */
export const isGradientOf = (quantity: string, { text }: Term): boolean =>
  text === `d${quantity}` || text === `your d${quantity}`;

const sums = new WeakMap<readonly Term[], readonly Term[]>();

/** The sums of terms along each of their axes. */
export function totalsOf(terms: readonly Term[]): readonly Term[] {
  const known =
    sums.get(terms) ??
    terms.flatMap((term) =>
      Array.from(
        term.values.shape.keys(),
        (axis): Term => ({
          text: `sum(${term.text}, axis=${axis})`,
          isSum: false,
          values: summed(term.values, axis),
          cost: term.cost,
          ...(term.right && { right: summed(term.right, axis) }),
        }),
      ),
    );
  sums.set(terms, known);
  return known;
}

/** The text of a term inside a product. */
export const inProduct = ({ text, isSum }: Term): string => (isSum ? `(${text})` : text);

/** A given array that is wrong, and what it should be: later ones may have been made from it. */
export interface Wrong {
  readonly quantity: string;
  readonly given: Values;
  readonly right: Values;
}

/** What stands for a factor that is not there, or for the number 1. */
const ones: readonly Term[] = [
  { text: "1", isSum: false, values: { shape: [], data: Float64Array.of(1) }, cost: 0 },
];

/** Terms that formulas are searched among. */
export interface Vocabulary {
  /** Quantities and gradients. */
  readonly named: readonly Term[];
  /** What is made of one quantity, or of two: derivatives of activations, right and wrong ones, and residuals. */
  readonly made: readonly Term[];
  /** What is made of gradients as if they were activations. */
  readonly odd: readonly Term[];
  /** 1 in the place of an array. */
  readonly ones: readonly Term[];
  /** Gradients behind an activation: what comes from above times a slope, right or wrong. */
  readonly passed: readonly Term[];
}

/** What is made of the values of a model alone: it is the same for all arrays that are compared with them. */
export interface Words {
  readonly slopes: Computed["slopes"];
  readonly arrays: readonly Term[];
  readonly ofLoss: readonly Term[];
  readonly made: readonly Term[];
  readonly odd: readonly Term[];
}

/** The words of a model. */
export function wordsOf({ quantities, gradients, slopes, problem }: Computed): Words {
  const reals = [...quantities].filter(([name]) => problem.quantities[name]?.dtype === "real");
  const arrays = reals
    .filter(([, { data }]) => data.length > 1)
    .map(([text, values]): Term => ({ text, isSum: false, values, cost: 1 }));
  const ofLoss = [...gradients]
    .filter(([, { data }]) => data.length > 1)
    .map(([name, values]): Term => ({ text: `d${name}`, isSum: false, values, cost: 1 }));
  const ofEach = arrays.flatMap(ofOne).map((term) => preferred(term, slopes));
  const made = [...ofEach, ...differences(arrays), ...slopesIn(slopes)];
  const odd = ofLoss.flatMap(ofOne).filter(({ text }) => / \* \(1 - |^1 - .*\^2$/.test(text));
  return { slopes, arrays, ofLoss, made, odd };
}

/** The terms of a model, and given arrays that are wrong. */
export function vocabularyOf(
  { slopes, arrays, ofLoss, made, odd }: Words,
  wrong: readonly Wrong[],
): Vocabulary {
  const theirs = wrong.map(
    ({ quantity, given, right }): Term => ({
      text: `your d${quantity}`,
      isSum: false,
      values: given,
      right,
      cost: 1.2,
    }),
  );
  const named = [...theirs, ...arrays, ...ofLoss];
  let passed: readonly Term[] | undefined;
  return {
    named,
    made,
    odd,
    ones,
    get passed() {
      passed ??= passedBy([...theirs, ...ofLoss], slopes, arrays, made);
      return passed;
    },
  };
}

/** What is often made of one array. */
function ofOne({ text, values }: Term): Term[] {
  const of = (made: string, isSum: boolean, f: (x: number) => number, cost = 1.5): Term => ({
    text: made,
    isSum,
    values: mapped(values, f),
    cost,
  });
  return [
    of(`1 - ${text}`, true, (x) => 1 - x),
    of(`1 + ${text}`, true, (x) => 1 + x, 2.2),
    of(`${text}^2`, false, (x) => x * x),
    of(`1 - ${text}^2`, true, (x) => 1 - x * x),
    of(`1 + ${text}^2`, true, (x) => 1 + x * x),
    of(`${text} * (1 - ${text})`, true, (x) => x * (1 - x)),
    of(`${text} * (1 + ${text})`, true, (x) => x * (1 + x)),
    of(`[${text} > 0]`, false, (x) => Number(x > 0)),
    of(`sign(${text})`, false, Math.sign),
    of(`1/${text}`, false, (x) => 1 / x),
  ].filter(({ values: { data } }) => data.every(Number.isFinite));
}

/** A term that is the derivative of an activation is what people mean by it. */
function preferred(term: Term, slopes: Computed["slopes"]): Term {
  const { shape, data } = term.values;
  const isSlope = slopes.some(
    ({ values }) =>
      values.shape.join() === shape.join() &&
      values.data.every((x, k) => Math.abs(x - (data[k] as number)) <= 1e-12 * Math.max(1, Math.abs(x))),
  );
  return isSlope ? { ...term, cost: 0.9 } : term;
}

/** Residuals: differences of arrays of one shape. */
function differences(arrays: readonly Term[]): Term[] {
  return arrays.flatMap((a, k) =>
    arrays.slice(k + 1).flatMap((b): Term[] => {
      if (!sameShape(a.values, b.values)) return [];
      const values = zipped(a.values, b.values, (x, y) => x - y);
      return [{ text: `${a.text} - ${b.text}`, isSum: true, values, cost: 1.6 }];
    }),
  );
}

const slopesIn = (slopes: Computed["slopes"]): Term[] =>
  slopes.map(({ of, at, values }) => ({
    text: `the derivative of ${of} at ${at}`,
    isSum: false,
    values,
    cost: 2,
  }));

/** For a = f(z): da times whatever might have been taken for f'(z). */
function passedBy(
  ofLoss: readonly Term[],
  slopes: Computed["slopes"],
  arrays: readonly Term[],
  made: readonly Term[],
): Term[] {
  return slopes.flatMap(({ of, at, values: slope }) => {
    const texts = [of, at];
    const candidates = [...arrays, ...made].filter(
      ({ text, values }) => sameShape(values, slope) && texts.some((name) => mentions(text, name)),
    );
    return ofLoss
      .filter(({ text, values }) => text.endsWith(`d${of}`) && sameShape(values, slope))
      .flatMap((above) =>
        candidates.map((by): Term => {
          const times = (one: Values): Values => zipped(one, by.values, (x, y) => x * y);
          return {
            text: `${above.text} * ${inProduct(by)}`,
            isSum: true,
            values: times(above.values),
            cost: above.cost + by.cost,
            ...(above.right && { right: times(above.right) }),
          };
        }),
      );
  });
}

/** Whether a text speaks of a name. */
export const mentions = (text: string, name: string): boolean =>
  text.split(/[^\p{L}\p{N}_]+/u).includes(name);
