// Seeded random numbers: the same key gives the same numbers, on every machine.

import { Stream } from "../numbers/tower/stream.ts";

/** A stream of random numbers. */
export interface Draws {
  /** From [0, 1), a multiple of 2^-32. */
  uniform(): number;
  /** A whole number from 0 to `bound` - 1. */
  pick(bound: number): number;
}

/** A 32-bit hash of whole numbers: MurmurHash3's mixing of each, one after the other (Appleby). */
function hash(key: readonly number[]): number {
  let h = 0x9e3779b9;
  for (const word of key.flatMap(words)) {
    h = Math.imul(h ^ word, 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h;
}

/** A whole number as words of 32 bits: one, or two where it is negative or large. */
const words = (part: number): number[] => (part >>> 0 === part ? [part] : [part, Math.floor(part / 2 ** 32)]);

/**
 * A stream of its own for each key.
 * @param key whole numbers: a seed, the number of a point, of a leaf
 */
export function draws(...key: readonly number[]): Draws {
  let state = hash(key);
  // mulberry32 (Ettinger)
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return { uniform, pick: (bound) => Math.floor(uniform() * bound) };
}

/** A stream with a state of 128 bits, for numbers of many digits. */
export function longDraws(...key: readonly (number | string)[]): Draws {
  const stream = new Stream(...key);
  const uniform = (): number => stream.uniform();
  return { uniform, pick: (bound) => Math.floor(uniform() * bound) };
}
