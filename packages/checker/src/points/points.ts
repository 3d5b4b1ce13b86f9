// The points at which two sides are compared: values for all leaves, in any number system, each from a stream of its
// own, so that neither the order of the leaves' evaluation nor other claims change them.
import type { Node } from "@cadena/graph";
import { int32, type NumberSystem, type Value } from "@cadena/graph/extend";
import { draws } from "./random.ts";
import { bits, type Fresh, free, type Sampling } from "./sampling.ts";

/** Gives each leaf its value. */
export type LeafValues<T, B> = (leaf: Node) => Value<T, B>;

/** Random points, by their numbers. */
export class Points {
  readonly seed: number;
  readonly #numbers: Map<Node, number>;
  readonly #samplings: ReadonlyMap<Node, Sampling>;
  readonly #spread: number;

  /**
   * @param samplings for the leaves that are not free
   * @param spread by how much free numbers are larger than usual ones, as in `spread`
   */
  constructor(leaves: readonly Node[], samplings: ReadonlyMap<Node, Sampling>, seed: number, spread = 1) {
    this.seed = seed;
    this.#numbers = new Map(leaves.map((leaf, k) => [leaf, k]));
    this.#samplings = samplings;
    this.#spread = spread;
  }

  /** After how many points every leaf has been spread by itself, and all of them together. */
  get round(): number {
    return this.#numbers.size + 1;
  }

  /**
   * The same points with larger or smaller free numbers: those of one leaf after the other, and then of all.
   * @param by a power of 2, so that the numbers stay what they are in every number system
   */
  spread(by: number): Points {
    return new Points([...this.#numbers.keys()], this.#samplings, this.seed, by);
  }

  /**
   * The point of a number, in a number system.
   * @param fresh makes the free numbers; where it is left out, they are constants
   */
  at<T, B>(n: NumberSystem<T, B>, index: number, fresh: Fresh<T> = (x) => n.constant(x)): LeafValues<T, B> {
    const values = new Map<Node, Value<T, B>>();
    return (leaf) => {
      const known = values.get(leaf) ?? this.#sampled(n, leaf, index, fresh);
      values.set(leaf, known);
      return known;
    };
  }

  #sampled<T, B>(n: NumberSystem<T, B>, leaf: Node, index: number, fresh: Fresh<T>): Value<T, B> {
    const { shape, dtype } = leaf;
    const number = this.#numberOf(leaf);
    const stream = draws(this.seed, index, number);
    const isSpread = [number, this.round - 1].includes(index % this.round);
    const spread = isSpread ? this.#spread : 1;
    let element = 0;
    const sampling = this.#samplings.get(leaf) ?? (dtype === "real" ? free : bits);
    if (dtype === "real")
      return {
        dtype,
        shape,
        data: sampling(n, shape, stream, (x) => fresh(spread * x, [number, element++])),
      };
    const data = sampling(int32, shape, stream, (x) => int32.constant(x));
    if (dtype === "integer") return { dtype, shape, data };
    return { dtype, shape, data: Array.from(data, (x) => n.truth(x === 1)) };
  }

  /** A leaf that only a formula has gets the next number. */
  #numberOf(leaf: Node): number {
    const number = this.#numbers.get(leaf) ?? this.#numbers.size;
    this.#numbers.set(leaf, number);
    return number;
  }
}
