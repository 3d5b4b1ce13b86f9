// Sizes by name: at small sizes that are distinct primes, a number tells which dimensions it was made from, so that the 7
// in 1/7 is m, and a formula that was found at one choice of sizes can be written for all.
import { constant, div, input, mul, type Node, topological } from "@cadena/graph";
import { constantNumber, exact } from "@cadena/graph/extend";
import type { Dimensions } from "../derivation/derivation.ts";
import type { SizeTable } from "../derivation/sizes.ts";
import type { Fraction } from "../numbers/tower/fraction.ts";

/** A number as a fraction times powers of dimensions. */
export interface Measure {
  readonly fraction: Fraction;
  readonly powers: ReadonlyMap<string, number>;
}

/** The free dimensions of a derivation, at one choice of sizes, and a symbol for each. */
export class NamedSizes {
  readonly symbols: ReadonlyMap<string, Node>;
  readonly #sizes: readonly (readonly [name: string, size: bigint])[];
  readonly #literals: ReadonlySet<number>;

  /** @param literals numbers that a model has whatever its sizes are */
  constructor(dimensions: Dimensions, sizes: SizeTable, literals: ReadonlySet<number>) {
    this.#literals = literals;
    const free = Object.entries(dimensions).filter(([, one]) => typeof one === "number" || !one.fixed);
    this.symbols = new Map(free.map(([name]) => [name, input(name, [])]));
    this.#sizes = free
      .map(([name]) => [name, BigInt(sizes[name] as number)] as const)
      .filter(([, size]) => size > 2n)
      .toSorted(([, a], [, b]) => Number(b - a));
  }

  /** What a number of the model was made from; undefined for a named constant, as π. */
  measure(x: number): Measure | undefined {
    if (!Number.isFinite(x)) return undefined;
    const { numerator, denominator, times } = exact(x);
    if (times !== undefined) return undefined;
    if (this.#literals.has(x)) return { fraction: { numerator, denominator }, powers: new Map() };
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
      for (const [name, size] of this.#sizes) {
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
    return measure === undefined ? x : numberOf(measure, sizes);
  }

  /** The same shape at other sizes. */
  shapeElsewhere(shape: readonly number[], sizes: SizeTable): number[] {
    return shape.map((size) => numberOf(this.length(size), sizes));
  }

  /** A number in symbols: 1 / m. */
  written(x: number): Node {
    const measure = this.measure(x);
    if (measure === undefined || measure.powers.size === 0) return constant(x);
    const { numerator, denominator } = measure.fraction;
    const side = (number: bigint, sign: 1 | -1): Node | undefined => {
      const names = [...measure.powers].flatMap(([name, power]) =>
        new Array<Node>(Math.max(0, sign * power)).fill(this.symbols.get(name) as Node),
      );
      const factors = number === 1n ? names : [constant(Number(number)), ...names];
      return factors.length === 0 ? undefined : factors.reduce((a, b): Node => mul(a, b));
    };
    const [above, below] = [side(numerator, 1) ?? constant(1), side(denominator, -1)];
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
}

function numberOf({ fraction, powers }: Measure, sizes: SizeTable): number {
  let [above, below] = [Number(fraction.numerator), Number(fraction.denominator)];
  for (const [name, power] of powers) {
    if (power > 0) above *= (sizes[name] as number) ** power;
    else below *= (sizes[name] as number) ** -power;
  }
  return above / below;
}

/** Nodes at a choice of sizes. */
export interface Sized {
  readonly sizes: SizeTable;
  readonly nodes: readonly Node[];
}

/**
 * The sizes by name, as formulas have them at two choices. A number that seems to be made of sizes, and is not what it
 * should be then at the other sizes, is what it is at all of them.
 */
export function namedSizes(dimensions: Dimensions, [main, other]: readonly Sized[]): NamedSizes {
  const { sizes, nodes } = main as Sized;
  const tentative = new NamedSizes(dimensions, sizes, new Set());
  if (other === undefined) return tentative;
  const there = new Set(Array.from(numbersIn(other.nodes), textOf));
  const literals = [...numbersIn(nodes)].filter(
    (x) => !there.has(textOf(tentative.elsewhere(x, other.sizes))),
  );
  return new NamedSizes(dimensions, sizes, new Set(literals));
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
