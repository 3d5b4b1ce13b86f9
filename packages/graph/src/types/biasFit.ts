// Whether a bias fits below a shape, in types: more strictly than broadcasting, the shape itself never stretches.
import type { Misfit } from "./misfit.ts";
import type { IsDynamic, Shape, ShapeOf } from "./shape.ts";

/** `unknown` where each axis of the bias has the shape's size or 1, a readable misfit where one has not. */
export type BiasFit<Z, B> = true extends IsDynamic<ShapeOf<Z>> | IsDynamic<ShapeOf<B>>
  ? unknown
  : Below<ShapeOf<Z>, ShapeOf<B>>;

type Below<Z extends Shape, B extends Shape> = B extends readonly [
  ...infer Q extends Shape,
  infer Y extends number,
]
  ? Z extends readonly [...infer P extends Shape, infer X extends number]
    ? number extends X | Y
      ? Below<P, Q>
      : Y extends X | 1
        ? Below<P, Q>
        : Misfit<`addBias: the bias does not fit: ${Y} against ${X}`>
    : Misfit<"addBias: the bias has more axes">
  : unknown;
