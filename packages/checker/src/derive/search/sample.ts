// What formulas over symbols are at a few points, in floats: a sieve. What passes it is shown in exact arithmetic.
import { float64, type Node, type Shape } from "@cadena/graph";
import { sizeOf } from "@cadena/graph/extend";
import { elements, prepared } from "../../evidence/program.ts";
import type { Points } from "../../points/points.ts";
import { draws } from "../../points/random.ts";
import { generic } from "../../points/sampling.ts";
import { namesIn, type Outline } from "../outline.ts";
import type { NamedSizes } from "../sizes.ts";

/** The values of a formula at all points, one point after the other. */
export interface Values {
  readonly shape: Shape;
  readonly data: Float64Array;
}

/** The symbols of an outline at some points. */
export class Sample {
  readonly count: number;
  /** The symbols of sizes. */
  readonly sizes: ReadonlySet<Node>;
  readonly #values: readonly ReadonlyMap<Node, ArrayLike<number>>[];

  constructor(outline: Outline, names: NamedSizes, points: Points, count: number) {
    const { problem } = outline;
    const quantities = namesIn(outline);
    this.count = count;
    this.sizes = new Set(names.symbols.values());
    const evaluate = prepared(quantities.map(({ node }) => node));
    this.#values = Array.from({ length: count }, (_, index) => {
      const values = evaluate(float64, points.at(float64, index));
      const known = new Map<Node, ArrayLike<number>>();
      for (const [k, { symbol, gradient }] of quantities.entries()) {
        known.set(symbol, elements(float64, values[k]));
        const stream = draws(points.seed, index, k, -9);
        known.set(
          gradient,
          Float64Array.from({ length: sizeOf(gradient.shape) }, () => generic(stream)),
        );
      }
      for (const [name, symbol] of names.symbols) known.set(symbol, [problem.sizes[name] as number]);
      return known;
    });
  }

  /** The values of formulas; those of one that is no real number are left out. */
  valuesOf(formulas: readonly Node[]): ReadonlyMap<Node, Values> {
    const evaluate = prepared(formulas);
    const data = formulas.map(({ size }) => new Float64Array(size * this.count));
    for (const [index, known] of this.#values.entries()) {
      const found = evaluate(float64, (leaf) => {
        const numbers = known.get(leaf) as ArrayLike<number>;
        if (leaf.dtype === "integer")
          return { dtype: "integer", shape: leaf.shape, data: Int32Array.from(numbers) };
        return { dtype: "real", shape: leaf.shape, data: Float64Array.from(numbers) };
      });
      for (const [k, value] of found.entries()) {
        (data[k] as Float64Array).set(elements(float64, value), index * (formulas[k] as Node).size);
      }
    }
    return new Map(formulas.map((node, k) => [node, { shape: node.shape, data: data[k] as Float64Array }]));
  }

  /** Whether two formulas have the same values. */
  agree(a: Node, b: Node): boolean {
    if (a.shape.join() !== b.shape.join()) return false;
    const [x, y] = [a, b].map((node) => this.valuesOf([node]).get(node) as Values) as [Values, Values];
    return x.data.every((value, i) => isNear(value, y.data[i] as number));
  }
}

/** Whether two floats are the same number, as far as rounding allows. */
export const isNear = (x: number, y: number): boolean =>
  Math.abs(x - y) <= 1e-9 * (Math.abs(x) + Math.abs(y)) + 1e-13;
