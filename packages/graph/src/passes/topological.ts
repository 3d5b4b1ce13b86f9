// The order in which a graph can be computed. Iterative: a chain of a million nodes is an ordinary graph.
import type { Node } from "../node/node.ts";

/**
 * All nodes that the given ones depend on, themselves included, each after its inputs.
 * @param enter whether the walk goes on to a node's inputs; where it does not, the node counts as a leaf
 * @example
 * const x = input("x", []);
 * topological([mul(add(x, 1), x)]).map((node) => node.op.name).join(" ") //=> input constant add mul
 */
export function topological(outputs: readonly Node[], enter?: (node: Node) => boolean): Node[] {
  return ranked(outputs, enter).order;
}

/** The topological order, and each node's place in it: a pass keeps its facts in arrays by rank. */
export function ranked(
  outputs: readonly Node[],
  enter: (node: Node) => boolean = () => true,
): { readonly order: Node[]; readonly ranks: ReadonlyMap<Node, number> } {
  const order: Node[] = [];
  const ranks = new Map<Node, number>();
  const path: Node[] = [];
  const next: number[] = [];
  for (const output of outputs) {
    if (ranks.has(output)) continue;
    path.push(output);
    next.push(0);
    while (path.length > 0) {
      const top = path.length - 1;
      const node = path[top] as Node;
      const k = next[top] as number;
      if (k < node.inputs.length && (k > 0 || enter(node))) {
        next[top] = k + 1;
        const input = node.inputs[k] as Node;
        if (ranks.has(input)) continue; // on the path itself it cannot be: no node depends on itself
        path.push(input);
        next.push(0);
      } else {
        ranks.set(node, order.length);
        order.push(node);
        path.pop();
        next.pop();
      }
    }
  }
  return { order, ranks };
}

/** The leaves that nodes depend on: inputs and parameters, in the order of a walk. */
export function leavesOf(outputs: readonly Node[]): Node[] {
  return topological(outputs).filter((node) => node.op.isLeaf);
}
