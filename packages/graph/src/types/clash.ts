// The sizes at which two shapes do not broadcast, in types.
import type { IsDynamic, Shape } from "./shape.ts";

/** The first pair of sizes, from the last axis on, that do not go together; never where all do or may do. */
export type Clash<A extends Shape, B extends Shape> = true extends IsDynamic<A> | IsDynamic<B>
  ? never
  : A extends readonly [...infer P extends Shape, infer X extends number]
    ? B extends readonly [...infer Q extends Shape, infer Y extends number]
      ? number extends X | Y
        ? Clash<P, Q>
        : 1 extends X | Y
          ? Clash<P, Q>
          : [X] extends [Y]
            ? Clash<P, Q>
            : [X, Y]
      : never
    : never;
