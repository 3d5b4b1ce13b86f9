// The order in which a graph can be computed. Iterative: a chain of a million nodes is an ordinary graph.
import type { Node } from "../node/node.ts";

/**
 * All nodes that the given ones depend on, themselves included, each after its inputs.
 * @param enter whether the walk goes on to a node's inputs; where it does not, the node counts as a leaf
 * @example
 * const x = input("x", []);
 * topological([mul(add(x, 1), x)]).map((node) => node.op.name).join(" ") //=> input constant add mul
 */
export function topological(outputs: readonly Node[], enter: (node: Node) => boolean = () => true): Node[] {
  const order: Node[] = [];
  const done = new Set<Node>();
  const path: Node[] = [];
  const next: number[] = [];
  for (const output of outputs) {
    if (done.has(output)) continue;
    done.add(output);
    path.push(output);
    next.push(0);
    while (path.length > 0) {
      const top = path.length - 1;
      const node = path[top] as Node;
      const k = next[top] as number;
      if (k < node.inputs.length && (k > 0 || enter(node))) {
        next[top] = k + 1;
        const input = node.inputs[k] as Node;
        if (done.has(input)) continue;
        done.add(input);
        path.push(input);
        next.push(0);
      } else {
        order.push(node);
        path.pop();
        next.pop();
      }
    }
  }
  return order;
}

/** The leaves that nodes depend on: inputs and parameters, in the order of a walk. */
export function leavesOf(outputs: readonly Node[]): Node[] {
  return topological(outputs).filter((node) => node.op.isLeaf);
}
