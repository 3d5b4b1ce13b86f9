// The values that flow through an evaluation, and the machine that they are computed on.

import type { Shape } from "../types/shape.ts";
import type { Bit } from "./float64.ts";
import type { NumberSystem } from "./system.ts";

/** The value of one node in a number system: flat data in row-major order. */
export type Value<T, B> =
  | { readonly dtype: "real"; readonly shape: Shape; readonly data: ArrayLike<T> }
  | { readonly dtype: "integer"; readonly shape: Shape; readonly data: ArrayLike<number> }
  | { readonly dtype: "boolean"; readonly shape: Shape; readonly data: ArrayLike<B> }
  | { readonly dtype: "several"; readonly parts: readonly Value<T, B>[] };

/** The number systems of one evaluation: real numbers in one, exact integers in the other. */
export interface Machine<T, B> {
  readonly reals: NumberSystem<T, B>;
  readonly integers: NumberSystem<number, Bit>;
}

/** The value's flat data; for an op that has made sure of the dtype when its node was made. */
export function dataOf<E>(value: Value<unknown, unknown> | undefined): ArrayLike<E> {
  if (value === undefined || value.dtype === "several") throw new TypeError("a single value is needed");
  return value.data as ArrayLike<E>;
}
