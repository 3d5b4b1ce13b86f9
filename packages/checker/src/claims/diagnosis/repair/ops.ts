// The ops that mistakes are about, told by identity: what the functions of @cadena/graph make.
import {
  add,
  broadcastTo,
  cast,
  div,
  greater,
  input,
  less,
  matmul,
  mean,
  mul,
  type Node,
  neg,
  pow,
  reshape,
  square,
  sub,
  sum,
  transpose,
} from "@cadena/graph";

const matrix = input("x", [2, 2]);

/** What a node does, as far as mistakes are about it. */
type Kind =
  | "plus"
  | "minus"
  | "times"
  | "over"
  | "negative"
  | "matrixProduct"
  | "transpose"
  | "sum"
  | "mean"
  | "square"
  | "power"
  | "greater"
  | "less"
  | "cast"
  | "reshaped"
  | "stretched";

const ops: Readonly<Record<Kind, Node["op"]>> = {
  plus: add.op,
  minus: sub.op,
  times: mul.op,
  over: div.op,
  negative: neg.op,
  matrixProduct: matmul(matrix, matrix).op,
  transpose: transpose(matrix).op,
  sum: sum(matrix).op,
  mean: mean(matrix).op,
  square: square.op,
  power: pow(matrix, 3).op,
  greater: greater.op,
  less: less.op,
  cast: cast(matrix, "integer").op,
  reshaped: reshape(matrix, [4]).op,
  stretched: broadcastTo(matrix, [3, 2, 2]).op,
};

const kinds = new Map(Object.entries(ops).map(([kind, op]) => [op, kind as Kind]));

/** The kind of a node; undefined for every other op. */
const kindOf = ({ op }: Node): Kind | undefined => kinds.get(op);

/** Whether a node is of one of these kinds. */
export function is(node: Node, ...some: readonly Kind[]): boolean {
  const kind = kindOf(node);
  return kind !== undefined && some.includes(kind);
}

export const isMatrix = ({ shape }: Node): boolean => shape.length === 2;

/** The transpose of a matrix; of a transpose, the matrix itself. */
export const turned = (node: Node): Node =>
  is(node, "transpose") ? (node.inputs[0] as Node) : (transpose(node) as Node);

/** The two factors of a matrix product, as they are used. */
export function factorsOf({ inputs, attributes }: Node): [Node, Node] {
  const { transposeA, transposeB } = attributes as { transposeA: boolean; transposeB: boolean };
  const [a, b] = inputs as [Node, Node];
  return [transposeA ? turned(a) : a, transposeB ? turned(b) : b];
}
