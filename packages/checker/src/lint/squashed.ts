// Numbers squashed into probabilities, by an op or written out.
import { type Node, same } from "@cadena/graph";
import { constantNumber } from "@cadena/graph/extend";
import { is } from "../claims/diagnosis/repair/ops.ts";
import { bare, by } from "./ops.ts";

/** A softmax or a sigmoid, and what it is of. */
export interface Squashed {
  readonly by: "softmax" | "sigmoid";
  readonly z: Node;
  /** The axis of a softmax. */
  readonly axis: number | undefined;
}

/** What a node squashes; undefined where it does not. */
export function squashed(node: Node): Squashed | undefined {
  if (by(node, "sigmoid")) return { by: "sigmoid", z: node.inputs[0] as Node, axis: undefined };
  if (by(node, "softmax")) {
    const { axis } = node.attributes as { axis: number };
    return { by: "softmax", z: node.inputs[0] as Node, axis };
  }
  if (!is(node, "over")) return undefined;
  const [above, below] = node.inputs.map(bare) as [Node, Node];
  if (by(above, "exp") && is(below, "sum") && same(below.inputs[0] as Node, above)) {
    const { axes } = below.attributes as { axes: readonly number[] };
    if (axes.length === 1) return { by: "softmax", z: above.inputs[0] as Node, axis: axes[0] };
  }
  if (constantNumber(above) !== 1 || !is(below, "plus")) return undefined;
  const [one, power] = below.inputs.map(bare) as [Node, Node];
  const isOnePlus = constantNumber(one) === 1 && by(power, "exp") && is(power.inputs[0] as Node, "negative");
  const z = power.inputs[0]?.inputs[0];
  return isOnePlus && z !== undefined ? { by: "sigmoid", z, axis: undefined } : undefined;
}

/** What 1 minus something is of; undefined where a node is none. */
export function complement(node: Node): Node | undefined {
  if (!is(node, "minus")) return undefined;
  const [one, rest] = node.inputs.map(bare) as [Node, Node];
  return constantNumber(one) === 1 ? rest : undefined;
}
