// The shape of a matrix product, in types.
import type { Broadcast } from "./broadcast.ts";
import type { Matrix } from "./matrix.ts";
import type { IsDynamic, Shape, ShapeOf } from "./shape.ts";

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
