// Numbers that are what they say. In a model, a 7 may be the size m; in a formula that was written here, sizes have their
// names already, so that a 7 is a 7.
import { constant, type Node } from "@cadena/graph";

const written = new WeakSet<Node>();

/** A number in a formula. */
export function literal(x: number): Node {
  const node = constant(x) as Node;
  written.add(node);
  return node;
}

/** Whether a number is none that a size may hide in. */
export const isLiteral = (node: Node): boolean => written.has(node);
