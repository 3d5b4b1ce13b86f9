// Compares two sides at point after point, until they are shown to differ, agree often enough, or remain undecided.
import { type Nested, type Shape, UndecidedError } from "@cadena/graph";
import { indexAt } from "@cadena/graph/extend";
import type { Interval } from "../numbers/interval.ts";
import type { Agreement, Bounds, Finding } from "../report/result.ts";
import { type Comparison, compare } from "./compare.ts";

/** Both sides at one point, entry by entry. */
export interface Sides {
  readonly claimed: ArrayLike<Interval>;
  readonly automatic: ArrayLike<Interval>;
}

/** What a search needs. */
export interface Search {
  /** Both sides at the point of this number. */
  readonly sides: (index: number) => Sides;
  readonly shape: Shape;
  /** The sizes of the dimensions, for the report. */
  readonly sizes: Readonly<Record<string, number>>;
  /** How many points must agree. */
  readonly points: number;
  /** Points that decide nothing are passed over, but not for ever: so many times as many points are tried. */
  readonly patience: number;
  /** Whether every point is the same one. */
  readonly single: boolean;
  /** The leaves' values at a point, for the report. */
  readonly describe: (index: number) => Readonly<Record<string, Nested>>;
  readonly estimated: boolean;
  /** Whether it is given, not random. */
  readonly given: boolean;
  /** To how many decimals the claimed side was rounded for print: agreement means to lie within it. */
  readonly decimals: number | null;
}

/** What the two sides are, as far as points can tell. */
export function search({
  sides,
  shape,
  sizes,
  points,
  patience,
  single,
  describe,
  ...kind
}: Search): Finding {
  const wanted = single ? 1 : points;
  const limit = single ? 1 : points * patience;
  const agreeing: Overlap[] = [];
  let obstacle = "";
  for (let index = 0; index < limit && agreeing.length < wanted; index++) {
    const both = decidedSides(sides, index);
    if (typeof both === "string") {
      obstacle = both;
      continue;
    }
    const found = compare(both.claimed, both.automatic);
    if (found.kind === "disjoint") {
      return {
        kind: "entry",
        sizes,
        entry: indexAt(found.entry, shape),
        claimed: bounds(both.claimed[found.entry] as Interval),
        automatic: bounds(both.automatic[found.entry] as Interval),
        point: describe(index),
        points: index + 1,
        estimated: kind.estimated,
      };
    }
    const trouble = troubleOf(found, shape, kind.decimals !== null);
    if (trouble === undefined) agreeing.push(found as Overlap);
    else obstacle = trouble;
  }
  if (agreeing.length >= wanted) return agreement(agreeing, kind);
  const few = `agreement at ${agreeing.length} of ${limit} points, and ${wanted} are needed; elsewhere `;
  return { kind: "undecided", reason: agreeing.length === 0 ? obstacle : few + obstacle };
}

type Overlap = Extract<Comparison, { kind: "overlap" }>;

function agreement(
  overlaps: readonly Overlap[],
  { estimated, given, decimals }: Pick<Search, "estimated" | "given" | "decimals">,
): Agreement {
  const largest = (of: (one: Overlap) => number): number => Math.max(...overlaps.map(of));
  return {
    kind: "agreement",
    points: overlaps.length,
    difference: largest((one) => one.difference),
    bound: largest((one) => one.bound),
    scale: largest((one) => one.scale),
    vanishes: overlaps.every((one) => one.vanishes),
    estimated,
    given,
    decimals,
  };
}

function decidedSides(sides: Search["sides"], index: number): Sides | string {
  try {
    return sides(index);
  } catch (error) {
    if (error instanceof UndecidedError) return `a branch is not decided: ${error.what}`;
    throw error;
  }
}

/** Why a point that does not refute does not count as agreement either. */
function troubleOf(
  found: Exclude<Comparison, { kind: "disjoint" }>,
  shape: Shape,
  rounded: boolean,
): string | undefined {
  if (found.kind === "undefined") {
    const side = found.side === "claimed" ? "the formula" : "the automatic side";
    return `${side} has no finite value${placed(found.entry, shape)}; a condition on the leaves (between, positive, ...) may help`;
  }
  if (rounded) return found.inside ? undefined : "a value lies between two roundings, too close to tell";
  if (found.loose === undefined) return undefined;
  const width = `up to ${found.bound.toExponential(0)}, against entries of ${found.scale.toExponential(0)}`;
  return `the enclosures overlap, but are too wide${placed(found.loose, shape)} (${width}); another seed may help`;
}

const placed = (entry: number, shape: Shape): string =>
  shape.length === 0 ? "" : ` at [${indexAt(entry, shape).join(", ")}]`;

const bounds = ({ low, high }: Interval): Bounds => [low, high];
