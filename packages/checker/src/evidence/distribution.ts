// Whether drawn numbers have the distribution that they are claimed to have: the Kolmogorov-Smirnov test.

import type { DrawDefinition } from "../derivation/derivation.ts";
import { draws } from "../points/random.ts";
import type { Finding } from "../report/result.ts";

/** Below this probability, draws refute their distribution. */
export const refuting = 1e-9;
/** Above this probability, draws agree with it; in between, more are drawn. */
export const agreeing = 1e-3;

const first = 10_000;
const rounds = 4;

/** Tests draws of growing number, until they tell; of `rounds` tests, each refutes a right claim with `refuting`. */
export function testDistribution({ draw, distribution }: DrawDefinition, seed: number): Finding {
  let found: Finding = { kind: "undecided", reason: "nothing was drawn" };
  for (let round = 0; round < rounds; round++) {
    const count = first * 4 ** round;
    const numbers = Float64Array.from(draw(draws(seed, round).pick(2 ** 31), count)).sort();
    if (numbers.length !== count || numbers.some(Number.isNaN)) {
      return { kind: "undecided", reason: `asked for ${count} numbers, got ${described(numbers)}` };
    }
    const distance = largestDistance(numbers, distribution);
    const p = tail(distance, count);
    found = { kind: "distribution", draws: count, distance, p };
    if (p < refuting || p > agreeing) return found;
  }
  return found;
}

const described = (numbers: Float64Array): string =>
  numbers.some(Number.isNaN) ? "NaN among them" : `${numbers.length}`;

/** The Kolmogorov-Smirnov statistic of sorted numbers. */
function largestDistance(sorted: Float64Array, distribution: (x: number) => number): number {
  const n = sorted.length;
  return sorted.reduce((largest, x, i) => {
    const f = distribution(x);
    return Math.max(largest, f - i / n, (i + 1) / n - f);
  }, 0);
}

/**
 * The probability of at least this distance, by Kolmogorov's asymptotic series with Stephens' correction for finite
 * numbers (Marsaglia, Tsang and Wang, "Evaluating Kolmogorov's distribution", 2003, discuss its accuracy).
 */
function tail(distance: number, count: number): number {
  const root = Math.sqrt(count);
  const lambda = distance * (root + 0.12 + 0.11 / root);
  if (lambda < 0.2) return 1;
  let sum = 0;
  for (let j = 1; j <= 100; j++) sum += (j % 2 === 1 ? 2 : -2) * Math.exp(-2 * (j * lambda) ** 2);
  return Math.min(1, Math.max(0, sum));
}
