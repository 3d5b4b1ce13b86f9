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
import { topological } from "../passes/topological.ts";
import { expressions } from "./expressions.ts";

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
  const order = topological(outputs, (node) => !leaves.has(node));
  const active = dependents(order, wrt, leaves);
  const cotangents = new Map<Node, Node>();
  for (const [k, output] of outputs.entries()) {
    if (active.has(output)) receive(cotangents, output, cts[k] as Node);
  }
  for (let i = order.length - 1; i >= 0; i--) {
    const node = order[i] as Node;
    const ct = cotangents.get(node);
    if (ct !== undefined && !leaves.has(node)) handOn(node, ct, active, cotangents);
  }
  return wrt.map((node) => cotangents.get(node) ?? full(node.shape, 0));
}

/** All nodes through which a derivative with respect to `wrt` flows. */
function dependents(order: readonly Node[], wrt: readonly Node[], leaves: ReadonlySet<Node>): Set<Node> {
  for (const node of wrt) {
    if (node.dtype !== "real")
      throw new UnsupportedError(`gradients: ${node} is ${node.dtype}, not real`, node);
  }
  const active = new Set(wrt);
  for (const node of order) {
    const flows = node.dtype === "real" && node.op.derivative !== "zero" && !leaves.has(node);
    if (flows && node.inputs.some((input) => active.has(input))) active.add(node);
  }
  return active;
}

function handOn(node: Node, ct: Node, active: ReadonlySet<Node>, cotangents: Map<Node, Node>): void {
  const { op, inputs, origin } = node;
  if (!inputs.some((input) => active.has(input))) return;
  if (op.derivative === "nondifferentiable") {
    throw new UnsupportedError(`gradients: ${op.name} has no derivative: ${node}`, {
      origin,
      hint: "stopGradient takes its value for a constant",
    });
  }
  inheriting(origin, `gradient of ${op.name}`, () => {
    for (const [index, input] of inputs.entries()) {
      if (!active.has(input)) continue;
      const part = op.derivative === "derived" ? derivedPart(node, ct, index) : op.vjp(node, ct, index);
      if (part === null) continue;
      if (part.shape.join() !== input.shape.join()) {
        throw new ShapeError(
          `gradients: the rule of ${op.name} gives [${part.shape.join(", ")}] for its input ${input}`,
          [part.shape, input.shape],
          { origin },
        );
      }
      receive(cotangents, input, part);
    }
  });
}

/** Adds a part to a node's cotangent; that of an op with several results is added up result by result. */
function receive(cotangents: Map<Node, Node>, node: Node, part: Node): void {
  const before = cotangents.get(node);
  if (before === undefined) cotangents.set(node, part);
  else if (node.outputs === undefined) cotangents.set(node, add(before, part));
  else cotangents.set(node, together(node.outputs.map((_, k) => add(pick(before, k), pick(part, k)))));
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
