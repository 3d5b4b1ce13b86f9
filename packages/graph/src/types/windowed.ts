// The shapes of windows of a tensor, and of a tensor that windows are added up to, in types.
import type { IsDynamic, Shape } from "./shape.ts";

/** Some axes of a size that has to be computed. */
export type Computed<S extends Shape> = { -readonly [K in keyof S]: number };

/** The shape of `windows(x, sizes)`: [batch, ...counts, ...sizes, features]. */
export type Windowed<S extends Shape, Sizes extends Shape> = true extends IsDynamic<S> | IsDynamic<Sizes>
  ? number[]
  : S extends readonly [
        infer Batch extends number,
        ...infer Middle extends Shape,
        infer Features extends number,
      ]
    ? [Batch, ...Computed<Middle>, ...Sizes, Features]
    : number[];

/** The shape of `overlapAdd(x, size)`: [batch, ...size, features]. */
export type OverlapAdded<S extends Shape, Size extends Shape> = true extends IsDynamic<S> | IsDynamic<Size>
  ? number[]
  : S extends readonly [infer Batch extends number, ...Shape, infer Features extends number]
    ? [Batch, ...Size, Features]
    : number[];
