// The shape of what is pooled, in types: the sizes in the middle have to be computed.
import type { IsDynamic, Shape } from "./shape.ts";
import type { Computed } from "./windowed.ts";

/** The shape of `maxPool2d(x, size)` and its like: [batch, ...windows, features]. */
export type Pooled<S extends Shape> =
  true extends IsDynamic<S>
    ? number[]
    : S extends readonly [
          infer Batch extends number,
          ...infer Middle extends Shape,
          infer Features extends number,
        ]
      ? [Batch, ...Computed<Middle>, Features]
      : number[];
