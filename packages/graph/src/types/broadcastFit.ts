// Whether the operands of an elementwise op broadcast, in types.
import type { Clash } from "./clash.ts";
import type { Misfit } from "./misfit.ts";
import type { ShapeOf } from "./shape.ts";

/** `unknown` where two operands broadcast together, a readable misfit where they do not. */
export type BroadcastFit<Name extends string, A, B> =
  Clash<ShapeOf<A>, ShapeOf<B>> extends infer C
    ? [C] extends [never]
      ? unknown
      : C extends [infer X extends number, infer Y extends number]
        ? Misfit<`${Name}: sizes differ: ${X} and ${Y}`>
        : unknown
    : never;
