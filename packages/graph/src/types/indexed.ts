// What an index into the leading axes leaves of a shape, in types.
import type { IsDynamic, Shape } from "./shape.ts";

/** The shape without as many leading axes as there are indices. */
export type Indexed<S extends Shape, I extends Shape> = true extends IsDynamic<S> | IsDynamic<I>
  ? number[]
  : I extends readonly [number, ...infer More extends Shape]
    ? S extends readonly [number, ...infer Rest extends Shape]
      ? Indexed<Rest, More>
      : number[]
    : [...S];
