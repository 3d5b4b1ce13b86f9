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

  /** @param samplings for the leaves that are not free */
  constructor(leaves: readonly Node[], samplings: ReadonlyMap<Node, Sampling>, seed: number) {
    this.seed = seed;
    this.#numbers = new Map(leaves.map((leaf, k) => [leaf, k]));
    this.#samplings = samplings;
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
    let element = 0;
    const sampling = this.#samplings.get(leaf) ?? (dtype === "real" ? free : bits);
    if (dtype === "real")
      return { dtype, shape, data: sampling(n, shape, stream, (x) => fresh(x, [number, element++])) };
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
