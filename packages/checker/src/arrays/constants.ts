// Names for numbers by which a gradient may be off: sizes, scalars of the model, and what is made of them.
import type { Closeness } from "./closeness.ts";

/** A number with a name. */
export interface Constant {
  readonly text: string;
  readonly value: number;
  /** The simpler the cheaper. */
  readonly cost: number;
}

/** Numbers that can be named. */
export class Constants {
  readonly #known: readonly Constant[];
  readonly #ofScalars: readonly Constant[];
  readonly #closeness: Closeness;
  readonly #examples: string | undefined;

  /**
   * @param sizes dimensions by name
   * @param scalars numbers of the model by name: a rate, a strength of regularisation
   * @param examples the dimension that counts examples
   */
  constructor(
    sizes: Readonly<Record<string, number>>,
    scalars: Readonly<Record<string, number>>,
    examples: string | undefined,
    closeness: Closeness,
  ) {
    this.#closeness = closeness;
    this.#examples = examples;
    this.#ofScalars = ofScalars(scalars, sizes);
    this.#known = [...ofNumbers, ...ofSizes(sizes, examples), ...this.#ofScalars]
      .filter(({ value }) => Number.isFinite(value) && value > 0)
      .sort((a, b) => a.cost - b.cost);
  }

  /** The simplest name of a number, with its sign; undefined where it has none. */
  named(number: number): Constant | undefined {
    const size = Math.abs(number);
    const known = this.#known.find(({ value }) => this.#closeness.isSame(size, value));
    if (known === undefined) return undefined;
    const { text, cost } = known;
    return number > 0 ? known : { text: text === "1" ? "-1" : `-${text}`, value: number, cost: cost + 0.1 };
  }

  /** The simplest name of a number; its digits where it has none. */
  written(number: number): Constant {
    return this.named(number) ?? { text: String(Number(number.toPrecision(6))), value: number, cost: 3 };
  }

  /** Numbers by which a term of regularisation is multiplied: all that are made of scalars. */
  ofTerms(): readonly Constant[] {
    return this.#ofScalars;
  }

  /** Those that are made of the number of examples. */
  ofExamples(): readonly Constant[] {
    return this.#known.filter(({ text }) => text === this.#examples || text === `1/${this.#examples}`);
  }

  /** Other plain names of a number: sizes and small numbers that happen to have this value. */
  alike({ text, value }: Constant): string[] {
    return this.#known
      .filter((one) => one.text !== text && plain.test(one.text) && this.#closeness.isSame(value, one.value))
      .map((one) => one.text);
  }
}

/** A name or a number, or 1 divided by it. */
const plain = /^(?:1\/)?[\p{L}\p{N}_]+$/u;

const ofNumbers: readonly Constant[] = [
  { text: "1", value: 1, cost: 0 },
  { text: "2", value: 2, cost: 1 },
  { text: "1/2", value: 1 / 2, cost: 1 },
  { text: "4", value: 4, cost: 1.6 },
  { text: "1/4", value: 1 / 4, cost: 1.6 },
  { text: "3", value: 3, cost: 1.7 },
  { text: "1/3", value: 1 / 3, cost: 1.7 },
  // Rates of learning.
  { text: "0.1", value: 0.1, cost: 1.6 },
  { text: "0.01", value: 0.01, cost: 1.6 },
  { text: "0.001", value: 0.001, cost: 1.6 },
];

function ofSizes(sizes: Readonly<Record<string, number>>, examples: string | undefined): Constant[] {
  const all = Object.entries(sizes).filter(([, size]) => size > 1);
  return all.flatMap(([d, size]): Constant[] => {
    const cost = d === examples ? 0.9 : 1.2;
    return [
      { text: d, value: size, cost },
      { text: `1/${d}`, value: 1 / size, cost },
      ...[2, 3, 4].map((n) => ({ text: `${n}/${d}`, value: n / size, cost: cost + 0.25 })),
      { text: `1/(2 ${d})`, value: 1 / (2 * size), cost: cost + 0.8 },
      { text: `${d}/2`, value: size / 2, cost: cost + 0.8 },
      { text: `${d}^2`, value: size ** 2, cost: cost + 1 },
      { text: `1/${d}^2`, value: size ** -2, cost: cost + 1 },
      { text: `sqrt(${d})`, value: Math.sqrt(size), cost: cost + 1 },
      { text: `1/sqrt(${d})`, value: 1 / Math.sqrt(size), cost: cost + 1 },
      { text: `${d}/(${d} - 1)`, value: size / (size - 1), cost: cost + 1 },
      { text: `(${d} - 1)/${d}`, value: (size - 1) / size, cost: cost + 1 },
      ...all.flatMap(([other, divisor]) =>
        other === d ? [] : [{ text: `${d}/${other}`, value: size / divisor, cost: cost + 0.9 }],
      ),
    ];
  });
}

function ofScalars(
  scalars: Readonly<Record<string, number>>,
  sizes: Readonly<Record<string, number>>,
): Constant[] {
  return Object.entries(scalars).flatMap(([s, value]): Constant[] => {
    const plain: Constant[] = [
      { text: s, value, cost: 1 },
      { text: `2 ${s}`, value: 2 * value, cost: 1.5 },
      { text: `1/2 ${s}`, value: value / 2, cost: 1.5 },
      { text: `1/${s}`, value: 1 / value, cost: 1.3 },
      { text: `(1 - ${s})`, value: 1 - value, cost: 1.4 },
      { text: `1/(1 - ${s})`, value: 1 / (1 - value), cost: 1.6 },
    ];
    const divided = Object.entries(sizes).flatMap(([d, size]): Constant[] => [
      { text: `${s}/${d}`, value: value / size, cost: 1.2 },
      { text: `2 ${s}/${d}`, value: (2 * value) / size, cost: 1.7 },
      { text: `${s}/(2 ${d})`, value: value / (2 * size), cost: 1.7 },
      { text: `(${s} - ${s}/${d})`, value: value - value / size, cost: 2 },
    ]);
    return [...plain, ...divided];
  });
}
