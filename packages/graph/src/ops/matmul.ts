// The matrix product, batched, with either operand transposed on the fly.
import { type ContractionOp, contraction } from "../kinds/contraction.ts";
import {
  binding,
  commonShape,
  enclosed,
  following,
  juxtaposes,
  type Phrase,
  stretched,
} from "../kinds/notation.ts";
import { promote } from "../node/dtype.ts";
import { ShapeError } from "../node/errors.ts";
import { type Attributes, checkNode, type Node, sameShape } from "../node/node.ts";
import { broadcastTo } from "../operands/broadcast.ts";
import { cast } from "../operands/cast.ts";
import type { MatmulFit } from "../types/matmulFit.ts";
import type { MatmulShape } from "../types/matmulShape.ts";
import type { Shape } from "../types/shape.ts";
import { transposedPhrase } from "./transpose.ts";

interface MatmulAttributes extends Attributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** Rows and columns of an operand, as it is used. */
function matrixOf({ shape }: Node, transposed: boolean): [rows: number, columns: number] {
  const [rows, columns] = shape.slice(-2) as [number, number];
  return transposed ? [columns, rows] : [rows, columns];
}

/** A product stretches the batch axes itself, but not the matrices. */
function asMatrix(phrase: Phrase, shape: Shape): Phrase {
  return phrase.shape && sameShape(phrase.shape.slice(-2), shape.slice(-2))
    ? phrase
    : stretched(phrase, shape);
}

const batchOf = ({ shape }: Phrase): Shape => (shape ?? []).slice(0, -2);

const matmulOp: ContractionOp<MatmulAttributes> = contraction<MatmulAttributes>({
  name: "matmul",
  infer: ([a, b], { transposeA, transposeB }) => {
    const [rows, inner] = matrixOf(a as Node, transposeA);
    const [other, columns] = matrixOf(b as Node, transposeB);
    if (inner !== other) {
      const left = `${a}${transposeA ? "ᵀ" : ""}`;
      const right = `${b}${transposeB ? "ᵀ" : ""}`;
      throw new ShapeError(
        `matmul: inner sizes differ: ${left} · ${right} (${inner} ≠ ${other})`,
        shapesOf(a, b),
      );
    }
    return { shape: [...(a as Node).shape.slice(0, -2), rows, columns], dtype: (a as Node).dtype };
  },
  labels: ([a], { transposeA, transposeB }) => {
    const batch = (a as Node).shape.slice(0, -2).map((_, k) => 3 + k);
    const [row, inner, column] = [0, 1, 2] as const;
    return {
      inputs: [
        [...batch, ...(transposeA ? [inner, row] : [row, inner])],
        [...batch, ...(transposeB ? [column, inner] : [inner, column])],
      ],
      output: [...batch, row, column],
    };
  },
  vjp: ({ ct, inputs: [a, b], attributes: { transposeA: tA, transposeB: tB } }, index) => {
    const [left, right] = [a as Node, b as Node];
    if (index === 0) {
      return tA
        ? matmulOp([right, ct], { transposeA: tB, transposeB: true })
        : matmulOp([ct, right], { transposeA: false, transposeB: !tB });
    }
    return tB
      ? matmulOp([ct, left], { transposeA: true, transposeB: tA })
      : matmulOp([left, ct], { transposeA: !tA, transposeB: false });
  },
  notation: {
    stretches: true,
    write: (inputs, node) => {
      const { transposeA, transposeB } = node.attributes as MatmulAttributes;
      const [a, b] = inputs.map((x, k) => asMatrix(x, (node.inputs[k] as Node).shape)) as [Phrase, Phrase];
      const left = transposeA ? transposedPhrase(a) : enclosed(a, binding.chain);
      const right = transposeB ? transposedPhrase(b) : following(b, binding.power);
      return {
        text: juxtaposes(right.text) ? `${left.text} ${right.text}` : `${left.text} · ${right.text}`,
        latex: /^\d/.test(right.latex)
          ? `${left.latex} \\cdot ${right.latex}`
          : `${left.latex} ${right.latex}`,
        binding: binding.chain,
        shape: [...commonShape([batchOf(a), batchOf(b)]), ...node.shape.slice(-2)],
      };
    },
  },
});

const shapesOf = (...nodes: (Node | undefined)[]): Shape[] => nodes.map((x) => (x as Node).shape);

/** The batch shape that both operands stretch to. */
function commonBatch(a: Node, b: Node): number[] {
  const [p, q] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const rank = Math.max(p.length, q.length);
  return Array.from({ length: rank }, (_, k) => {
    const x = p[k - rank + p.length] ?? 1;
    const y = q[k - rank + q.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1) {
      throw new ShapeError(`matmul: batch sizes differ: ${a} · ${b} (${x} ≠ ${y})`, shapesOf(a, b));
    }
    return x === 1 ? y : x;
  });
}

/** How the operands of a matrix product are used. */
export interface MatmulOptions<TA extends boolean = boolean, TB extends boolean = boolean> {
  readonly transposeA?: TA;
  readonly transposeB?: TB;
}

/**
 * The matrix product over the last two axes; leading axes are batches and broadcast.
 * @param a [..., m, k], or [..., k, m] with `transposeA`
 * @param b [..., k, n], or [..., n, k] with `transposeB`
 * @returns [..., m, n]
 * @throws ShapeError where an operand is no matrix or the inner sizes differ
 * @example
 * const A = constant([[1, 2], [3, 4]]);
 * evaluate(matmul(A, A, { transposeA: true })) //=> [[10, 14], [14, 20]]
 */
export function matmul<
  A extends Node,
  B extends Node,
  TA extends boolean = false,
  TB extends boolean = false,
>(
  a: A,
  b: B & MatmulFit<A, B, TA, TB>,
  options: MatmulOptions<TA, TB> = {},
): Node<MatmulShape<A, B, TA, TB>> {
  checkNode("matmul", a);
  checkNode("matmul", b);
  const nodes: Node[] = [a, b];
  for (const x of nodes) {
    if (x.shape.length < 2) {
      throw new ShapeError(`matmul: ${x} is no matrix: its rank is ${x.shape.length}`, shapesOf(a, b), {
        hint: "reshape a vector to a row [1, n] or a column [n, 1]",
      });
    }
  }
  const batch = commonBatch(a, b);
  const dtype = nodes.map((x) => x.dtype).reduce(promote, "integer");
  const [left, right] = nodes.map((x) => cast(broadcastTo(x, [...batch, ...x.shape.slice(-2)]), dtype));
  const attributes = { transposeA: options.transposeA ?? false, transposeB: options.transposeB ?? false };
  return matmulOp([left as Node, right as Node], attributes) as Node as Node<never>;
}
