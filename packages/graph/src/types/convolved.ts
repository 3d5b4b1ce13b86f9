// The shapes of convolutions, in types: the sizes in the middle have to be computed.
import type { IsDynamic, Shape } from "./shape.ts";
import type { Computed } from "./windowed.ts";

/** The shape of a convolution: [batch, ...windows, outputs]. */
export type Convolved<X extends Shape, W extends Shape> = true extends IsDynamic<X> | IsDynamic<W>
  ? number[]
  : X extends readonly [infer Batch extends number, ...infer Middle extends Shape, number]
    ? W extends readonly [...Shape, infer Outputs extends number]
      ? [Batch, ...Computed<Middle>, Outputs]
      : number[]
    : number[];

/** The shape of a transposed convolution: [batch, ...sizes, inputs]. */
export type ConvolvedBack<Y extends Shape, W extends Shape, Groups extends number> = true extends
  | IsDynamic<Y>
  | IsDynamic<W>
  ? number[]
  : Y extends readonly [infer Batch extends number, ...infer Middle extends Shape, number]
    ? W extends readonly [...Shape, infer Inputs extends number, number]
      ? [Batch, ...Computed<Middle>, [Groups] extends [1] ? Inputs : number]
      : number[]
    : number[];
