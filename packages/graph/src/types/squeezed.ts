// A shape without its axes of size 1, in types.
import type { Replaced } from "./replaced.ts";
import type { Shape } from "./shape.ts";

/** The shape without the axis `A`, or without all axes of size 1 where `A` is undefined. */
export type Squeezed<S extends Shape, A extends number | undefined> = [A] extends [number]
  ? Replaced<S, A, []>
  : number extends S[number] | (A extends undefined ? never : number)
    ? number[]
    : WithoutOnes<S>;

type WithoutOnes<S extends Shape> = S extends readonly [infer Size, ...infer Rest extends Shape]
  ? [...(Size extends 1 ? [] : [Size]), ...WithoutOnes<Rest>]
  : [];
