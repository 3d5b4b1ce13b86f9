// Broadcasting as NumPy has it, in types: shapes are aligned at their last axis, and a 1 stretches.
import type { IsDynamic, Shape } from "./shape.ts";

/** The shape that two shapes broadcast to. */
export type Broadcast<A extends Shape, B extends Shape> = true extends IsDynamic<A> | IsDynamic<B>
  ? number[]
  : A extends readonly [...infer P extends Shape, infer X extends number]
    ? B extends readonly [...infer Q extends Shape, infer Y extends number]
      ? [...Broadcast<P, Q>, Stretched<X, Y>]
      : [...A]
    : [...B];

/** A size that is not known is 1 or the other one. */
type Stretched<X extends number, Y extends number> = X extends 1
  ? Y
  : number extends X
    ? Y extends 1
      ? X
      : Y
    : X;
