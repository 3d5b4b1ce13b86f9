// Seeded random numbers for usual data and for the choice of mistakes.

/** A stream of random numbers. */
export interface Random {
  /** From [0, 1). */
  readonly uniform: () => number;
  /** From the normal distribution (Box and Muller 1958). */
  readonly normal: () => number;
  readonly below: (bound: number) => number;
}

/** The stream of a key: mulberry32 (Ettinger), begun with the FNV-1a hash of the key. */
export function random(key: string): Random {
  let state = 0x811c9dc5;
  for (const letter of key) state = Math.imul(state ^ (letter.codePointAt(0) as number), 0x01000193);
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    below: (bound) => Math.floor(uniform() * bound),
  };
}

/** The items in another order, each order as likely as another. */
export function shuffled<T>(items: readonly T[], { below }: Random): T[] {
  const left = [...items];
  return items.map(() => left.splice(below(left.length), 1)[0] as T);
}
