// From a graph to loops: the first half of compiling. See statement.ts for the language.
import type { Node } from "@cadena/graph";
import { expandLowered, type Lowering, type Plan, plan } from "@cadena/graph/extend";
import { Buffer } from "../loops/expression.ts";
import type { Statement } from "../loops/statement.ts";
import { buffered, readBy } from "./buffers.ts";
import { Checks } from "./check.ts";
import { NeedsBuffer } from "./element.ts";
import { Fusion } from "./fuse.ts";
import { localised } from "./local.ts";
import { loweringOf } from "./lowering.ts";
import { nestsOf } from "./nest.ts";
import { productOf } from "./product.ts";
import { split } from "./split.ts";

/** A graph as loops over buffers. */
export interface Lowered {
  /** The nodes of the graph as it is computed: primitives, equal ones merged, in topological order. */
  readonly order: readonly Node[];
  /** The buffers of the nodes that have one. */
  readonly buffers: ReadonlyMap<Node, Buffer>;
  readonly statements: readonly Statement[];
  /** The buffers of leaves and of constants, which are filled before the statements run. */
  readonly given: ReadonlyMap<Node, Buffer>;
  readonly outputs: readonly Buffer[];
}

/** The loops that compute nodes. */
export const lower = (requested: readonly Node[]): Lowered => loopsOf(planOf(requested));

/** The loops that compute what was planned. */
export function loopsOf({ order, outputs }: Plan): Lowered {
  const chosen = buffered(order, outputs);
  for (;;) {
    const missing = new Set<Node>();
    const made = lowered(order, outputs, chosen, missing);
    if (missing.size === 0) return made;
    for (const node of missing) chosen.add(node);
  }
}

/** Primitives in order, where those that are the same as others are written out. */
export function planOf(requested: readonly Node[]): Plan {
  const planned = plan(requested);
  const outputs = expandLowered(planned.outputs);
  return outputs.every((node, k) => node === planned.outputs[k]) ? planned : plan(outputs);
}

/** @param missing gets the nodes without a buffer that turn out to need one; there have to be none */
function lowered(
  order: readonly Node[],
  outputs: readonly Node[],
  chosen: ReadonlySet<Node>,
  missing: Set<Node>,
): Lowered {
  const buffers = new Map<Node, Buffer>();
  for (const [k, node] of order.entries()) {
    if (chosen.has(node))
      buffers.set(node, new Buffer(node.name ?? `${node.op.name}${k}`, node.dtype, node.size));
  }
  const given = new Map<Node, Buffer>();
  const fusion = new Fusion(buffers);
  const checks = new Checks(buffers, given, fusion);
  for (const node of order) {
    const buffer = buffers.get(node);
    const lowering = loweringOf(node);
    if (lowering !== undefined) checks.before(node, lowering);
    if (buffer === undefined) continue;
    if (node.op.isLeaf || lowering?.kind === "constant") given.set(node, buffer);
    else if (lowering === undefined) {
      const inputs = readBy(node).map((input) => buffers.get(input) as Buffer);
      fusion.add({ kind: "call", node, inputs, out: buffer }, node);
    } else {
      try {
        write(node, buffer, lowering, buffers, fusion);
      } catch (error) {
        if (!(error instanceof NeedsBuffer) || chosen.has(error.node)) throw error;
        missing.add(error.node);
      }
    }
  }
  const results = outputs.map((output) => buffers.get(output) as Buffer);
  const kept = new Set([...given.values(), ...results]);
  const { statements, became } = localised([...checks.first, ...fusion.statements], kept);
  for (const [node, buffer] of buffers) {
    if (!became.has(buffer)) continue;
    const now = became.get(buffer);
    if (now === undefined) buffers.delete(node);
    else buffers.set(node, now);
  }
  return { order, buffers, statements: split(statements), given, outputs: results };
}

function write(
  node: Node,
  buffer: Buffer,
  lowering: Lowering,
  buffers: ReadonlyMap<Node, Buffer>,
  fusion: Fusion,
): void {
  const isProduct = lowering.kind === "product" && node.inputs.every(({ size }) => size > 0);
  const product = isProduct ? productOf(node, lowering.labels, buffers) : undefined;
  if (product !== undefined) {
    fusion.add(product, node);
    return;
  }
  const nests = nestsOf(node, lowering);
  const isWhole = nests.length === 1 && nests[0]?.extents.reduce((a, b) => a * b, 1) === node.size;
  const addsUp = lowering.kind === "accumulate" || lowering.kind === "scatter";
  const isPartial = addsUp || (lowering.kind === "move" && !isWhole);
  if (isPartial) fusion.add({ kind: "clear", buffer }, node);
  for (const nest of nests) fusion.nest(node, nest, !isPartial);
}
