// Contestants are timed in turns, so that what else the machine does meets all of them.
import type { Contestant } from "./framework.ts";

/** The least time of a sample, the time for all samples of a contestant, and how many they are at most. */
const [sample, budget, most] = [20, 2_000, 25];

/** The time of one run, in milliseconds. */
export const once = (contestant: Contestant): Promise<number> => timed(contestant, 1);

/** The median time of one run, in milliseconds, of each contestant. */
export async function medians<Key>(contestants: ReadonlyMap<Key, Contestant>): Promise<Map<Key, number>> {
  const plans = new Map<Key, { runs: number; samples: number }>();
  for (const [key, contestant] of contestants) {
    const ms = await warmed(contestant);
    const runs = Math.max(1, Math.ceil(sample / ms));
    plans.set(key, { runs, samples: Math.min(most, Math.max(1, Math.floor(budget / (runs * ms)))) });
  }
  const times = new Map<Key, number[]>([...contestants.keys()].map((key) => [key, []]));
  for (let round = 0; round < most; round++) {
    for (const [key, contestant] of contestants) {
      const { runs, samples } = plans.get(key) as { runs: number; samples: number };
      if (round < samples) times.get(key)?.push(await timed(contestant, runs));
    }
  }
  return new Map([...times].map(([key, list]) => [key, median(list)]));
}

/** The time of a run after half a second of runs, when compilers have done their work. */
async function warmed(contestant: Contestant): Promise<number> {
  let ms = await timed(contestant, 1);
  for (let spent = ms, runs = 1; spent < 500; spent += ms * runs, runs *= 2)
    ms = await timed(contestant, runs);
  return ms;
}

async function timed(contestant: Contestant, runs: number): Promise<number> {
  await contestant.turn?.();
  const start = performance.now();
  for (let k = 0; k < runs; k++) {
    const running = contestant.run();
    if (running) await running;
  }
  return (performance.now() - start) / runs;
}

const median = (list: readonly number[]): number => {
  const sorted = list.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
};
