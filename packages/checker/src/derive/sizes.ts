// Sizes by name: at small sizes that are distinct primes, a number tells which dimensions it was made from, so that the 7
// in 1/7 is m, and a formula that was found at one choice of sizes can be written for all.
import { div, input, mul, type Node, topological } from "@cadena/graph";
import { constantNumber, exact } from "@cadena/graph/extend";
import type { Dimensions } from "../derivation/derivation.ts";
import type { SizeTable } from "../derivation/sizes.ts";
import type { Fraction } from "../numbers/tower/fraction.ts";
import { correspondence, type Length, lengthOf, type Sized } from "./lengths.ts";
import { literal } from "./literal.ts";

/** A number as a fraction times powers of dimensions, and of lengths that are made of them. */
export interface Measure {
  readonly fraction: Fraction;
  readonly powers: ReadonlyMap<string, number>;
}

/** The free dimensions of a derivation, at one choice of sizes, and a symbol for each. */
export class NamedSizes {
  readonly symbols: ReadonlyMap<string, Node>;
  readonly #lengths: ReadonlyMap<string, Length>;
  readonly #sizes: readonly (readonly [name: string, size: bigint])[];
  readonly #own: SizeTable;
  readonly #literals: ReadonlySet<number>;

  /**
   * @param lengths made of the symbols of dimensions
   * @param literals numbers that a model has whatever its sizes are
   */
  constructor(
    symbols: ReadonlyMap<string, Node>,
    sizes: SizeTable,
    lengths: readonly Length[],
    literals: ReadonlySet<number>,
  ) {
    this.#own = sizes;
    this.#literals = literals;
    this.symbols = symbols;
    const dimensions = Array.from(
      symbols,
      ([text, formula]): Length => ({
        text,
        formula,
        at: (other) => other[text] as number,
      }),
    );
    this.#lengths = new Map([...dimensions, ...lengths].map((one) => [one.text, one]));
    this.#sizes = [dimensions, lengths].flatMap((some) =>
      some
        .map(({ text, at }) => [text, BigInt(at(sizes))] as const)
        .filter(([, size]) => size > 2n)
        .toSorted(([, a], [, b]) => Number(b - a)),
    );
  }

  /**
   * What a number was made from; undefined for a named constant, as π.
   * @param isPlain whether no size hides in it
   */
  measure(x: number, isPlain: boolean = this.#literals.has(x)): Measure | undefined {
    if (!Number.isFinite(x)) return undefined;
    const { numerator, denominator, times } = exact(x);
    if (times !== undefined) return undefined;
    if (isPlain) return { fraction: { numerator, denominator }, powers: new Map() };
    return this.#measured(numerator, denominator);
  }

  /** What the length of an axis was made from. */
  length(size: number): Measure {
    return this.#measured(BigInt(size), 1n);
  }

  #measured(numerator: bigint, denominator: bigint): Measure {
    const powers = new Map<string, number>();
    const without = (whole: bigint, sign: 1 | -1): bigint => {
      let rest = whole;
      // A length that is more than a product is that, and none of its factors are dimensions.
      const itself = this.#sizes.filter(([, size]) => size === whole);
      for (const [name, size] of itself.length > 0 ? itself : this.#sizes) {
        for (; rest !== 0n && rest % size === 0n; rest /= size)
          powers.set(name, (powers.get(name) ?? 0) + sign);
      }
      return rest;
    };
    return { fraction: { numerator: without(numerator, 1), denominator: without(denominator, -1) }, powers };
  }

  /** The same number at other sizes. */
  elsewhere(x: number, sizes: SizeTable): number {
    const measure = this.measure(x);
    return measure === undefined ? x : this.#numberOf(measure, sizes);
  }

  /** The same shape at other sizes. */
  shapeElsewhere(shape: readonly number[], sizes: SizeTable): number[] {
    return shape.map((size) => this.#numberOf(this.length(size), sizes));
  }

  /** The same names at other sizes. */
  at(sizes: SizeTable): NamedSizes {
    const lengths = [...this.#lengths.values()].filter(({ text }) => !this.symbols.has(text));
    return new NamedSizes(this.symbols, sizes, lengths, this.#literals);
  }

  /** A length that is one number here and another at other sizes, over the symbols of dimensions. */
  lengthOf(here: number, there: number, elsewhere: SizeTable): Node | undefined {
    const { powers } = this.length(here);
    if (powers.size > 0 && this.shapeElsewhere([here], elsewhere)[0] === there)
      return this.written(here, false);
    return lengthOf([here, there], this.symbols, [this.#own, elsewhere])?.formula;
  }

  /** What stands for a name of a measure. */
  factor(name: string): Node {
    return (this.#lengths.get(name) as Length).formula;
  }

  /** A number in symbols: 1 / m. */
  written(x: number, isPlain?: boolean): Node {
    const measure = this.measure(x, isPlain);
    if (measure === undefined || measure.powers.size === 0) return literal(x);
    const { numerator, denominator } = measure.fraction;
    const side = (number: bigint, sign: 1 | -1): Node | undefined => {
      const names = [...measure.powers].flatMap(([name, power]) =>
        new Array<Node>(Math.max(0, sign * power)).fill(this.factor(name)),
      );
      const factors = number === 1n ? names : [literal(Number(number)), ...names];
      return factors.length === 0 ? undefined : factors.reduce((a, b): Node => mul(a, b));
    };
    const [above, below] = [side(numerator, 1) ?? literal(1), side(denominator, -1)];
    return below === undefined ? above : div(above, below);
  }

  /** A shape in words: "n m". */
  shape(shape: readonly number[]): readonly string[] {
    return shape.map((size) => {
      const { fraction, powers } = this.length(size);
      const { numerator } = fraction;
      const names = [...powers].flatMap(([name, power]) => new Array<string>(power).fill(name));
      return [...(numerator === 1n && names.length > 0 ? [] : [String(numerator)]), ...names].join(" ");
    });
  }

  #numberOf({ fraction, powers }: Measure, sizes: SizeTable): number {
    let [above, below] = [Number(fraction.numerator), Number(fraction.denominator)];
    for (const [name, power] of powers) {
      const size = (this.#lengths.get(name) as Length).at(sizes);
      if (power > 0) above *= size ** power;
      else below *= size ** -power;
    }
    return above / below;
  }
}

/**
 * The sizes by name, as formulas have them at two choices. A number that seems to be made of sizes, and is not what it
 * should be then at the other sizes, is what it is at all of them.
 */
export function namedSizes(dimensions: Dimensions, [main, other]: readonly Sized[]): NamedSizes {
  const { sizes, nodes } = main as Sized;
  const free = Object.entries(dimensions).filter(([, one]) => typeof one === "number" || !one.fixed);
  const symbols = new Map(free.map(([name]): [string, Node] => [name, input(name, [])]));
  const products = new NamedSizes(symbols, sizes, [], new Set());
  if (other === undefined) return products;
  const lengths = [...(correspondence(main as Sized, other) ?? [])]
    .filter(([here, there]) => products.shapeElsewhere([here], other.sizes)[0] !== there)
    .flatMap((pair) => lengthOf(pair, symbols, [sizes, other.sizes]) ?? []);
  const tentative = new NamedSizes(symbols, sizes, lengths, new Set());
  const there = new Set(Array.from(numbersIn(other.nodes), textOf));
  const literals = [...numbersIn(nodes)].filter(
    (x) => !there.has(textOf(tentative.elsewhere(x, other.sizes))),
  );
  return new NamedSizes(symbols, sizes, lengths, new Set(literals));
}

const numbersIn = (nodes: readonly Node[]): Set<number> =>
  new Set(
    topological(nodes)
      .map(constantNumber)
      .filter((value) => value !== undefined && Number.isFinite(value)) as number[],
  );

/** The same for floats that stand for the same fraction. */
function textOf(x: number): string {
  const { numerator, denominator, times = "" } = exact(x);
  return `${numerator}/${denominator}${times}`;
}
