// What a reduction leaves of a shape, in types.
import type { Replaced } from "./replaced.ts";
import type { IsDynamic, Shape } from "./shape.ts";

/** The shape that remains when the axes `A` (one, several, or undefined for all) are reduced. */
export type Reduced<
  S extends Shape,
  A extends number | Shape | undefined,
  Keep = false,
> = boolean extends Keep
  ? number[]
  : [A] extends [number | Shape]
    ? Replaced<S, A, Keep extends true ? [1] : []>
    : A extends undefined
      ? Keep extends true
        ? Ones<S>
        : []
      : number[];

type Ones<S extends Shape> = IsDynamic<S> extends true ? number[] : { -readonly [K in keyof S]: 1 };
