// What a node computes as loops, if that can be said: what its op answers, unless the op's meaning asks for the value of
// a number, which is known only when a program runs. Such a node is called by its own meaning.
import type { Node } from "@cadena/graph";
import type { Lowering, NumberSystem } from "@cadena/graph/extend";
import { type Expression, Register } from "../loops/expression.ts";
import { integers, reals, unknown } from "../loops/trace.ts";
import { workIn } from "../loops/work.ts";

/** A lowering, or why there is none. */
type Known = { readonly lowering: Lowering; readonly work: number } | { readonly because: string };

const known = new WeakMap<Node, Known>();

/** What a node computes; undefined for leaves, and for what has to be called. */
export function loweringOf(node: Node): Lowering | undefined {
  const found = knownOf(node);
  return "lowering" in found ? found.lowering : undefined;
}

/** The work of a node's op for an element: of its meaning for single ones, or of one step of a fold. */
export function ownWork(node: Node): number {
  const found = knownOf(node);
  return "work" in found ? found.work : 0;
}

/** Why a node has to be called by its own meaning, if it has to. */
export function whyCalled(node: Node): string | undefined {
  const found = knownOf(node);
  return "because" in found ? found.because : undefined;
}

/** The number system that a node's elements are computed in. */
export const systemOf = ({ inputs }: Node): NumberSystem<Expression, Expression> =>
  inputs.some(({ dtype }) => dtype === "integer") ? integers : reals;

function knownOf(node: Node): Known {
  const found = known.get(node) ?? tried(node);
  known.set(node, found);
  return found;
}

function tried(node: Node): Known {
  const lowering = node.op.isLeaf ? undefined : node.op.lowering?.(node);
  if (lowering === undefined) return { because: `${node.op.name} has no loops` };
  try {
    const value = written(node, lowering);
    if (value === undefined) return { lowering, work: 0 };
    if (isExpression(value)) return { lowering, work: workIn(value) };
    return { because: `the meaning of ${node.op.name} gives ${String(value)}` };
  } catch (error) {
    return { because: `the meaning of ${node.op.name} ${error instanceof Error ? error.message : error}` };
  }
}

/** An element of a node whose op has a meaning for single elements, of made-up operands. */
function written(node: Node, lowering: Lowering): unknown {
  const n = systemOf(node);
  switch (lowering.kind) {
    case "each":
      return traced(lowering.scalar, n, node.inputs.map(operand), node.attributes);
    case "fold":
      return lowering.step(n, operand(node), operand(node.inputs[0] as Node));
    default:
      return undefined;
  }
}

/** Something that only the operations of a number system can compare, or add to a number. */
function operand({ dtype }: Node): Expression {
  const guarded = {
    kind: "register",
    dtype,
    register: new Register("x", dtype),
    [Symbol.toPrimitive]: unknown,
  };
  return guarded as Expression;
}

/** The value of a meaning as an expression; anything else where it is not written in the number system. */
export function traced(
  scalar: Extract<Lowering, { kind: "each" }>["scalar"],
  n: NumberSystem<Expression, Expression>,
  operands: readonly Expression[],
  attributes: Node["attributes"],
): unknown {
  return (scalar as (n: unknown, ...args: unknown[]) => unknown)(n, ...operands, attributes);
}

const isExpression = (value: unknown): value is Expression =>
  typeof value === "object" && value !== null && "kind" in value;
