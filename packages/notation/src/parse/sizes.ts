// Numbers that stand for sizes whose letters are not known yet.
import type { SymbolicShape } from "./shapes.ts";

/** No formula mentions such numbers. */
const firstSize = 101;

/** Sizes, some of which have been found to be one. */
export class Sizes {
  readonly letters: Map<string, number>;
  readonly #taken: Set<number>;
  /** Sizes that nobody gave. */
  readonly #free: Set<number>;
  readonly #same: ReadonlyMap<number, number>;

  /** @param given numbers that stand for themselves */
  constructor(given: SymbolicShape, from?: Sizes, same: ReadonlyMap<number, number> = new Map()) {
    this.letters = from?.letters ?? new Map();
    this.#taken =
      from === undefined ? new Set(given.filter((size) => typeof size === "number")) : from.#taken;
    this.#free = from === undefined ? new Set() : from.#free;
    this.#same = same;
  }

  free(): number {
    const size = this.#unused();
    this.#free.add(size);
    return size;
  }

  /** A number is itself; a letter is the same size wherever it stands. */
  given(size: number | string): number {
    if (typeof size === "number") return size;
    const known = this.letters.get(size) ?? this.#unused();
    this.letters.set(size, known);
    return known;
  }

  #unused(): number {
    let size = firstSize;
    while (this.#taken.has(size)) size++;
    this.#taken.add(size);
    return size;
  }

  of(size: number): number {
    const same = this.#same.get(size);
    return same === undefined ? size : this.of(same);
  }

  isLetter(size: number): boolean {
    return this.#free.has(size);
  }

  /** With pairs of sizes made one; undefined where two of them are given, and differ. */
  united(pairs: readonly (readonly [number, number])[]): Sizes | undefined {
    const same = new Map(this.#same);
    const next = new Sizes([], this, same);
    for (const pair of pairs) {
      const [a, b] = pair.map((size) => next.of(size)) as [number, number];
      if (a === b) continue;
      if (this.#free.has(a)) same.set(a, b);
      else if (this.#free.has(b)) same.set(b, a);
      else return undefined;
    }
    return next;
  }

  /** How many sizes have become another one. */
  get losses(): number {
    return this.#same.size;
  }
}
