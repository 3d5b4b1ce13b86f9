// Which nodes get a buffer: what products and calls read, what is needed in several places and dear to compute again,
// what a program gives. Everything else is computed where it is needed.
import type { Node } from "@cadena/graph";
import { indicesOf } from "./check.ts";
import { uniformValue } from "./element.ts";
import { loweringOf, ownWork } from "./lowering.ts";

/** A value without a buffer is at most so many ops deep, and so much work; one that is computed again, so much. */
const limits = { depth: 24, work: 512, again: 6 };

/** The nodes with a buffer, of a graph without composites, in topological order. */
export function buffered(order: readonly Node[], outputs: readonly Node[]): Set<Node> {
  const chosen = new Set<Node>(outputs);
  const uses = new Map<Node, number>();
  for (const node of order) {
    for (const input of new Set(node.inputs)) uses.set(input, (uses.get(input) ?? 0) + 1);
  }
  // How much work, and how deep, the expression of an element is.
  const cost = new Map<Node, { work: number; depth: number }>();
  const free = { work: 0, depth: 0 };
  for (const node of order) {
    if (uniformValue(node) !== undefined && !chosen.has(node)) {
      cost.set(node, free);
      continue;
    }
    const lowering = loweringOf(node);
    if (lowering?.kind === "product") for (const input of node.inputs) chosen.add(source(input));
    if (lowering === undefined) for (const input of readBy(node)) chosen.add(input);
    const indices = lowering && indicesOf(node, lowering);
    if (indices !== undefined) chosen.add(indices);
    const moved = node.inputs.filter(
      (input) => lowering?.kind === "move" || (lowering?.kind === "lookUp" && input !== indices),
    );
    // What is read several times is not computed each time.
    if (moved.some((input) => input.size < node.size)) {
      for (const input of moved) if ((cost.get(input)?.work ?? 0) > 0) chosen.add(input);
    }
    const parts = node.inputs.map((input) => (chosen.has(input) ? free : (cost.get(input) ?? free)));
    const work = parts.reduce((sum, part) => sum + part.work, ownWork(node));
    const depth = 1 + Math.max(0, ...parts.map((part) => part.depth));
    const isElementwise =
      lowering?.kind === "each" ||
      lowering?.kind === "convert" ||
      lowering?.kind === "move" ||
      lowering?.kind === "lookUp" ||
      lowering?.kind === "count" ||
      lowering?.kind === "indicate";
    const isDear = lowering?.kind === "each" && (uses.get(node) ?? 0) > 1 && work > limits.again;
    const isLarge = depth > limits.depth || work > limits.work;
    if (node.outputs === undefined && (!isElementwise || isDear || isLarge)) chosen.add(node);
    cost.set(node, { work, depth });
  }
  return chosen;
}

/** What a call reads. Several results at once have no buffer: the call that takes one of them computes them. */
export function readBy(node: Node): Node[] {
  return node.inputs.flatMap((input) => (input.outputs === undefined ? [input] : readBy(input)));
}

/** What a product reads: a rearranged operand is read by other strides, and needs no buffer of its own. */
function source(node: Node): Node {
  let inner = node;
  for (;;) {
    const lowering = loweringOf(inner);
    if (lowering?.kind !== "move" || lowering.copies.length !== 1) return inner;
    const [copy] = lowering.copies;
    if (copy === undefined || copy.extents.reduce((a, b) => a * b, 1) !== inner.size) return inner;
    inner = inner.inputs[copy.input] as Node;
  }
}
