// A shape some of whose axes give way to others, in types. An axis is named as users name it: from the front or,
// negative, from the back.
import type { IsDynamic, Shape } from "./shape.ts";

/** The shape in whose axes `A` (one or several) the sizes `New` stand. */
export type Replaced<S extends Shape, A extends number | Shape, New extends Shape> = true extends
  | IsDynamic<S>
  | IsDynamic<New>
  ? number[]
  : number extends (A extends Shape ? A[number] : A)
    ? number[]
    : Walk<S, NameOf<A extends Shape ? A[number] : A>, New>;

type Walk<
  S extends Shape,
  Gone,
  New extends Shape,
  Front extends readonly unknown[] = [],
> = S extends readonly [infer Size extends number, ...infer Rest extends Shape]
  ? [
      ...([Extract<Front["length"] | `-${S["length"]}`, Gone>] extends [never] ? [Size] : New),
      ...Walk<Rest, Gone, New, [...Front, unknown]>,
    ]
  : [];

/** 1 for the axis 1, "-1" for the axis -1: the number of axes left counts backwards only as text. */
type NameOf<N extends number> = N extends N ? (`${N}` extends `-${string}` ? `${N}` : N) : never;
