// A claim at one choice of sizes, with any numbers in its leaves: whether these are a counter-example, and which one.
import { leavesOf, type Node, Tensor, UndecidedError } from "@cadena/graph";
import { indexAt, type NumberSystem, type Value } from "@cadena/graph/extend";
import { contradiction } from "../claims/contradiction.ts";
import type { Ground } from "../claims/ground.ts";
import { leafNamed } from "../claims/problem.ts";
import type { Pair, World } from "../claims/world.ts";
import { compare, disjoint } from "../evidence/compare.ts";
import { elements, prepared } from "../evidence/program.ts";
import { type Interval, interval } from "../numbers/interval.ts";
import { traced } from "../numbers/tracing.ts";
import type { LeafValues } from "../points/points.ts";
import type { Counterexample } from "../report/result.ts";

/** The numbers of each leaf, flat. */
export type Point = ReadonlyMap<Node, readonly number[]>;

/** A claim, where its counter-examples are looked for. */
export interface Trial {
  readonly start: Point;
  /** Whether the two sides are apart there, and no comparison has become one of equal numbers. */
  readonly holds: (point: Point) => boolean;
  /** The counter-example at a point where it holds. */
  readonly written: (
    point: Point,
  ) => Pick<Counterexample, "sizes" | "entry" | "claimed" | "automatic" | "point">;
}

/** @param index the number of the point to start from */
export function trialOf({ problem }: World, { claimed, target }: Pair, ground: Ground, index: number): Trial {
  const shown = leavesOf([claimed, target]);
  const { loss } = problem;
  const all = [claimed, target, ...(loss === undefined ? [] : [loss])];
  const [sides, whole] = [prepared([claimed, target]), prepared(all)];
  const start = new Map(
    leavesOf(all).map((leaf): [Node, number[]] => {
      const values = elements(interval, ground.points.at(interval, index)(leaf));
      return [leaf, Array.from(values, interval.toNumber)];
    }),
  );
  const tiesAt = (point: Point): number => traced((n) => whole(n, valuesIn(n, point))).ties;
  const ties = tiesAt(start);
  const conditions = new Map(ground.given.map((one) => [leafNamed(problem, one.of, "condition"), one]));
  const isAllowed = (point: Point): boolean =>
    [...conditions].every(([leaf, condition]) => {
      const numbers = point.get(leaf);
      if (numbers === undefined || numbers === start.get(leaf)) return true;
      return contradiction(condition, new Tensor(leaf.shape, Float64Array.from(numbers))) === undefined;
    });
  const bothAt = (point: Point): readonly [ArrayLike<Interval>, ArrayLike<Interval>] => {
    const [left, right] = sides(interval, valuesIn(interval, point));
    return [elements(interval, left), elements(interval, right)];
  };
  return {
    start,
    holds: (point) => isAllowed(point) && tiesAt(point) === ties && isApart(() => bothAt(point)),
    written: (point) => {
      const [left, right] = bothAt(point);
      const entry = Array.from(left).findIndex((one, k) => disjoint(one, right[k] as Interval));
      const ends = ({ low, high }: Interval): readonly [number, number] => [low, high];
      return {
        sizes: problem.sizes,
        entry: indexAt(entry, target.shape),
        claimed: ends(left[entry] as Interval),
        automatic: ends(right[entry] as Interval),
        point: Object.fromEntries(
          shown.map((leaf) => {
            const numbers = Float64Array.from(point.get(leaf) as readonly number[]);
            return [leaf.name ?? "leaf", new Tensor(leaf.shape, numbers).toArray()];
          }),
        ),
      };
    },
  };
}

/** Whether the two sides are certainly different, with finite numbers in all entries. */
function isApart(both: () => readonly [ArrayLike<Interval>, ArrayLike<Interval>]): boolean {
  try {
    const [left, right] = both();
    const isBounded = ({ low, high }: Interval): boolean => Number.isFinite(low) && Number.isFinite(high);
    return (
      [left, right].every((side) => Array.from(side).every(isBounded)) &&
      compare(left, right).kind === "disjoint"
    );
  } catch (error) {
    if (error instanceof UndecidedError) return false;
    throw error;
  }
}

const valuesIn =
  <T, B>(n: NumberSystem<T, B>, point: Point): LeafValues<T, B> =>
  (leaf) => {
    const { shape, dtype } = leaf;
    const numbers = point.get(leaf) as readonly number[];
    if (dtype === "real") return { dtype, shape, data: numbers.map((x) => n.constant(x)) };
    if (dtype === "integer") return { dtype, shape, data: Int32Array.from(numbers) } as Value<T, B>;
    return { dtype, shape, data: numbers.map((x) => n.truth(x === 1)) };
  };
