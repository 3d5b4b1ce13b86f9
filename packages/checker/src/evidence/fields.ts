// Engine A: two sides at random points of a tower of prime fields. Where all entries are equal there, they are equal as
// formulas, but for a tiny probability.
import { CadenaError, float64, type Node } from "@cadena/graph";
import type { Ternary } from "../numbers/interval.ts";
import { nesting } from "../numbers/tower/depth.ts";
import type { TowerNumber } from "../numbers/tower/element.ts";
import { type Tower, tower } from "../numbers/tower/tower.ts";
import type { LeafValues, Points } from "../points/points.ts";
import type { Held } from "./holding.ts";
import { elements, prepared } from "./program.ts";

/** What points of a tower say of two sides. */
export interface Tried {
  readonly answer: "equal" | "apart" | "unknown";
  /** Why they are not equal for certain. */
  readonly reason: string;
  readonly points: number;
  readonly tower: Tower;
  /** How many comparisons there were, and how many of them came out the same way at all points. */
  readonly comparisons: number;
  readonly oneSided: number;
  /** The functions without algebra that were met. */
  readonly functions: readonly string[];
}

/**
 * So many points must agree; more until every comparison has come out both ways, and more where a root's sign is a
 * matter of chance.
 */
const wanted = { points: 3, withBranches: 12, withRoots: 24 };
/** Points with bad luck are passed over, but not for ever. */
const patience = 40;
/** Once enough points agree, floats of these sizes look for the other side of a comparison. */
const spreads = [1, 30, 1000];

/** Why two sides are no identity, where the tower tells them apart. */
const apart = "the two sides do not follow from each other by the laws of the prime fields";

/** The floats of a graph's inner nodes at points, computed once for all pairs. */
export type Shadows = (index: number, spread: number) => ReadonlyMap<Node, ArrayLike<number>>;

/** The shadows of nodes, where the leaves are as points say. */
export function shadowsOf(nodes: readonly Node[], points: Points): Shadows {
  const evaluate = prepared(nodes);
  const known = new Map<number, ReadonlyMap<Node, ArrayLike<number>>>();
  return (index, spread) => {
    const found = known.get(index) ?? floats(index, spread);
    known.set(index, found);
    return found;
  };
  function floats(index: number, spread: number): ReadonlyMap<Node, ArrayLike<number>> {
    try {
      const values = evaluate(
        float64,
        points.at(float64, index, (x) => spread * x),
      );
      return new Map(nodes.map((node, k) => [node, elements(float64, values[k])]));
    } catch (error) {
      // An index beyond its range, an integer that overflows: then nothing is held at this point.
      if (error instanceof CadenaError) return new Map();
      throw error;
    }
  }
}

/** Tries two sides at points. */
export function inFields(held: Held, points: Points, shadows: Shadows, seed: number): Tried {
  const sides = [held.pair.claimed, held.pair.target];
  const { depth, logarithms } = nesting(sides);
  const n = towerOf(depth + (logarithms ? 2 : 1));
  const evaluate = prepared(sides);
  const seen = new Outcomes();
  const functions = new Set<string>();
  let [found, roots, reason] = [0, 0, ""];
  for (let index = 0; index < patience; index++) {
    const isEnough = found >= wanted.points;
    const branches = seen.oneSided > 0 ? wanted.withBranches : wanted.points;
    if (isEnough && (reason !== "" || found >= (roots > 0 ? wanted.withRoots : branches))) break;
    n.reseed(seed * 1000 + index);
    const spread = isEnough ? (spreads[index % spreads.length] as number) : 1;
    const values = evaluate(n, valuesAt(n, held, points, shadows, index, spread));
    const record = n.record();
    const answer = compared(n, elements(n, values[0]), elements(n, values[1]));
    // A float that overflows or is saturated far out says nothing.
    if (answer === "retry" || (isEnough && answer !== "equal" && answer !== apart)) continue;
    found++;
    roots += record.roots;
    seen.add(record.outcomes);
    for (const name of record.functions) functions.add(name);
    if (answer === apart) reason = apart;
    if (answer !== "equal") reason ||= answer;
    if (reason === apart) break;
  }
  if (found < wanted.points) reason ||= "too few random points have values in the prime fields";
  const answer = reason === "" ? "equal" : reason === apart ? "apart" : "unknown";
  const { oneSided, count } = seen;
  return {
    answer,
    reason,
    points: found,
    tower: n,
    comparisons: count,
    oneSided,
    functions: [...functions].toSorted(),
  };
}

function valuesAt(
  n: Tower,
  { leaves }: Held,
  points: Points,
  shadows: Shadows,
  index: number,
  spread: number,
): LeafValues<TowerNumber, Ternary> {
  const here = points.at(n, index, (x) => n.fresh(spread * x));
  if (leaves.size === 0) return here;
  const floats = shadows(index, spread);
  return (leaf) => {
    const source = leaves.get(leaf);
    if (source === undefined) return here(leaf);
    const known = floats.get(source);
    const data = Array.from({ length: leaf.size }, (_, i) => n.fresh(known?.[i] ?? Number.NaN));
    return { dtype: "real", shape: leaf.shape, data };
  };
}

/** "equal", "retry", or why the two are not equal for certain. */
function compared(n: Tower, claimed: ArrayLike<TowerNumber>, target: ArrayLike<TowerNumber>): string {
  let reason = "equal";
  for (let i = 0; i < target.length; i++) {
    const [a, b] = [claimed[i] as TowerNumber, target[i] as TowerNumber];
    const trouble = a.trouble ?? b.trouble;
    if (trouble?.kind === "retry") return "retry";
    const answer = n.equal(a, b);
    if (answer === "different") reason = apart;
    else if (answer === "unknown" && reason === "equal") {
      reason = trouble?.what ?? "it rests on a function without algebra";
    }
  }
  return reason;
}

/** How the comparisons of a graph came out, in their order, over several points. */
class Outcomes {
  readonly #ways: Set<Ternary | null>[] = [];

  add(outcomes: readonly (Ternary | null)[]): void {
    for (const [k, outcome] of outcomes.entries()) {
      const ways = this.#ways[k] ?? new Set();
      this.#ways[k] = ways.add(outcome);
    }
  }

  get count(): number {
    return this.#ways.filter((ways) => ways.size > 1 || !ways.has(null)).length;
  }

  get oneSided(): number {
    return this.#ways.filter((ways) => ways.size === 1 && !ways.has(null)).length;
  }
}

/** Towers are remembered, since loops are compiled for each. */
const towers = new Map<number, Tower>();

function towerOf(levels: number): Tower {
  const known = towers.get(levels) ?? tower({ levels, seed: 0 });
  towers.set(levels, known);
  return known;
}
