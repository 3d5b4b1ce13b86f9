// The ops that lint rules know, told by identity: what the functions of @cadena/graph make.
import {
  addBias,
  broadcastTo,
  cos,
  exp,
  input,
  log,
  logSigmoid,
  logSoftmax,
  logSumExp,
  type Node,
  reshape,
  sigmoid,
  softmax,
  softplus,
  sqrt,
  where,
} from "@cadena/graph";

const matrix = input("x", [2, 3]);

/** An op that rules know. */
export type Known =
  | "addBias"
  | "cos"
  | "exp"
  | "log"
  | "logSigmoid"
  | "logSoftmax"
  | "logSumExp"
  | "reshape"
  | "sigmoid"
  | "softmax"
  | "softplus"
  | "sqrt"
  | "stretch"
  | "where";

/** The ops by their names. */
export const ops: Readonly<Record<Known, Node["op"]>> = {
  addBias: addBias(matrix, matrix).op,
  cos: cos.op,
  exp: exp.op,
  log: log.op,
  logSigmoid: logSigmoid.op,
  logSoftmax: logSoftmax(matrix).op,
  logSumExp: logSumExp(matrix).op,
  reshape: reshape(matrix, [6]).op,
  sigmoid: sigmoid.op,
  softmax: softmax(matrix).op,
  softplus: softplus.op,
  sqrt: sqrt.op,
  stretch: broadcastTo(matrix, [2, 2, 3]).op,
  where: where(true, matrix, matrix).op,
};

/** Whether a node is made by one of these ops. */
export const by = (node: Node, ...names: readonly Known[]): boolean =>
  names.some((name) => ops[name] === node.op);

/** What a node is a copy of: without stretching and reshaping. */
export function bare(node: Node): Node {
  let inner = node;
  while (by(inner, "stretch", "reshape")) inner = inner.inputs[0] as Node;
  return inner;
}

/** What elements may come from: through moves, and through either branch of a choice. */
export function* sourcesOf(node: Node): Generator<Node> {
  const isChoice = by(node, "where");
  if (!isChoice && node.op.elements !== "moved" && !by(node, "stretch", "reshape")) yield node;
  else for (const one of isChoice ? node.inputs.slice(1) : node.inputs) yield* sourcesOf(one);
}
