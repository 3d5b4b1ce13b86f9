// Random graphs: a list of small steps, each of which applies an op to what is there already. fast-check makes the
// list, and shrinks it.
import {
  add,
  concat,
  constant,
  div,
  exp,
  gather,
  greater,
  input,
  logSoftmax,
  logSumExp,
  matmul,
  max,
  maximum,
  mean,
  mul,
  type Node,
  relu,
  reshape,
  type Shape,
  sigmoid,
  sin,
  slice,
  softmax,
  softplus,
  square,
  sub,
  sum,
  Tensor,
  tanh,
  transpose,
  where,
} from "@cadena/graph";
import * as fc from "fast-check";
import { random } from "./random.ts";

/** One step: which op, on which of the nodes that are there, with which choice inside. */
export type Step = readonly [op: number, a: number, b: number, choice: number];

export const recipes: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(99)),
  {
    minLength: 1,
    maxLength: 14,
  },
);

type Make = (a: Node, b: Node, choice: number) => Node | undefined;

const rank = (x: Node): number => x.shape.length;
const axisOf = (x: Node, choice: number): number => choice % rank(x);
const broadcasts = (a: Shape, b: Shape): boolean =>
  [...a].reverse().every((extent, k) => {
    const other = b.at(-1 - k) ?? 1;
    return extent === other || extent === 1 || other === 1;
  });
const together =
  (op: (a: Node, b: Node) => Node): Make =>
  (a, b) =>
    broadcasts(a.shape, b.shape) ? op(a, b) : undefined;
const along =
  (op: (x: Node, axis: number, choice: number) => Node): Make =>
  (a, _, choice) =>
    rank(a) === 0 ? undefined : op(a, axisOf(a, choice), choice);
/** Along an axis that has an element. */
const within =
  (op: (x: Node, axis: number, choice: number) => Node): Make =>
  (a, b, choice) =>
    rank(a) === 0 || a.shape[axisOf(a, choice)] === 0 ? undefined : along(op)(a, b, choice);

/** Ops that are smooth everywhere and keep numbers small. */
const smooth: readonly Make[] = [
  together((a, b) => add(a, b)),
  together((a, b) => sub(a, b)),
  together((a, b) => mul(a, b)),
  together((a, b) => div(a, add(1, square(b)))),
  (a) => sin(a),
  (a) => tanh(a),
  (a) => sigmoid(a),
  (a) => softplus(a),
  (a) => exp(tanh(a)),
  (a) => square(tanh(a)),
  along((x, axis, choice) => sum(x, { axis, keepDims: choice % 2 === 0 }) as Node),
  along((x, axis) => mean(x, { axis }) as Node),
  within((x, axis) => softmax(x, { axis })),
  within((x, axis) => logSoftmax(x, { axis })),
  within((x, axis) => logSumExp(x, { axis }) as Node),
  (a) => transpose(a) as Node,
  (a) => reshape(a, [a.size]),
  within((x, axis, choice) => gather(x, [0, choice % (x.shape[axis] as number), 0], { axis })),
  within((x, axis) =>
    slice(
      x,
      x.shape.map((extent, k) => (k === axis ? [extent - 1, extent] : null)),
    ),
  ),
  along((x, axis) => concat([x, tanh(x)], { axis })),
  (a, b) =>
    rank(a) === 2 && rank(b) === 2
      ? (matmul(tanh(a), sin(b), {
          transposeA: a.shape[0] === b.shape[0],
          transposeB: a.shape[0] !== b.shape[0] && a.shape[1] === b.shape[1],
        }) as Node)
      : undefined,
];

/** Ops with kinks, which differences cannot cross. */
const kinked: readonly Make[] = [
  (a) => relu(a),
  together((a, b) => maximum(a, b)),
  within((x, axis) => max(x, { axis }) as Node),
  together((a, b) => where(greater(a, b), sin(a), mul(a, b))),
];

/** A graph over leaves, with values. */
export interface Grown {
  readonly nodes: readonly Node[];
  readonly leaves: readonly Node[];
  readonly values: ReadonlyMap<Node, Tensor>;
}

const fits = (a: Node, b: Node): boolean =>
  a.shape[0] === b.shape[0] || a.shape[1] === b.shape[1] || a.shape[1] === b.shape[0];

/**
 * Follows the steps; one that fits nothing is left out. No node has more than 40 elements, or 4 times as many as the
 * largest leaf.
 * @param options with kinks or without; the rows and columns of the largest leaf, 2 and 3 where nothing is said
 */
export function grown(
  steps: readonly Step[],
  seed: number,
  options: { readonly kinks: boolean; readonly extents?: readonly [rows: number, columns: number] },
): Grown {
  const next = random(seed);
  const [rows, columns] = options.extents ?? [2, 3];
  const most = Math.max(40, 4 * rows * columns);
  const leaves = [input("x", [rows, columns]), input("y", [columns]), input("z", [])] as Node[];
  const draw = ({ shape, size }: Node): Tensor =>
    new Tensor(
      shape,
      Float64Array.from({ length: size }, () => 3 * next() - 1.5),
    );
  const column = new Tensor(
    [rows, 1],
    Float64Array.from({ length: rows }, (_, i) => [0.5, -1][i % 2] as number),
  );
  const nodes: Node[] = [...leaves, constant(column)];
  const makers = options.kinks ? [...smooth, ...kinked, ...kinked] : smooth;
  for (const [op, i, j, choice] of steps) {
    const [a, b] = [nodes.at(-1 - (i % nodes.length)) as Node, nodes[j % nodes.length] as Node];
    const make = makers[op % makers.length] as Make;
    const isProduct = make === smooth.at(-1) && rank(a) === 2 && rank(b) === 2;
    const made = isProduct && !fits(a, b) ? undefined : make(a, b, choice);
    if (made !== undefined && made.size <= most) nodes.push(made);
  }
  return { nodes, leaves, values: new Map(leaves.map((leaf) => [leaf, draw(leaf)])) };
}
