// What both sides of a formula may hold free. Where they are equal for every value of a quantity, they are equal for its
// own: so a step of a chain is shown by itself, with less arithmetic, and the steps compose by substitution.
import { input, mul, type Node, substitute, topological } from "@cadena/graph";

/** Two graphs of one shape. */
export interface Pair {
  readonly claimed: Node;
  readonly target: Node;
}

/** A value that may be held: a named quantity, or what an earlier formula was shown to equal. */
export interface Holdable {
  readonly name: string;
  /** The node that has the value. */
  readonly node: Node;
  /** Other nodes, each known to be the value times a factor. */
  readonly multiples: ReadonlyMap<Node, number>;
}

/** Both sides with free leaves in the place of what they hold. */
export interface Held {
  readonly pair: Pair;
  readonly values: readonly Holdable[];
  /** Those of the values that a formula gives, and not only the node itself. */
  readonly relied: readonly Holdable[];
  /** For each leaf the node whose place it takes. */
  readonly leaves: ReadonlyMap<Node, Node>;
}

/** What may be held at all, the nearest to the results first. */
export function holdablesIn({ claimed, target }: Pair, all: readonly Holdable[]): Holdable[] {
  const ranks = new Map(topological([claimed, target]).map((node, rank) => [node, rank]));
  const rankOf = (one: Holdable): number => Math.max(...nodesOf(one).map((node) => ranks.get(node) ?? -1));
  return all
    .map((one) => ({ one, rank: rankOf(one) }))
    .filter(({ rank }) => rank >= 0)
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ one }) => one);
}

/** All nodes that are a multiple of the value. */
export const nodesOf = ({ node, multiples }: Holdable): Node[] => [node, ...multiples.keys()];

/**
 * Holds what both sides have in common. What only one of them has is opened, from the results on, so that its own parts
 * may be held.
 * @param holdables the nearest to the results first
 */
export function holding(pair: Pair, holdables: readonly Holdable[]): Held {
  let left = holdables;
  for (;;) {
    const [claimed, target] = [reached(pair.claimed, left), reached(pair.target, left)];
    const lone = left.find((one) => claimed.has(one) !== target.has(one));
    if (lone === undefined) return replaced(pair, claimed, target);
    left = left.filter((one) => one !== lone);
  }
}

/** What a walk from a result meets first, and the nodes that it meets. */
type Met = ReadonlyMap<Holdable, readonly Node[]>;

function reached(result: Node, holdables: readonly Holdable[]): Met {
  const places = new Map(holdables.flatMap((one) => nodesOf(one).map((node) => [node, one] as const)));
  const met = new Map<Holdable, Node[]>();
  for (const node of topological([result], (one) => !places.has(one))) {
    const value = places.get(node);
    if (value !== undefined) met.set(value, [...(met.get(value) ?? []), node]);
  }
  return met;
}

function replaced(pair: Pair, left: Met, right: Met): Held {
  const values = [...left.keys()];
  const leaves = new Map<Node, Node>();
  const places = new Map<Node, Node>();
  for (const { name, node, multiples } of values) {
    const leaf = input(name, node.shape);
    leaves.set(leaf, node);
    places.set(node, leaf);
    for (const [other, factor] of multiples) places.set(other, factor === 1 ? leaf : mul(factor, leaf));
  }
  const [claimed, target] = substitute([pair.claimed, pair.target], places) as [Node, Node];
  const relied = values.filter((one) =>
    [...(left.get(one) ?? []), ...(right.get(one) ?? [])].some((node) => node !== one.node),
  );
  return { pair: { claimed, target }, values, relied, leaves };
}
