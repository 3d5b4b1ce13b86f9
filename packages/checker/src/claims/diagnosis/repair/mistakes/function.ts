// A function that is missing, too much, or another one.
import {
  abs,
  cos,
  exp,
  leavesOf,
  log,
  maximum,
  minimum,
  type Node,
  relu,
  sigmoid,
  sign,
  sin,
  softmax,
  softplus,
  sqrt,
  square,
  tanh,
} from "@cadena/graph";
import { constantNumber, type UnaryOp } from "@cadena/graph/extend";
import { operandsOf } from "../formula.ts";
import type { Edit, Mistake, Place } from "../mistake.ts";

const functions: readonly UnaryOp[] = [
  sigmoid,
  tanh,
  relu,
  softplus,
  exp,
  log,
  sqrt,
  square,
  abs,
  sign,
  sin,
  cos,
];

/** One function for another. */
export const otherFunction: Mistake = { name: "the wrong function", edits: others };

function* others({ part, text }: Place): Generator<Edit> {
  if (!functions.some(({ op }) => op === part.op)) return;
  for (const f of functions) {
    if (f.op === part.op) continue;
    yield {
      cost: 1.2,
      instead: ({ inputs: [x] }) => x && f(x),
      sentence: () => `${text(part)} must be ${text(f(part.inputs[0] as Node))}`,
    };
  }
}

/** A function that should not be there, as a clip; whatever gives its operand's shape. */
export const extraFunction: Mistake = { name: "an extra function", edits: extra };

function* extra({ part, operands, text }: Place): Generator<Edit> {
  const clipped = clippedIn(part);
  if (clipped !== undefined) {
    yield {
      cost: 0.9,
      instead: (one) => clippedIn(one),
      sentence: () => `${text(clipped)} is cut off; it must stand as it is`,
    };
  }
  const isArithmetic = part.op.elements === "each" && operands.length > 1;
  for (const [k, operand] of operands.entries()) {
    if (operand.dtype !== "real") continue;
    if (!isArithmetic || operand.shape.length > 0) {
      yield {
        cost: 1.3,
        instead: (one) => operandsOf(one)[k],
        sentence: () => `${text(part)} must be ${text(operand)}`,
      };
    }
    for (const [j, inner] of operandsOf(operand).entries()) {
      if (operand.op.isLeaf || inner.dtype !== "real" || inner.shape.join() !== part.shape.join()) continue;
      yield {
        cost: 1.45,
        instead: (one) => {
          const next = operandsOf(one)[k];
          return next && operandsOf(next)[j];
        },
        sentence: () => `${text(part)} must be ${text(inner)}`,
      };
    }
  }
}

/** What is cut off at two numbers; undefined where nothing is. */
function clippedIn(part: Node): Node | undefined {
  const inner = (node: Node, op: Node["op"]): Node | undefined => {
    if (node.op !== op) return undefined;
    const [bound, other] = operandsOf(node).toSorted((a, b) => leavesOf([a]).length - leavesOf([b]).length);
    return bound !== undefined && constantNumber(bound) !== undefined ? other : undefined;
  };
  const [low, high] = [maximum.op, minimum.op];
  const [below, above] = [inner(part, low), inner(part, high)];
  return (below && inner(below, high)) ?? (above && inner(above, low));
}

/** A function that is not there. */
export const missingFunction: Mistake = { name: "a missing function", edits: missing };

function* missing({ part, text }: Place): Generator<Edit> {
  if (part.dtype !== "real" || leavesOf([part]).length === 0) return;
  for (const f of functions) {
    // That a number has to be positive is a condition, and told as one.
    if (f === abs) continue;
    yield {
      cost: 1.5,
      instead: (one) => f(one),
      sentence: () => `a function is missing: ${text(part)} must be ${text(f(part))}`,
    };
  }
  for (const [axis, extent] of part.shape.entries()) {
    if (extent === 1) continue;
    yield {
      cost: 1.55,
      instead: (one) => softmax(one, { axis }),
      sentence: () => `a function is missing: ${text(part)} must be ${text(softmax(part, { axis }))}`,
    };
  }
}
