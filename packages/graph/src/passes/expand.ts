// Writes composites out in the ops that they stand for: the last step before a graph is computed.

import type { Node } from "../node/node.ts";
import { inheriting } from "../node/origin.ts";
import type { NumberSystem } from "../numbers/system.ts";
import { onInputs, rebuild } from "./rebuild.ts";

/**
 * The nodes without composites.
 * @param n the number system that builds nodes
 */
export function expandComposites(outputs: readonly Node[], n: NumberSystem<Node, Node>): Node[] {
  let current = [...outputs];
  for (;;) {
    let expanded = false;
    current = rebuild(current, (node, inputs) => {
      if (!node.op.expands) return undefined;
      expanded = true;
      const role = node.origin?.role ?? `inside ${node.op.name}`;
      return inheriting(node.origin, role, () => node.op.expand?.(inputs, node.attributes, n));
    });
    if (!expanded) return current;
  }
}

/**
 * The nodes, with those written out that an engine for loops computes as others: an argmax, for one, as two folds.
 * @example
 * const [first] = expandLowered([argmax(input("x", [3]))]);
 * first.op.name //=> min
 */
export function expandLowered(outputs: readonly Node[]): Node[] {
  return rebuild(outputs, (node, inputs) => {
    if (node.op.isLeaf) return undefined;
    const same = onInputs(node, inputs);
    return inheriting(node.origin, undefined, () => {
      const lowering = same.op.lowering?.(same);
      return lowering?.kind === "same" ? lowering.as : same;
    });
  });
}
