// The points of one claim: how each leaf is sampled, by the conditions and the given values.
import {
  BindingError,
  CadenaError,
  float64,
  leavesOf,
  type Nested,
  type Node,
  Tensor,
  tensor,
} from "@cadena/graph";
import type { Condition } from "../derivation/condition.ts";
import type { SizeTable } from "../derivation/sizes.ts";
import { elements } from "../evidence/program.ts";
import { interval } from "../numbers/interval.ts";
import { Points } from "../points/points.ts";
import { conditioned, fixed, type Sampling } from "../points/sampling.ts";
import { contradiction } from "./contradiction.ts";
import { leafNamed, type Problem } from "./problem.ts";
import { stronger } from "./stronger.ts";

/** Where a claim is tried. */
export interface Ground {
  readonly sizes: SizeTable;
  readonly points: Points;
  /** The leaves that have a given value. */
  readonly fixed: ReadonlySet<Node>;
  /** The conditions that hold at all of the points, but for those on given values, in words. */
  readonly conditions: readonly string[];
  /** All conditions that were asked for. */
  readonly given: readonly Condition[];
}

/**
 * The points at which a claim is tried.
 * @throws CadenaError for a leaf that is not there, a condition or a value that does not fit it, or a value that
 *   contradicts a condition
 */
export function groundOf(
  problem: Problem,
  conditions: readonly Condition[],
  at: Readonly<Record<string, Nested>>,
  seed: number,
): Ground {
  const held = conditionsOf(problem, conditions);
  const samplings = new Map<Node, Sampling>();
  for (const [leaf, condition] of held) samplings.set(leaf, conditioned(condition));
  const given = Object.entries(at).map(([name, value]): Node => {
    const leaf = leafNamed(problem, name, "at");
    const known = tensor(value);
    if (known.shape.join() !== leaf.shape.join()) {
      throw new BindingError(`at: ${leaf} got a value of shape [${known.shape.join(", ")}]`, {
        origin: undefined,
      });
    }
    const condition = held.get(leaf);
    const instead = condition && contradiction(condition, known);
    if (instead !== undefined) {
      throw new CadenaError(`given: ${condition?.text}, but the given ${instead}`, { origin: undefined });
    }
    samplings.set(leaf, fixed(known));
    held.delete(leaf);
    return leaf;
  });
  const points = new Points(problem.leaves, samplings, seed);
  // A condition that does not fit its leaf says so here, and not as if the formula were to blame.
  for (const leaf of held.keys()) points.at(float64, 0)(leaf);
  const texts = Array.from(held.values(), ({ text }) => text);
  return { sizes: problem.sizes, points, fixed: new Set(given), conditions: texts, given: conditions };
}

/** A condition is a way to sample a leaf, so that of two on one leaf, one has to say all that the other does. */
export function conditionsOf(problem: Problem, conditions: readonly Condition[]): Map<Node, Condition> {
  const held = new Map<Node, Condition>();
  for (const condition of conditions) {
    const leaf = leafNamed(problem, condition.of, "condition");
    const other = held.get(leaf) ?? condition;
    const one = stronger(other, condition, leaf.shape);
    if (one === undefined) {
      throw new CadenaError(`condition: ${leaf.name} has two: ${other.text}, and ${condition.text}`, {
        hint: "give one of them to single claims only",
        origin: undefined,
      });
    }
    held.set(leaf, one);
  }
  return held;
}

/** The values that the leaves under some nodes have at a point, by name. */
export function describePoint(nodes: readonly Node[], points: Points, index: number): Record<string, Nested> {
  const at = points.at(interval, index);
  return Object.fromEntries(
    leavesOf(nodes).map((leaf) => {
      const numbers = Float64Array.from(elements(interval, at(leaf)), interval.toNumber);
      return [leaf.name ?? "leaf", new Tensor(leaf.shape, numbers).toArray()];
    }),
  );
}
