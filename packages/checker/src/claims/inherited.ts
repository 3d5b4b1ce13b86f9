// What a refuted formula may be: right in itself, with the values of an earlier claim that is wrong.
import { type Node, substitute, topological } from "@cadena/graph";
import type { Finding, Hint } from "../report/result.ts";

/** A claim that was refuted: its formula, as later ones find it, and what it should have been. */
export interface Mistaken {
  readonly claimed: Node;
  readonly target: Node;
}

/**
 * Whose errors a formula inherits; undefined where it is wrong by itself.
 * @param compare compares another formula with the same target
 */
export function inherited(
  formula: Node,
  mistaken: ReadonlyMap<string, Mistaken>,
  compare: (formula: Node) => Finding,
): Hint | undefined {
  const wrong = new Set([...mistaken.values()].map(({ claimed }) => claimed));
  // Only the nearest: what lies behind an earlier formula is that formula's matter.
  const below = new Set(topological([formula], (node) => node === formula || !wrong.has(node)));
  const used = [...mistaken].filter(([, { claimed }]) => claimed !== formula && below.has(claimed));
  if (used.length === 0) return undefined;
  const corrected = new Map(used.map(([, { claimed, target }]) => [claimed, target]));
  const [local] = substitute([formula], corrected) as [Node];
  if (compare(local).kind !== "agreement") return undefined;
  const from = used.map(([name]) => name);
  const text = `the formula itself is right: its values inherit the error of ${from.join(" and ")}`;
  return { kind: "inherits", from, text, shown: "numeric" };
}
