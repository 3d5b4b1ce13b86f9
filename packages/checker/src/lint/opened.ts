// A graph with its composites opened as far as lint rules need it: a loss of a library becomes what it computes, in the
// ops that the rules know.
import { input, mean, type Node, substitute, topological } from "@cadena/graph";
import { expressions, inheriting } from "@cadena/graph/extend";
import { ops } from "./ops.ts";

/** Composites that rules know, and that stay closed. */
const known: ReadonlySet<Node["op"]> = new Set([...Object.values(ops), mean(input("x", [2])).op]);

/** The nodes over opened composites; each keeps the user's line of what it was opened from. */
export function opened(nodes: readonly Node[]): Node[] {
  let current = [...nodes];
  for (;;) {
    const closed = topological(current).find(isClosed);
    if (closed === undefined) return current;
    const inside = inheriting(closed.origin, undefined, () =>
      closed.op.expand?.(closed.inputs, closed.attributes, expressions),
    );
    current = [...substitute(current, new Map([[closed, inside as Node]]))];
  }
}

/** A composite, or an op that has no derivative of its own and is, as its derivative is, what it is written in. */
function isClosed({ op }: Node): boolean {
  if (known.has(op) || op.expand === undefined) return false;
  return op.expands === true || (op.elements === "each" && op.derivative === "derived");
}
