// Whether two operands have a matrix product, in types.
import type { Clash } from "./clash.ts";
import type { Matrix } from "./matrix.ts";
import type { Misfit } from "./misfit.ts";
import type { IsDynamic, Shape, ShapeOf } from "./shape.ts";

/** `unknown` where the inner sizes and the batches agree, a readable misfit where they differ. */
export type MatmulFit<A, B, TA = false, TB = false> = true extends
  | IsDynamic<ShapeOf<A>>
  | IsDynamic<ShapeOf<B>>
  ? unknown
  : [Matrix<ShapeOf<A>, TA>] extends [never]
    ? Misfit<"matmul: the first operand is not a matrix">
    : [Matrix<ShapeOf<B>, TB>] extends [never]
      ? Misfit<"matmul: the second operand is not a matrix">
      : Inner<Matrix<ShapeOf<A>, TA>[1], Matrix<ShapeOf<B>, TB>[0]> & Batches<ShapeOf<A>, ShapeOf<B>>;

type Inner<X extends number, Y extends number> = number extends X | Y
  ? unknown
  : [X, Y] extends [Y, X]
    ? unknown
    : Misfit<`matmul: inner sizes differ: ${X} and ${Y}`>;

type Batches<A extends Shape, B extends Shape> = A extends readonly [...infer P extends Shape, number, number]
  ? B extends readonly [...infer Q extends Shape, number, number]
    ? Clash<P, Q> extends [infer X extends number, infer Y extends number]
      ? [Clash<P, Q>] extends [never]
        ? unknown
        : Misfit<`matmul: batch sizes differ: ${X} and ${Y}`>
      : unknown
    : unknown
  : unknown;
