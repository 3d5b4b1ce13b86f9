// The reverse sweep. From the outputs backwards, each node hands its cotangent on to its inputs, by its op's rule.
// The result is an ordinary graph: it can be printed, evaluated, and differentiated again.
import { type CompositeOp, composite } from "../kinds/composite.ts";
import type { Op } from "../kinds/op.ts";
import { ShapeError, UnsupportedError } from "../node/errors.ts";
import { type Node, sameShape } from "../node/node.ts";
import { inheriting } from "../node/origin.ts";
import { broadcastOp } from "../operands/broadcast.ts";
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
  const sweep = new Sweep(outputs, wrt, leaves);
  for (const [k, output] of outputs.entries()) sweep.add(output, cts[k] as Node, undefined);
  sweep.run();
  return wrt.map((node) => sweep.cotangentOf(node) ?? full(node.shape, 0));
}

/** A derivative with respect to the node is wanted; or it flows on from the node to one of its inputs. */
const wanted = 1;
const passing = 2;

/** One reverse sweep: by the rank of each node, what it has been handed so far. */
class Sweep {
  readonly #order: readonly Node[];
  readonly #ranks: ReadonlyMap<Node, number>;
  readonly #roles: Uint8Array;
  readonly #cts: (Node | undefined)[];
  readonly #masks: Mask[];

  constructor(outputs: readonly Node[], wrt: readonly Node[], leaves: ReadonlySet<Node>) {
    const { order, ranks } = ranked(outputs, (node) => !leaves.has(node));
    this.#order = order;
    this.#ranks = ranks;
    this.#roles = rolesOf(order, ranks, wrt, leaves);
    this.#cts = new Array<Node | undefined>(order.length);
    this.#masks = new Array<Mask>(order.length);
  }

  /** What has been added up for a node; undefined where nothing has. */
  cotangentOf(node: Node): Node | undefined {
    const rank = this.#ranks.get(node);
    return rank === undefined ? undefined : this.#cts[rank];
  }

  /** Adds a part to a node's cotangent, if it is needed; that of an op with several results result by result. */
  add(node: Node, part: Node, mask: Mask): void {
    const rank = this.#ranks.get(node) as number;
    if (this.#roles[rank] === 0) return;
    const before = this.#cts[rank];
    this.#cts[rank] = before === undefined ? part : total(before, part, node);
    this.#masks[rank] = before === undefined ? mask : either(this.#masks[rank], mask);
  }

  /** Hands all cotangents on, from the outputs backwards. */
  run(): void {
    for (let rank = this.#order.length - 1; rank >= 0; rank--) {
      const ct = this.#cts[rank];
      if (ct === undefined || ((this.#roles[rank] as number) & passing) === 0) continue;
      const node = this.#order[rank] as Node;
      const { op, origin } = node;
      if (op.derivative === "nondifferentiable") {
        throw new UnsupportedError(`gradients: ${op.name} has no derivative: ${node}`, {
          origin,
          hint: "stopGradient takes its value for a constant",
        });
      }
      inheriting(origin, `gradient of ${op.name}`, () => this.#handOn(node, ct, this.#masks[rank]));
    }
  }

  /** Gives each input that needs it its part of a node's cotangent. */
  #handOn(node: Node, ct: Node, mask: Mask): void {
    const { op, inputs } = node;
    for (let index = 0; index < inputs.length; index++) {
      const input = inputs[index] as Node;
      if (this.#roles[this.#ranks.get(input) as number] === 0) continue;
      const part = op.derivative === "derived" ? derivedPart(node, ct, index) : op.vjp(node, ct, index);
      if (part === null) continue;
      checkPart(node, part, input);
      this.add(input, masked(node, ct, part, mask), maskOf(node, index, mask));
    }
  }
}

/** By rank, what each node is to a derivative with respect to `wrt`; 0 for nothing. */
function rolesOf(
  order: readonly Node[],
  ranks: ReadonlyMap<Node, number>,
  wrt: readonly Node[],
  leaves: ReadonlySet<Node>,
): Uint8Array {
  const roles = new Uint8Array(order.length);
  for (const node of wrt) {
    if (node.dtype !== "real")
      throw new UnsupportedError(`gradients: ${node} is ${node.dtype}, not real`, node);
    const rank = ranks.get(node);
    if (rank !== undefined) roles[rank] = wanted;
  }
  for (let rank = 0; rank < order.length; rank++) {
    const node = order[rank] as Node;
    if (node.dtype !== "real" || isConstant(node.op) || leaves.has(node)) continue;
    for (const input of node.inputs) {
      if (roles[ranks.get(input) as number] === 0) continue;
      roles[rank] = (roles[rank] as number) | passing;
      break;
    }
  }
  return roles;
}

const isConstant = ({ derivative }: Op): boolean => derivative === "zero" || derivative === "held";

function checkPart({ op, origin }: Node, { shape }: Node, input: Node): void {
  if (sameShape(shape, input.shape)) return;
  throw new ShapeError(
    `gradients: the rule of ${op.name} gives [${shape.join(", ")}] for its input ${input}`,
    [shape, input.shape],
    { origin },
  );
}

function total(before: Node, part: Node, { outputs }: Node): Node {
  return outputs === undefined
    ? add(before, part)
    : together(outputs.map((_, k) => add(pick(before, k), pick(part, k))));
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
  const given = inputs[index] as Node;
  // The same node may stand at several places, each of which is asked for its own part: a copy stands for this one.
  const isRepeated = inputs.some((input, k) => k !== index && input === given);
  const own = isRepeated ? broadcastOp([given], { shape: given.shape }) : given;
  const operands = inputs.with(index, own);
  const expansion = op.expand?.(operands, attributes, expressions) as Node;
  return pullback([expansion], [ct], [own], new Set(operands))[0] as Node;
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
