// A seeded stream of random numbers that can be split: every consumer gets a key of its own, so that one that draws
// more or less never changes what another one draws.
import { DomainError } from "@cadena/graph";
import { logarithm } from "./logarithm.ts";
import { threefry, type Words } from "./threefry.ts";

const word = 2 ** 32;
/** The second word of the counters that split a key; drawing never gets there. */
const splitting = 0x80000000;

/**
 * A stream of random numbers from a seed; the same bits on every platform. Source of the bits: Threefry-2x32
 * (Salmon et al. 2011).
 * @example
 * const random = new Random(7);
 * random.uniform() === new Random(7).uniform() //=> true
 */
export class Random {
  readonly key: Words;
  #drawn = 0;
  #spare: number | undefined;

  /**
   * @param seed a whole number in 0 .. 2^53 - 1, or a key
   * @throws DomainError for any other seed
   */
  constructor(seed: number | Words) {
    if (typeof seed !== "number") {
      this.key = seed;
      return;
    }
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new DomainError(`random: a seed is a whole number in 0 .. 2^53 - 1, got ${seed}`);
    }
    this.key = [seed % word, Math.floor(seed / word)];
  }

  /**
   * An independent stream for a purpose. It depends on this stream's key and the label only, not on what was drawn.
   * @example
   * const random = new Random(7);
   * random.split("weights").uniform() === random.split("shuffle").uniform() //=> false
   */
  split(label: string | number): Random {
    const text = String(label);
    let key = threefry(this.key, [0, splitting]);
    for (let i = 0; i < text.length; i++) key = threefry(key, [text.charCodeAt(i), splitting + 1]);
    return new Random(key);
  }

  /** 64 random bits, as two words. */
  bits(): Words {
    const counter = this.#drawn++;
    return threefry(this.key, [counter % word, Math.floor(counter / word)]);
  }

  /**
   * A number in [low, high), with 53 random bits; in [0, 1) where no range is given.
   * @example
   * const x = new Random(7).uniform(2, 3);
   * x >= 2 && x < 3 //=> true
   */
  uniform(low = 0, high = 1): number {
    const [a, b] = this.bits();
    const unit = ((a >>> 5) * 2 ** 26 + (b >>> 6)) / 2 ** 53;
    return low + (high - low) * unit;
  }

  /**
   * A normally distributed number. Source: G. E. P. Box and M. E. Muller 1958, in the polar form of G. Marsaglia and
   * T. A. Bray 1964, which needs no sine and so gives the same bits on every platform.
   * @example
   * new Random(7).normal(100, 0) //=> 100
   */
  normal(mean = 0, deviation = 1): number {
    const spare = this.#spare;
    if (spare !== undefined) {
      this.#spare = undefined;
      return mean + deviation * spare;
    }
    for (;;) {
      const x = this.uniform(-1, 1);
      const y = this.uniform(-1, 1);
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const length = Math.sqrt((-2 * logarithm(square)) / square);
      this.#spare = y * length;
      return mean + deviation * (x * length);
    }
  }

  /**
   * A whole number in 0 .. below - 1, each equally likely.
   * @param below in 1 .. 2^32
   * @throws DomainError for any other bound
   * @example
   * new Random(7).integer(1) //=> 0
   */
  integer(below: number): number {
    if (!Number.isInteger(below) || below < 1 || below > word) {
      throw new DomainError(`random: the number of choices is a whole number in 1 .. 2^32, got ${below}`);
    }
    const fair = word - (word % below);
    for (;;) {
      const [bits] = this.bits();
      if (bits < fair) return bits % below;
    }
  }

  /**
   * The numbers 0 .. size - 1 in random order. Source: R. A. Fisher and F. Yates 1938, in R. Durstenfeld's form.
   * @example
   * new Random(7).permutation(5).sort() //=> [0, 1, 2, 3, 4]
   */
  permutation(size: number): Int32Array {
    const order = Int32Array.from({ length: size }, (_, i) => i);
    for (let i = size - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    return order;
  }
}
