// How far counters and indices lead.
import type { Counter, Place } from "./expression.ts";

/** The first and the last element that a place is, while all counters but perhaps one run. */
export function reachOf(
  { start, strides, lookups = [] }: Place,
  without?: Counter,
): [first: number, last: number] {
  let [first, last] = [start, start];
  const along = (step: number, extent: number): void => {
    if (step < 0) first += step * (extent - 1);
    else last += step * (extent - 1);
  };
  for (const [counter, step] of strides) if (counter !== without) along(step, counter.extent);
  for (const { stride, below } of lookups) along(stride, below);
  return [first, last];
}
