// Two sides, compared entry by entry through their enclosures.
import { type Interval, middle } from "../numbers/interval.ts";
import { farAbove } from "../numbers/rounding.ts";

/** How wide an enclosure may be, against the largest entry, to count as agreement. */
export const tolerableWidth = 1e-9;

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
    bound = Math.max(bound, c.high - a.low, a.high - c.low);
    inside &&= c.low <= a.low && a.high <= c.high;
    vanishes &&= contains0(c) && contains0(a);
    scale = Math.max(scale, Math.abs(middle(c)), Math.abs(middle(a)));
  }
  bound = bound === 0 ? 0 : farAbove(bound, 1);
  vanishes &&= bound < vanishing;
  return undefinedAt ?? { kind: "overlap", difference, bound, scale, vanishes, inside };
}
