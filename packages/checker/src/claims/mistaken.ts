// Claims that were refuted, and formulas that are made from them.
import { type Node, substitute, topological } from "@cadena/graph";

/** A claim that was refuted: its formula, as later ones find it, and what it should have been. */
export interface Mistaken {
  readonly claimed: Node;
  readonly target: Node;
  /** Whether it has no value of the right shape, so that a leaf stands in its place. */
  readonly isMisshapen?: boolean;
}

/** A mistaken claim with its name. */
export type Named = readonly [name: string, Mistaken];

/**
 * The mistaken claims that a formula is made from; only the nearest, since what lies behind an earlier formula is that
 * formula's matter.
 */
export function usedIn(formula: Node, mistaken: ReadonlyMap<string, Mistaken>): Named[] {
  const wrong = new Set([...mistaken.values()].map(({ claimed }) => claimed));
  const below = new Set(topological([formula], (node) => node === formula || !wrong.has(node)));
  return [...mistaken].filter(([, { claimed }]) => claimed !== formula && below.has(claimed));
}

/** The formula as it would be, were these claims right. */
export function corrected(formula: Node, used: readonly Named[]): Node {
  const right = new Map(used.map(([, { claimed, target }]) => [claimed, target]));
  return (substitute([formula], right) as [Node])[0];
}
