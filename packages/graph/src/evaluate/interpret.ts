// The interpreter: computes a graph in any number system, node by node. It is the specification that every engine is
// compared with.
import { expressions } from "../gradients/expressions.ts";
import { OverflowError } from "../node/errors.ts";
import type { Node } from "../node/node.ts";
import { inheriting } from "../node/origin.ts";
import type { Machine, Value } from "../numbers/value.ts";
import { expandComposites } from "../passes/expand.ts";
import { mergeEqual } from "../passes/same.ts";
import { topological } from "../passes/topological.ts";

/** A graph ready to be computed: primitives in order, each with the nodes whose values are no longer needed after it. */
export interface Plan {
  readonly outputs: readonly Node[];
  readonly order: readonly Node[];
  readonly released: readonly (readonly Node[])[];
}

/** Prepares outputs for the interpreter: composites are expanded, equal nodes merged. */
export function plan(requested: readonly Node[]): Plan {
  const outputs = mergeEqual(expandComposites(requested, expressions));
  const order = topological(outputs);
  const last = new Map<Node, number>();
  for (const [k, node] of order.entries()) for (const input of node.inputs) last.set(input, k);
  for (const output of outputs) last.delete(output);
  const released = order.map((): Node[] => []);
  for (const [node, k] of last) released[k]?.push(node);
  return { outputs, order, released };
}

/** Looks at each value as soon as it is computed. */
export type Watch<T, B> = (node: Node, value: Value<T, B>, inputs: readonly Value<T, B>[]) => void;

/**
 * The values of a plan's outputs in a number system.
 * @param leaf gives the value of each leaf
 * @param watch may stop the evaluation by throwing
 */
export function interpret<T, B>(
  machine: Machine<T, B>,
  { outputs, order, released }: Plan,
  leaf: (node: Node) => Value<T, B>,
  watch?: Watch<T, B>,
): Value<T, B>[] {
  const values = new Map<Node, Value<T, B>>();
  for (const [k, node] of order.entries()) {
    const inputs = node.inputs.map((input) => values.get(input) as Value<T, B>);
    const value = node.op.isLeaf ? leaf(node) : computed(machine, node, inputs);
    watch?.(node, value, inputs);
    values.set(node, value);
    for (const unneeded of released[k] as readonly Node[]) values.delete(unneeded);
  }
  return outputs.map((output) => values.get(output) as Value<T, B>);
}

/** The value of an op. What is thrown meanwhile has the place of its node; a number system does not know which it is. */
function computed<T, B>(machine: Machine<T, B>, node: Node, inputs: readonly Value<T, B>[]): Value<T, B> {
  try {
    return inheriting(node.origin, undefined, () => node.op.evaluate(machine, node, inputs));
  } catch (error) {
    throw error instanceof OverflowError ? new OverflowError(error.exact, node) : error;
  }
}
