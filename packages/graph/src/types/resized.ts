// A shape some of whose sizes have to be computed, in types.
import type { IsDynamic, Shape } from "./shape.ts";

/**
 * The shape in which each axis keeps its size where its entry in `Changes` is `Same` or missing, and has an unknown
 * one elsewhere.
 */
export type Resized<S extends Shape, Changes extends readonly unknown[], Same> =
  true extends IsDynamic<S>
    ? number[]
    : number extends Changes["length"]
      ? { -readonly [K in keyof S]: number }
      : {
          -readonly [K in keyof S]: K extends keyof Changes
            ? Changes[K] extends Same
              ? S[K]
              : number
            : S[K];
        };
