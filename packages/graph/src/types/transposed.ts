// A shape whose axes are in another order, in types.
import type { IsDynamic, Shape } from "./shape.ts";

/** The shape under a permutation of its axes; without one, the axes in reverse order. */
export type Transposed<S extends Shape, P extends Shape | undefined> =
  IsDynamic<S> extends true
    ? number[]
    : P extends Shape
      ? IsDynamic<P> extends true
        ? number[]
        : { -readonly [K in keyof P]: P[K] extends number ? SizeAt<S, P[K]> : never }
      : Reversed<S>;

type SizeAt<S extends Shape, N extends number> = `${N}` extends `-${infer Back extends number}`
  ? FromBack<S, Back>
  : S[N];

type FromBack<S extends Shape, Back extends number> = S extends readonly [
  infer Size,
  ...infer Rest extends Shape,
]
  ? S["length"] extends Back
    ? Size
    : FromBack<Rest, Back>
  : number;

type Reversed<S extends Shape> = S extends readonly [infer First, ...infer Rest extends Shape]
  ? [...Reversed<Rest>, First]
  : [];
