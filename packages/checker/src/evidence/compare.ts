// Two sides, compared entry by entry through their enclosures.
import { type Interval, middle } from "../numbers/interval.ts";
import { farAbove } from "../numbers/rounding.ts";

/** How wide enclosures may be, against the number that they enclose, to count as agreement. */
export const tolerableWidth = 1e-9;

/** The same against the largest entry: an entry where large numbers cancel cannot be known better. */
const tolerableRounding = 1e-11;

/** Below this, against leaves of the size of 1, a width counts as rounding only. */
export const vanishing = 1e-12;

/** What one point shows. */
export type Comparison =
  | { readonly kind: "disjoint"; readonly entry: number }
  | {
      readonly kind: "overlap";
      readonly difference: number;
      readonly bound: number;
      readonly scale: number;
      /** The entry that is enclosed too loosely to count as agreement. */
      readonly loose: number | undefined;
      /** Whether both sides may be 0 everywhere, but for rounding. */
      readonly vanishes: boolean;
      /** Whether every automatic enclosure lies inside the claimed one. */
      readonly inside: boolean;
    }
  | { readonly kind: "undefined"; readonly entry: number; readonly side: "claimed" | "automatic" };

const bounded = ({ low, high }: Interval): boolean => Number.isFinite(low) && Number.isFinite(high);

const contains0 = ({ low, high }: Interval): boolean => low <= 0 && high >= 0;

/** Whether two enclosures have no number in common. */
export const disjoint = (a: Interval, b: Interval): boolean => a.high < b.low || b.high < a.low;

/** Compares entry by entry; a disjoint one settles it, an undefined one comes second. */
export function compare(claimed: ArrayLike<Interval>, automatic: ArrayLike<Interval>): Comparison {
  let [difference, bound, scale] = [0, 0, 0];
  let [vanishes, inside] = [true, true];
  let undefinedAt: Comparison | undefined;
  for (let i = 0; i < automatic.length; i++) {
    const [c, a] = [claimed[i] as Interval, automatic[i] as Interval];
    if (disjoint(c, a)) return { kind: "disjoint", entry: i };
    if (!bounded(c) || !bounded(a)) {
      undefinedAt ??= { kind: "undefined", entry: i, side: bounded(c) ? "automatic" : "claimed" };
      continue;
    }
    difference = Math.max(difference, Math.abs(middle(c) - middle(a)));
    bound = Math.max(bound, apart(c, a));
    inside &&= c.low <= a.low && a.high <= c.high;
    vanishes &&= contains0(c) && contains0(a);
    scale = Math.max(scale, size(c), size(a));
  }
  if (undefinedAt !== undefined) return undefinedAt;
  vanishes &&= bound < vanishing;
  const loose = vanishes ? undefined : looseEntry(claimed, automatic, scale);
  return { kind: "overlap", difference, bound, scale, loose, vanishes, inside };
}

const size = (a: Interval): number => Math.abs(middle(a));

/** How far two enclosed numbers can be apart, rounded up. */
function apart(a: Interval, b: Interval): number {
  const distance = Math.max(a.high - b.low, b.high - a.low);
  return distance === 0 ? 0 : farAbove(distance, 1);
}

function looseEntry(
  claimed: ArrayLike<Interval>,
  automatic: ArrayLike<Interval>,
  scale: number,
): number | undefined {
  const isLoose = (a: Interval, i: number): boolean => {
    const c = claimed[i] as Interval;
    const tolerable = Math.max(tolerableWidth * size(a), tolerableRounding * scale);
    return !(apart(c, a) <= tolerable);
  };
  const entry = Array.from(automatic).findIndex(isLoose);
  return entry < 0 ? undefined : entry;
}
