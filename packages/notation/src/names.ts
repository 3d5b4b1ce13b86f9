// A naming table: what a user calls the quantities inside a graph. It belongs to whoever prints, not to the graph.
import type { Node } from "@cadena/graph";

/** Names for nodes: `{ Z, A, dZ }`. Where a node has two, the first one is written. */
export type Names = Readonly<Record<string, Node>>;

/** The table read the other way round. */
export function byNode(names: Names): ReadonlyMap<Node, string> {
  const found = new Map<Node, string>();
  for (const [name, node] of Object.entries(names)) if (!found.has(node)) found.set(node, name);
  return found;
}
