// What people compute with: quantities and gradients by name, and what is often made of them.
import type { Computed } from "./model.ts";
import { mapped, sameShape, type Values, zipped } from "./values.ts";

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

/** The text of a term inside a product. */
export const inProduct = ({ text, isSum }: Term): string => (isSum ? `(${text})` : text);

/** A given array that is wrong, and what it should be: later ones may have been made from it. */
export interface Wrong {
  readonly quantity: string;
  readonly given: Values;
  readonly right: Values;
}

/** What stands for a factor that is not there, or for the number 1. */
const one: Term = { text: "1", isSum: false, values: { shape: [], data: Float64Array.of(1) }, cost: 0 };

/** Terms that formulas are searched among. */
export interface Vocabulary {
  /** Quantities and gradients. */
  readonly named: readonly Term[];
  /** What is made of one quantity, or of two: derivatives of activations, right and wrong ones, and residuals. */
  readonly made: readonly Term[];
  /** What is made of gradients as if they were activations. */
  readonly odd: readonly Term[];
  /** Differences of any two named arrays, as where one was taken for the other. */
  readonly exchanges: readonly Term[];
  /** 1 in the place of an array. */
  readonly one: Term;
  /** Gradients behind an activation: what comes from above times a slope, right or wrong. */
  readonly passed: readonly Term[];
}

/** The terms of a model. */
export function vocabularyOf(
  { quantities, gradients, slopes, problem }: Computed,
  wrong: readonly Wrong[],
): Vocabulary {
  const reals = [...quantities].filter(([name]) => problem.quantities[name]?.dtype === "real");
  const arrays = reals
    .filter(([, { data }]) => data.length > 1)
    .map(([text, values]): Term => ({ text, isSum: false, values, cost: 1 }));
  const ofLoss = [...gradients]
    .filter(([, { data }]) => data.length > 1)
    .map(([name, values]): Term => ({ text: `d${name}`, isSum: false, values, cost: 1 }));
  const theirs = wrong.map(
    ({ quantity, given, right }): Term => ({
      text: `your d${quantity}`,
      isSum: false,
      values: given,
      right,
      cost: 1.2,
    }),
  );
  const ofEach = arrays.flatMap(ofOne).map((term) => preferred(term, slopes));
  const made = [...ofEach, ...differences(arrays), ...slopesIn(slopes)];
  const named = [...theirs, ...arrays, ...ofLoss];
  const odd = ofLoss.flatMap(ofOne).filter(({ text }) => / \* \(1 - |^1 - .*\^2$/.test(text));
  return {
    named,
    made,
    odd,
    exchanges: differences(named),
    one,
    passed: passedBy([...theirs, ...ofLoss], slopes, arrays, made),
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
const mentions = (text: string, name: string): boolean => text.split(/[^\p{L}\p{N}_]+/u).includes(name);
