// The points of one claim: how each leaf is sampled, by the conditions and the given values.
import { BindingError, float64, leavesOf, type Nested, type Node, Tensor, tensor } from "@cadena/graph";
import type { Condition } from "../derivation/condition.ts";
import { elements } from "../evidence/program.ts";
import { interval } from "../numbers/interval.ts";
import { Points } from "../points/points.ts";
import { conditioned, fixed, type Sampling } from "../points/sampling.ts";
import { leafNamed, type Problem } from "./problem.ts";

/** Where a claim is tried. */
export interface Ground {
  readonly points: Points;
  /** The leaves that have a given value. */
  readonly fixed: ReadonlySet<Node>;
}

/**
 * The points at which a claim is tried.
 * @throws CadenaError for a leaf that is not there, or a condition or a value that does not fit it
 */
export function groundOf(
  problem: Problem,
  conditions: readonly Condition[],
  at: Readonly<Record<string, Nested>>,
  seed: number,
): Ground {
  const samplings = new Map<Node, Sampling>();
  const conditionedLeaves = conditions.map((condition): Node => {
    const leaf = leafNamed(problem, condition.of, "condition");
    samplings.set(leaf, conditioned(condition));
    return leaf;
  });
  const given = Object.entries(at).map(([name, value]): Node => {
    const leaf = leafNamed(problem, name, "at");
    const known = tensor(value);
    if (known.shape.join() !== leaf.shape.join()) {
      throw new BindingError(`at: ${leaf} got a value of shape [${known.shape.join(", ")}]`, {
        origin: undefined,
      });
    }
    samplings.set(leaf, fixed(known));
    return leaf;
  });
  const points = new Points(problem.leaves, samplings, seed);
  // A condition that does not fit its leaf says so here, and not as if the formula were to blame.
  for (const leaf of conditionedLeaves) points.at(float64, 0)(leaf);
  return { points, fixed: new Set(given) };
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
