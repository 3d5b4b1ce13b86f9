// The points at which two sides are compared: values for all leaves, in any number system, each from a stream of its
// own, so that neither the order of the leaves' evaluation nor other claims change them.
import { float64, type Node } from "@cadena/graph";
import { int32, type NumberSystem, type Value } from "@cadena/graph/extend";
import { type Draws, draws } from "./random.ts";
import { bits, type Fresh, free, generic, type Sampling } from "./sampling.ts";

/** Gives each leaf its value. */
export type LeafValues<T, B> = (leaf: Node) => Value<T, B>;

/** The choices that a point has made among few values. */
export interface Choices {
  /** Which values were chosen, as text. */
  readonly made: string;
  /** Among how many such texts. */
  readonly among: number;
}

/** So many choices are gone through in the order of the points; of more, random ones are made. */
const orderly = 64;

/** Random points, by their numbers. */
export class Points {
  readonly seed: number;
  readonly #numbers: Map<Node, number>;
  readonly #samplings: ReadonlyMap<Node, Sampling>;
  readonly #spread: number;
  readonly #isMixed: boolean;
  readonly #isTogether: boolean;
  /** The number of the first element of a leaf, among those of all leaves. */
  readonly #places = new Map<Node, number>();
  readonly #choices = new Map<Node, number>();
  #elements = 0;

  /**
   * @param samplings for the leaves that are not free
   * @param spread by how much free numbers are larger than usual ones, as in `spread`
   * @param isMixed whether leaves of few values are mixed, as in `mixed`
   * @param isTogether whether all leaves are spread at every point
   */
  constructor(
    leaves: readonly Node[],
    samplings: ReadonlyMap<Node, Sampling>,
    seed: number,
    spread = 1,
    isMixed = false,
    isTogether = false,
  ) {
    this.seed = seed;
    this.#numbers = new Map(leaves.map((leaf, k) => [leaf, k]));
    this.#samplings = samplings;
    this.#spread = spread;
    this.#isMixed = isMixed;
    this.#isTogether = isTogether;
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

  /** Points at which all free numbers are small: sigmoids are not saturated there, and 1 - a keeps its digits. */
  get small(): Points {
    return new Points([...this.#numbers.keys()], this.#samplings, this.seed, 1 / 4, false, true);
  }

  /**
   * Points of the affine hull of what leaves of few values may be: sums of several choices, times free numbers whose
   * sum is 1. What holds there holds for each choice.
   */
  get mixed(): Points {
    return new Points([...this.#numbers.keys()], this.#samplings, this.seed, this.#spread, true);
  }

  /**
   * The point of a number, in a number system.
   * @param fresh makes the free numbers; where it is left out, they are constants
   * @param choose is told the choices that each leaf has made
   */
  at<T, B>(
    n: NumberSystem<T, B>,
    index: number,
    fresh: Fresh<T> = (x) => n.constant(x),
    choose: (leaf: Node, choices: Choices) => void = () => {},
  ): LeafValues<T, B> {
    const values = new Map<Node, Value<T, B>>();
    return (leaf) => {
      const known = values.get(leaf) ?? this.#sampled(n, leaf, index, fresh, choose);
      values.set(leaf, known);
      return known;
    };
  }

  #sampled<T, B>(
    n: NumberSystem<T, B>,
    leaf: Node,
    index: number,
    fresh: Fresh<T>,
    choose: (leaf: Node, choices: Choices) => void,
  ): Value<T, B> {
    const { shape, dtype } = leaf;
    const number = this.#numberOf(leaf);
    const isSpread = this.#isTogether || [number, this.round - 1].includes(index % this.round);
    const spread = isSpread ? this.#spread : 1;
    const first = this.#placeOf(leaf);
    const sampling = this.#samplings.get(leaf) ?? (dtype === "real" ? free : bits);
    const made: number[] = [];
    let [among, place] = [1, first];
    const before = this.#choicesBefore(leaf);
    const drawn = (...more: number[]): Draws => {
      const stream = draws(this.seed, index, number, ...more);
      const pick = (bound: number): number => {
        const radix = before * among;
        among *= bound;
        const isOrderly = more.length === 0 && before * among <= orderly;
        const picked = isOrderly ? Math.floor(index / radix) % bound : stream.pick(bound);
        made.push(picked);
        return picked;
      };
      return { uniform: stream.uniform, pick };
    };
    const freely = (x: number): T => fresh(spread * x, place++);
    if (dtype === "real") {
      const data = sampling(n, shape, drawn(), freely);
      choose(leaf, { made: made.join(), among });
      if (!this.#isMixed || among === 1 || place > first) return { dtype, shape, data };
      const others = Array.from({ length: data.length + extra }, (_, k) =>
        sampling(n, shape, drawn(k), freely),
      );
      return { dtype, shape, data: affine(n, data, others, () => freely(generic(drawn(-1, place)))) };
    }
    const data = sampling(int32, shape, drawn(), (x) => int32.constant(x));
    choose(leaf, { made: made.join(), among });
    if (dtype === "integer") return { dtype, shape, data };
    return { dtype, shape, data: Array.from(data, (x) => n.truth(x === 1)) };
  }

  /** A leaf that only a formula has gets the next number. */
  #numberOf(leaf: Node): number {
    const number = this.#numbers.get(leaf) ?? this.#numbers.size;
    this.#numbers.set(leaf, number);
    return number;
  }

  /** Among how many choices the leaves before one choose, all together. */
  #choicesBefore(leaf: Node): number {
    const known = this.#choices.get(leaf);
    if (known !== undefined) return known;
    let total = 1;
    for (const other of this.#numbers.keys()) {
      this.#choices.set(other, total);
      if (other === leaf) break;
      total *= this.#choicesOf(other);
    }
    return total;
  }

  #choicesOf(leaf: Node): number {
    const sampling = this.#samplings.get(leaf) ?? (leaf.dtype === "real" ? free : bits);
    let among = 1;
    const pick = (bound: number): number => {
      among *= bound;
      return 0;
    };
    sampling(float64, leaf.shape, { uniform: () => 0.5, pick }, (x) => x);
    return among;
  }

  #placeOf(leaf: Node): number {
    const place = this.#places.get(leaf) ?? this.#elements;
    if (!this.#places.has(leaf)) this.#elements += leaf.size;
    this.#places.set(leaf, place);
    return place;
  }
}

/** So many choices more than a leaf has elements span the hull, as good as certainly. */
const extra = 8;

/** x + Σ λ (y - x). */
function affine<T, B>(
  n: NumberSystem<T, B>,
  x: ArrayLike<T>,
  others: readonly ArrayLike<T>[],
  free: () => T,
): T[] {
  const factors = others.map(free);
  return Array.from(x, (start, i) =>
    others.reduce((sum, y, k) => n.add(sum, n.mul(factors[k] as T, n.sub(y[i] as T, start))), start),
  );
}
