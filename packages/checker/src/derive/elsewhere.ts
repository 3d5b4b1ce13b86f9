// The formulas of a derivation at its other choice of sizes: numbers inside ops that differ there are sizes, and others are
// what they are.
import { CadenaError, input, type Node } from "@cadena/graph";
import type { Name } from "./derived.ts";
import { namedIn, namesIn } from "./outline.ts";
import type { Setting } from "./setting.ts";
import { transported } from "./transport.ts";

/** A formula elsewhere, and the leaf of the formula here that each of its leaves is. */
export interface Counterpart {
  readonly formula: Node;
  readonly leaves: ReadonlyMap<Node, Node>;
}

/** Where formulas are written at other sizes. */
export class Elsewhere {
  readonly #setting: Setting;
  readonly #places = new Map<Node, Node>();
  readonly #leaves = new Map<Node, Node>();

  /** @param symbols for gradients and slopes */
  constructor(setting: Setting, symbols: ReadonlyMap<Node, Name>) {
    const { main, outlines, names } = setting;
    this.#setting = setting;
    const other = outlines[1] ?? main;
    const place = (here: Node, there: Node): void => {
      this.#places.set(here, there);
      this.#leaves.set(there, here);
    };
    for (const symbol of names.symbols.values()) place(symbol, symbol);
    for (const symbol of symbols.keys()) {
      place(symbol, input(symbol.name as string, names.shapeElsewhere(symbol.shape, other.problem.sizes)));
    }
    for (const { name, symbol, gradient } of namesIn(main)) {
      const there = namedIn(other, name);
      place(symbol, there.symbol);
      place(gradient, there.gradient);
    }
  }

  /** The same formula there; undefined where there is no other choice of sizes, or it makes no sense at it. */
  of(formula: Node): Counterpart | undefined {
    const { names, outlines } = this.#setting;
    const sizes = outlines[1]?.problem.sizes;
    if (sizes === undefined) return undefined;
    try {
      const there =
        this.#setting.pageElsewhere(formula) ??
        transported(formula, names, { sizes, place: (symbol) => this.#places.get(symbol) });
      return { formula: there, leaves: this.#leaves };
    } catch (error) {
      if (error instanceof CadenaError) return undefined;
      throw error;
    }
  }

  /** A length that is one number here and another there, over the symbols of dimensions. */
  lengthOf(here: number, there: number): Node | undefined {
    const { names, outlines } = this.#setting;
    const sizes = outlines[1]?.problem.sizes;
    return sizes && names.lengthOf(here, there, sizes);
  }
}
