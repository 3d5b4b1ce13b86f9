// Formulas that are right, and that floats spoil: each with the form that is equal to it and safe.
import { type Node, same } from "@cadena/graph";
import { constantNumber } from "@cadena/graph/extend";
import { is } from "../../claims/diagnosis/repair/ops.ts";
import { bare, by } from "../ops.ts";
import { squashed } from "../squashed.ts";

/** A formula that is there, from its root down to its argument. */
export interface Spoilt {
  /** The nodes that it is made of, without the argument. */
  readonly parts: readonly Node[];
  readonly of: Node;
  /** The safe form, with the argument's name. */
  readonly safe: (x: string) => string;
  /** How floats spoil it: numbers too large on the way, digits that cancel, or no gradient at 0. */
  readonly by: "range" | "cancellation" | "zero";
}

type Form = (node: Node) => Spoilt | undefined;

const operands = (node: Node): [Node, Node] => node.inputs.map(bare) as [Node, Node];
const isOne = (node: Node): boolean => constantNumber(node) === 1;

/** The other one of two operands, of which one is 1. */
function besideOne(node: Node): Node | undefined {
  const [a, b] = operands(node);
  return isOne(a) ? b : isOne(b) ? a : undefined;
}

const oneMinusCosine: Form = (node) => {
  const [one, b] = operands(node);
  if (!is(node, "minus") || !isOne(one) || !by(b, "cos")) return undefined;
  const safe = (x: string): string => `mul(2, square(sin(div(${x}, 2))))`;
  return { parts: [node, b], of: b.inputs[0] as Node, safe, by: "cancellation" };
};

const exponentialMinusOne: Form = (node) => {
  const [e, one] = operands(node);
  if (!is(node, "minus") || !isOne(one) || !by(e, "exp")) return undefined;
  return { parts: [node, e], of: e.inputs[0] as Node, safe: (x) => `expm1(${x})`, by: "cancellation" };
};

const logarithmOfOnePlus: Form = (node) => {
  const sum = bare(node.inputs[0] ?? node);
  if (!by(node, "log") || !is(sum, "plus")) return undefined;
  const x = besideOne(sum);
  if (x === undefined) return undefined;
  if (by(x, "exp")) {
    return {
      parts: [node, sum, x],
      of: x.inputs[0] as Node,
      safe: (z) => `softplus(${z})`,
      by: "range",
    };
  }
  return { parts: [node, sum], of: x, safe: (name) => `log1p(${name})`, by: "cancellation" };
};

/** √(x² + c) - x */
const rootMinusItsBase: Form = (node) => {
  const [root, x] = operands(node);
  if (!is(node, "minus") || !by(root, "sqrt")) return undefined;
  const sum = bare(root.inputs[0] as Node);
  if (!is(sum, "plus")) return undefined;
  const [square, c] = operands(sum).toSorted((a, b) => Number(is(b, "square")) - Number(is(a, "square"))) as [
    Node,
    Node,
  ];
  if (!isSquareOf(square, x)) return undefined;
  const number = constantNumber(c) ?? "c";
  const safe = (name: string): string =>
    `div(${number}, add(sqrt(add(square(${name}), ${number})), ${name}))`;
  return { parts: [node, root, sum, square], of: x, safe, by: "cancellation" };
};

function isSquareOf(node: Node, x: Node): boolean {
  const [a, b] = operands(node);
  if (is(node, "square")) return same(a, x);
  return is(node, "times") && same(a, x) && same(b, x);
}

/** E[x²] - E[x]² */
const varianceByMoments: Form = (node) => {
  const [first, second] = operands(node);
  if (!is(node, "minus") || !is(first, "mean")) return undefined;
  const [square, mean] = [bare(first.inputs[0] as Node), bare(second.inputs[0] ?? second)];
  if (!is(mean, "mean") || !isSquareOf(second, mean) || !isSquareOf(square, bare(mean.inputs[0] as Node))) {
    return undefined;
  }
  const { axes } = mean.attributes as { axes: readonly number[] };
  const options = `{ axis: [${axes.join(", ")}], keepDims: true }`;
  return {
    parts: [node, first, second, square, mean],
    of: mean.inputs[0] as Node,
    safe: (x) => `mean(square(sub(${x}, mean(${x}, ${options}))), { axis: [${axes.join(", ")}] })`,
    by: "cancellation",
  };
};

const logarithmOfSum: Form = (node) => {
  const sum = bare(node.inputs[0] ?? node);
  const e = bare(sum.inputs[0] ?? sum);
  if (!by(node, "log") || !is(sum, "sum") || !by(e, "exp")) return undefined;
  const { axes } = sum.attributes as { axes: readonly number[] };
  const safe = (z: string): string => `logSumExp(${z}, { axis: [${axes.join(", ")}] })`;
  return { parts: [node, sum, e], of: e.inputs[0] as Node, safe, by: "range" };
};

const writtenOut: Form = (node) => {
  const found = is(node, "over") ? squashed(node) : undefined;
  if (found === undefined) return undefined;
  const [above, below] = operands(node);
  const safe = (z: string): string =>
    found.by === "softmax" ? `softmax(${z}, { axis: ${found.axis} })` : `sigmoid(${z})`;
  return { parts: [node, above, below, ...exponentialsIn([above, below])], of: found.z, safe, by: "range" };
};

/** e^z / (1 + e^z) */
const sigmoidFromAbove: Form = (node) => {
  const [e, sum] = operands(node);
  if (!is(node, "over") || !by(e, "exp") || !is(sum, "plus")) return undefined;
  const other = besideOne(sum);
  if (other === undefined || !same(other, e)) return undefined;
  return {
    parts: [node, e, sum, other],
    of: e.inputs[0] as Node,
    safe: (z) => `sigmoid(${z})`,
    by: "range",
  };
};

/** e^x and e^-x, in this order. */
function pairOf(node: Node): Node | undefined {
  const [a, b] = operands(node);
  if (!by(a, "exp") || !by(b, "exp")) return undefined;
  const [x, minus] = [a.inputs[0] as Node, b.inputs[0] as Node];
  return is(minus, "negative") && same(minus.inputs[0] as Node, x) ? x : undefined;
}

const tangent: Form = (node) => {
  const [above, below] = operands(node);
  if (!is(node, "over") || !is(above, "minus") || !is(below, "plus")) return undefined;
  const [x, other] = [pairOf(above), pairOf(below)];
  if (x === undefined || other === undefined || !same(x, other)) return undefined;
  return {
    parts: [node, above, below, ...exponentialsIn([above, below])],
    of: x,
    safe: (z) => `tanh(${z})`,
    by: "range",
  };
};

/** log((e^x + e^-x) / 2) */
const logarithmOfCosine: Form = (node) => {
  const half = bare(node.inputs[0] ?? node);
  if (!by(node, "log") || !is(half, "over")) return undefined;
  const [sum, two] = operands(half);
  const x = is(sum, "plus") && constantNumber(two) === 2 ? pairOf(sum) : undefined;
  if (x === undefined) return undefined;
  const safe = (z: string): string => `sub(add(abs(${z}), softplus(mul(-2, abs(${z})))), Math.log(2))`;
  return { parts: [node, half, sum, ...exponentialsIn([sum])], of: x, safe, by: "range" };
};

/** √(Σ x²), whose derivative at 0 is 0 / 0. */
const norm: Form = (node) => {
  const sum = bare(node.inputs[0] ?? node);
  const square = bare(sum.inputs[0] ?? sum);
  if (!by(node, "sqrt") || !is(sum, "sum")) return undefined;
  const x = bare(square.inputs[0] ?? square);
  if (!isSquareOf(square, x)) return undefined;
  const safe = (name: string): string => `sqrt(add(sum(square(${name})), 1e-12))`;
  return { parts: [node, sum, square], of: x, safe, by: "zero" };
};

const exponentialsIn = (nodes: readonly Node[]): Node[] =>
  nodes.flatMap((node) => [node, ...operandsBelow(node)]).filter((node) => by(node, "exp"));

const operandsBelow = (node: Node): Node[] => node.inputs.map(bare);

const forms: readonly Form[] = [
  oneMinusCosine,
  exponentialMinusOne,
  logarithmOfSum,
  logarithmOfCosine,
  logarithmOfOnePlus,
  rootMinusItsBase,
  varianceByMoments,
  writtenOut,
  sigmoidFromAbove,
  tangent,
  norm,
];

/** The first form that a node is the root of. */
export function spoiltAt(node: Node): Spoilt | undefined {
  if (node.inputs.length === 0) return undefined;
  for (const form of forms) {
    const found = form(node);
    if (found !== undefined) return found;
  }
  return undefined;
}
