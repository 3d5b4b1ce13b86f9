// The operands of a part of a formula, put together in another way than they should be.
import {
  abs,
  add,
  div,
  exp,
  log,
  matmul,
  mul,
  type Node,
  neg,
  type Shape,
  sigmoid,
  sign,
  sqrt,
  square,
  sub,
  sum,
  tanh,
  transpose,
} from "@cadena/graph";
import { make, stretchesTo } from "@cadena/graph/extend";
import { fitting } from "../../claims/diagnosis/repair/formula.ts";
import { is, isMatrix, turned } from "../../claims/diagnosis/repair/ops.ts";
import { spread, type Values } from "../values.ts";
import { type Part, valuesOver } from "./part.ts";

/** What may stand in the place of a part. */
export interface Other {
  readonly node: Node;
  readonly values: Values;
  readonly cost: number;
}

/** A way to put operands together, with its cost. */
type Way = readonly [cost: number, made: () => Node | undefined];

const functions = [exp, log, tanh, sigmoid, abs, sign, square, sqrt, neg] as const;

/** All that fits the shape of a part; what is multiplied or added up may be read in any order, turned or not. */
export function otherwise(part: Part, shape: Shape | undefined = part.node.shape): Other[] {
  const { node, operands } = part;
  if ([node, ...node.inputs].some(({ dtype }) => dtype !== "real")) return [];
  const [first, second] = operands as [Part, Part];
  if (is(node, "stretched")) return otherwise(first, shape);
  const plain = operands.map((one) => (is(one.node, "stretched") ? (one.operands[0] as Part) : one));
  const ways =
    operands.length === 1
      ? [...ofOne(first.node), ...(is(node, "sum", "mean") ? sums(first) : [])]
      : operands.length === 2
        ? [...ofTwo(first.node, second.node), ...ofMatrices(plain.map((one) => one.node) as [Node, Node])]
        : [];
  const known = [...operands, ...plain];
  const found = ways.flatMap(([cost, way]): Other[] => {
    const made = fitting(way);
    if (made === undefined || made.dtype !== "real") return [];
    if (shape !== undefined && !stretchesTo(made.shape, shape)) return [];
    const values = valuesOver(made, known);
    const fitted = values && (shape === undefined ? values : spread(values, shape));
    return fitted === undefined ? [] : [{ node: made, values: fitted, cost }];
  });
  return is(node, "sum", "mean") ? [...found, ...ofOthers(part, shape)] : found;
}

const ofOne = (x: Node): Way[] => [
  [1, () => x],
  ...(isMatrix(x) ? ([[1.2, () => turned(x)]] as const) : []),
  ...functions.map((f): Way => [1.3, () => (f === neg && is(x, "negative") ? undefined : f(x))]),
];

/** Sums over other axes. */
function sums({ node: x }: Part): Way[] {
  const axes = [...x.shape.keys()];
  return [
    ...axes.flatMap((axis): Way[] => {
      const kept = (): Node => sum(x, { axis, keepDims: true }) as Node;
      return [
        [1, kept],
        [1, () => sum(x, { axis }) as Node],
        ...(isMatrix(x) ? ([[1.2, () => transpose(kept()) as Node]] as const) : []),
      ];
    }),
    [1.2, () => sum(x) as Node],
  ];
}

/** Sums of what is put together otherwise, in another shape. */
function ofOthers({ node, operands: [inner] }: Part, shape: Shape | undefined): Other[] {
  const { values: own } = inner as Part;
  return otherwise(inner as Part, undefined).flatMap(({ node: other, values, cost }): Other[] => {
    if (values.shape.join() === own.shape.join()) return [];
    const made = fitting(() => make(node.op, [other], node.attributes));
    if (made === undefined || made.shape.join() !== shape?.join()) return [];
    const total = valuesOver(made, [{ node: other, values, operands: [] }]);
    return total === undefined ? [] : [{ node: made, values: total, cost: cost + 0.2 }];
  });
}

function ofTwo(a: Node, b: Node): Way[] {
  const alone: Way[] = [
    [1, () => a],
    [1, () => b],
  ];
  if (a.shape.join() !== b.shape.join()) return alone;
  return [
    ...alone,
    [1.2, () => (is(b, "negative") ? undefined : neg(b))],
    [1, () => add(a, b) as Node],
    [1, () => sub(a, b) as Node],
    [1, () => sub(b, a) as Node],
    [1, () => mul(a, b) as Node],
    [1.1, () => div(a, b) as Node],
    [1.1, () => div(b, a) as Node],
  ];
}

function ofMatrices([a, b]: readonly [Node, Node]): Way[] {
  if (!isMatrix(a) || !isMatrix(b)) return [];
  const ways: Way[] = [
    [1.2, () => turned(a)],
    [1.2, () => turned(b)],
  ];
  for (const x of [a, turned(a)]) {
    for (const y of [b, turned(b)]) {
      if (x.shape[1] === y.shape[0]) ways.push([1.1, () => matmul(x, y) as Node]);
      if (y.shape[1] === x.shape[0]) ways.push([1.2, () => matmul(y, x) as Node]);
      if ((x === a && y === b) || x.shape.join() !== y.shape.join()) continue;
      ways.push([1.2, () => mul(x, y) as Node], [1.3, () => add(x, y) as Node]);
    }
  }
  return ways;
}
