// Broadcasting as NumPy has it, in types: shapes are aligned at their last axis, and a 1 stretches.
import type { Misfit } from "./misfit.ts";
import type { IsDynamic, Shape, ShapeOf } from "./shape.ts";

type Size<A extends number, B extends number> = A extends 1
  ? B
  : number extends A
    ? B extends 1
      ? A
      : B
    : A;

/** The shape that two shapes broadcast to. */
export type Broadcast<A extends Shape, B extends Shape> = true extends IsDynamic<A> | IsDynamic<B>
  ? number[]
  : A extends readonly [...infer P extends Shape, infer X extends number]
    ? B extends readonly [...infer Q extends Shape, infer Y extends number]
      ? [...Broadcast<P, Q>, Size<X, Y>]
      : [...A]
    : [...B];

/** The first pair of sizes, from the right, that do not go together; never where all do. */
type Clash<A extends Shape, B extends Shape> = true extends IsDynamic<A> | IsDynamic<B>
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

/** `unknown` where two operands broadcast together, a readable misfit where they do not. */
export type BroadcastFit<Name extends string, A, B> = [Clash<ShapeOf<A>, ShapeOf<B>>] extends [never]
  ? unknown
  : Clash<ShapeOf<A>, ShapeOf<B>> extends [infer X extends number, infer Y extends number]
    ? Misfit<`${Name}: sizes differ: ${X} and ${Y}`>
    : unknown;

/** The shape that three operands broadcast to. */
export type Broadcast3<A, B, C> = Broadcast<Broadcast<ShapeOf<A>, ShapeOf<B>>, ShapeOf<C>>;

/** `unknown` where a bias fits below a shape: each of its axes is the shape's or 1. */
export type BiasFit<Z, Bias> = [Clash<ShapeOf<Z>, ShapeOf<Bias>>] extends [never]
  ? unknown
  : Clash<ShapeOf<Z>, ShapeOf<Bias>> extends [infer X extends number, infer Y extends number]
    ? Misfit<`addBias: the bias does not fit: ${Y} against ${X}`>
    : unknown;
