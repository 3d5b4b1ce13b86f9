// Seeded random numbers, the same in every run.

/** Uniform numbers in [0, 1): mulberry32. */
export function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Numbers of both signs whose size is between 0.5 and 1.5: none of them hides a term. */
export function weights(next: () => number, length: number): number[] {
  return Array.from({ length }, () => (next() < 0.5 ? -1 : 1) * (0.5 + next()));
}

/** The integers from 0 on in random order. */
export function shuffled(next: () => number, length: number): number[] {
  const order = Array.from({ length }, (_, k) => k);
  for (let k = length - 1; k > 0; k--) {
    const other = Math.floor(next() * (k + 1));
    [order[k], order[other]] = [order[other] as number, order[k] as number];
  }
  return order;
}
