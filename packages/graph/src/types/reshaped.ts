// The shape that a reshape asks for, in types.
import type { Shape } from "./shape.ts";

/** The shape with `number` in the place of -1, the size that is computed. */
export type Reshaped<S extends Shape> = { -readonly [K in keyof S]: S[K] extends -1 ? number : S[K] };
