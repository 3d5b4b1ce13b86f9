// A matrix operand, in types.
import type { Shape } from "./shape.ts";

/** Rows and columns: the last two axes, exchanged where the operand is used transposed; never for no matrix. */
export type Matrix<S extends Shape, Transposed> = S extends readonly [
  ...Shape,
  infer R extends number,
  infer C extends number,
]
  ? boolean extends Transposed
    ? [number, number]
    : Transposed extends true
      ? [C, R]
      : [R, C]
  : never;
