// Axes in types: which axis a (possibly negative) number means, and what stays when axes go.
import type { IsDynamic, Shape } from "./shape.ts";

type Axis = number | readonly number[] | undefined;

/** Names each axis of S from the front and from the back: 0 and -2, 1 and -1 for a matrix. */
type NamesOf<Front extends readonly unknown[], Back extends readonly unknown[]> =
  | Front["length"]
  | `-${Back["length"]}`;

type Named<A> = A extends readonly (infer N extends number)[]
  ? NameOf<N>
  : A extends number
    ? NameOf<A>
    : never;
type NameOf<N extends number> = `${N}` extends `-${string}` ? `${N}` : N;

type ReduceWith<S extends Shape, Gone, Keep, Front extends readonly unknown[] = []> = S extends readonly [
  infer Size extends number,
  ...infer Rest extends Shape,
]
  ? [
      ...([NamesOf<Front, S> & Gone] extends [never] ? [Size] : Keep extends true ? [1] : []),
      ...ReduceWith<Rest, Gone, Keep, [...Front, unknown]>,
    ]
  : [];

type AllOnes<S extends Shape> = { -readonly [K in keyof S]: 1 };

/** The shape that remains when `A` (one axis, several, or all) is reduced. */
export type Reduced<S extends Shape, A extends Axis, Keep = false> =
  IsDynamic<S> extends true
    ? A extends undefined
      ? Keep extends true
        ? number[]
        : []
      : number[]
    : A extends undefined
      ? Keep extends true
        ? AllOnes<S>
        : []
      : number extends (A extends Shape ? A[number] : A)
        ? number[]
        : ReduceWith<S, Named<A>, Keep>;

type Pick<S extends Shape, N extends number> = `${N}` extends `-${infer Back extends number}`
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

/** The shape under a permutation of its axes; without one, the axes in reverse order. */
export type Transposed<S extends Shape, P extends Shape | undefined> =
  IsDynamic<S> extends true
    ? number[]
    : P extends Shape
      ? IsDynamic<P> extends true
        ? number[]
        : { -readonly [K in keyof P]: P[K] extends number ? Pick<S, P[K]> : never }
      : Reversed<S>;

type Reversed<S extends Shape> = S extends readonly [infer First, ...infer Rest extends Shape]
  ? [...Reversed<Rest>, First]
  : [];
