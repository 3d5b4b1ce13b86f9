// The reverse sweep. From the outputs backwards, each node hands its cotangent on to its inputs, by its op's rule.
// The result is an ordinary graph: it can be printed, evaluated, and differentiated again.
import { type CompositeOp, composite } from "../kinds/composite.ts";
import type { Op } from "../kinds/op.ts";
import { ShapeError, UnsupportedError } from "../node/errors.ts";
import type { Node } from "../node/node.ts";
import { inheriting } from "../node/origin.ts";
import { full } from "../operands/constant.ts";
import { add } from "../ops/arithmetic.ts";
import { pick, together } from "../ops/pick.ts";
import { ranked } from "../passes/topological.ts";
import { expressions } from "./expressions.ts";
import { either, type Mask, masked, maskOf } from "./mask.ts";

/**
 * The cotangents of `wrt`, given those of the outputs: (∂outputs/∂wrt)ᵀ cts. A node of `wrt` may be any node of the
 * graph; where the outputs do not depend on it, the result is 0.
 * @param cts one cotangent of the shape of each output
 * @param leaves nodes that count as leaves even where they depend on each other
 * @throws UnsupportedError where the path leads through an op without a derivative, or `wrt` is not real
 */
export function pullback(
  outputs: readonly Node[],
  cts: readonly Node[],
  wrt: readonly Node[],
  leaves: ReadonlySet<Node> = new Set(),
): Node[] {
  const { order, ranks } = ranked(outputs, (node) => !leaves.has(node));
  const rankOf = (node: Node): number => ranks.get(node) ?? -1;
  const active = dependents(order, rankOf, wrt, leaves);
  const cotangents = new Array<Cotangent | undefined>(order.length).fill(undefined);
  for (const [k, output] of outputs.entries()) {
    const rank = rankOf(output);
    const part = { ct: cts[k] as Node, mask: undefined };
    if (active[rank]) cotangents[rank] = total(cotangents[rank], part, output);
  }
  for (let rank = order.length - 1; rank >= 0; rank--) {
    const node = order[rank] as Node;
    const cotangent = cotangents[rank];
    if (cotangent === undefined || leaves.has(node)) continue;
    const targets = node.inputs.map(rankOf);
    if (targets.some((target) => active[target])) handOn(node, cotangent, targets, active, cotangents);
  }
  return wrt.map((node) => cotangents[rankOf(node)]?.ct ?? full(node.shape, 0));
}

/** By rank, 1 for each node through which a derivative with respect to `wrt` flows. */
function dependents(
  order: readonly Node[],
  rankOf: (node: Node) => number,
  wrt: readonly Node[],
  leaves: ReadonlySet<Node>,
): Uint8Array {
  const active = new Uint8Array(order.length);
  for (const node of wrt) {
    if (node.dtype !== "real")
      throw new UnsupportedError(`gradients: ${node} is ${node.dtype}, not real`, node);
    active[rankOf(node)] = 1;
  }
  for (const [rank, node] of order.entries()) {
    const flows = node.dtype === "real" && !isConstant(node.op) && !leaves.has(node);
    if (flows && node.inputs.some((input) => active[rankOf(input)])) active[rank] = 1;
  }
  return active;
}

const isConstant = ({ derivative }: Op): boolean => derivative === "zero" || derivative === "held";

/** What has been added up for a node so far, and where it can differ from 0. */
interface Cotangent {
  readonly ct: Node;
  readonly mask: Mask;
}

/** Gives each input that is active its part of a node's cotangent. */
function handOn(
  node: Node,
  { ct, mask }: Cotangent,
  targets: readonly number[],
  active: Uint8Array,
  cotangents: (Cotangent | undefined)[],
): void {
  const { op, inputs, origin } = node;
  if (op.derivative === "nondifferentiable") {
    throw new UnsupportedError(`gradients: ${op.name} has no derivative: ${node}`, {
      origin,
      hint: "stopGradient takes its value for a constant",
    });
  }
  inheriting(origin, `gradient of ${op.name}`, () => {
    for (let index = 0; index < inputs.length; index++) {
      const target = targets[index] as number;
      if (!active[target]) continue;
      const part = op.derivative === "derived" ? derivedPart(node, ct, index) : op.vjp(node, ct, index);
      if (part === null) continue;
      const input = inputs[index] as Node;
      checkPart(node, part, input);
      const handed = { ct: masked(node, ct, part, mask), mask: maskOf(node, index, mask) };
      cotangents[target] = total(cotangents[target], handed, input);
    }
  });
}

function checkPart({ op, origin }: Node, { shape }: Node, input: Node): void {
  if (shape.length === input.shape.length && shape.every((extent, k) => extent === input.shape[k])) return;
  throw new ShapeError(
    `gradients: the rule of ${op.name} gives [${shape.join(", ")}] for its input ${input}`,
    [shape, input.shape],
    { origin },
  );
}

/** A node's cotangent with one more part; that of an op with several results is added up result by result. */
function total(before: Cotangent | undefined, part: Cotangent, { outputs }: Node): Cotangent {
  if (before === undefined) return part;
  const ct =
    outputs === undefined
      ? add(before.ct, part.ct)
      : together(outputs.map((_, k) => add(pick(before.ct, k), pick(part.ct, k))));
  return { ct, mask: either(before.mask, part.mask) };
}

/** The part of an op without a rule: its meaning, written in simpler ops, is differentiated. */
function derivedPart(node: Node, ct: Node, index: number): Node {
  if (node.op.expands) return derivativeOf(node.op, index)([...node.inputs, ct], node.attributes);
  return throughExpansion(node, ct, index);
}

function throughExpansion(
  { op, inputs, attributes }: Pick<Node, "op" | "inputs" | "attributes">,
  ct: Node,
  index: number,
): Node {
  const expansion = op.expand?.(inputs, attributes, expressions) as Node;
  return pullback([expansion], [ct], [inputs[index] as Node], new Set(inputs))[0] as Node;
}

const derivatives = new WeakMap<Op, CompositeOp<Node["attributes"]>[]>();

/** The derivative of a composite without a rule of its own: a composite named after it. */
function derivativeOf(op: Op, index: number): CompositeOp<Node["attributes"]> {
  const known = derivatives.get(op) ?? [];
  derivatives.set(op, known);
  known[index] ??= composite({
    name: `${op.name}ᵛʲᵖ`,
    infer: (inputs) => ({ shape: (inputs[index] as Node).shape, dtype: "real" }),
    expand: (inputs, attributes) =>
      throughExpansion({ op, inputs: inputs.slice(0, -1), attributes }, inputs.at(-1) as Node, index),
  });
  return known[index];
}
