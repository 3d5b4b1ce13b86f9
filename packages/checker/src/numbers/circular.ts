// The ranges of sine and cosine over an interval: their values at the ends, and ±1 where a crest or a trough may lie
// between them.
import type { Interval } from "./interval.ts";
import { farAbove, farBelow } from "./rounding.ts";

/** How far from a crest, in half turns, an end may be taken to have reached it. */
const slack = 1e-9;
/** Above this size, an angle's place in its turn is lost to rounding. */
const largest = 2 ** 20;

/** The values of the cosine over an interval. */
export function cosineRange(a: Interval): Interval {
  return range(Math.cos, 0, a);
}

/** The values of the sine over an interval. */
export function sineRange(a: Interval): Interval {
  return range(Math.sin, 0.5, a);
}

/** @param crest where the first crest lies, in half turns; the troughs lie one half turn off */
function range(f: (x: number) => number, crest: number, { low, high }: Interval): Interval {
  if (Number.isNaN(low + high)) return { low: Number.NaN, high: Number.NaN };
  const [left, right] = [f(low), f(high)];
  const ends = {
    low: Math.max(-1, farBelow(Math.min(left, right), 4)),
    high: Math.min(1, farAbove(Math.max(left, right), 4)),
  };
  if (low === high) return ends;
  if (!(high - low < 2 * Math.PI && Math.max(-low, high) < largest)) return { low: -1, high: 1 };
  const first = Math.ceil(low / Math.PI - crest - slack);
  const last = Math.floor(high / Math.PI - crest + slack);
  for (let k = first; k <= last; k++) {
    if (k % 2 === 0) ends.high = 1;
    else ends.low = -1;
  }
  return ends;
}
