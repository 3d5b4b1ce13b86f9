// The shape of a matrix product, in types.
import type { Broadcast } from "./broadcast.ts";
import type { Misfit } from "./misfit.ts";
import type { IsDynamic, Shape, ShapeOf } from "./shape.ts";

/** The last two axes of a shape, exchanged where the operand is used transposed. */
type Matrix<S extends Shape, Transposed> = S extends readonly [
  ...Shape,
  infer R extends number,
  infer C extends number,
]
  ? Transposed extends true
    ? [C, R]
    : [R, C]
  : never;

type Batch<S extends Shape> = S extends readonly [...infer Batch extends Shape, number, number] ? Batch : [];

/** The shape of `matmul(a, b)`: the batch axes broadcast, the inner sizes go. */
export type MatmulShape<A, B, TA = false, TB = false> = true extends
  | IsDynamic<ShapeOf<A>>
  | IsDynamic<ShapeOf<B>>
  ? number[]
  : [
      ...Broadcast<Batch<ShapeOf<A>>, Batch<ShapeOf<B>>>,
      Matrix<ShapeOf<A>, TA>[0],
      Matrix<ShapeOf<B>, TB>[1],
    ];

/** `unknown` where the inner sizes agree, a readable misfit where they differ. */
export type MatmulFit<A, B, TA = false, TB = false> = true extends
  | IsDynamic<ShapeOf<A>>
  | IsDynamic<ShapeOf<B>>
  ? unknown
  : [Matrix<ShapeOf<A>, TA>] extends [never]
    ? Misfit<"matmul: the first operand is not a matrix">
    : [Matrix<ShapeOf<B>, TB>] extends [never]
      ? Misfit<"matmul: the second operand is not a matrix">
      : Inner<Matrix<ShapeOf<A>, TA>[1], Matrix<ShapeOf<B>, TB>[0]>;

type Inner<X extends number, Y extends number> = number extends X
  ? unknown
  : number extends Y
    ? unknown
    : [X, Y] extends [Y, X]
      ? unknown
      : Misfit<`matmul: inner sizes differ: ${X} and ${Y}`>;
