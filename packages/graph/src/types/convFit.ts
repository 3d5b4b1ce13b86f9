// Whether filters fit an input, in types: as far as the numbers of channels say.
import type { Misfit } from "./misfit.ts";
import type { IsDynamic, Shape, ShapeOf } from "./shape.ts";

/** `unknown` where filters in one group take the channels that there are, a readable misfit where they do not. */
export type ConvFit<X, W, Groups extends number> = true extends IsDynamic<ShapeOf<X>> | IsDynamic<ShapeOf<W>>
  ? unknown
  : [ShapeOf<X>, ShapeOf<W>, Groups] extends [
        readonly [...Shape, infer Channels extends number],
        readonly [...Shape, infer Own extends number, number],
        1,
      ]
    ? Alike<Channels, Own>
    : unknown;

/** `unknown` where a transposed convolution has as many channels as its filters have outputs, a misfit otherwise. */
export type ConvTransposeFit<Y, W> = true extends IsDynamic<ShapeOf<Y>> | IsDynamic<ShapeOf<W>>
  ? unknown
  : [ShapeOf<Y>, ShapeOf<W>] extends [
        readonly [...Shape, infer Channels extends number],
        readonly [...Shape, infer Own extends number],
      ]
    ? Alike<Channels, Own>
    : unknown;

type Alike<X extends number, Y extends number> = number extends X | Y
  ? unknown
  : [X, Y] extends [Y, X]
    ? unknown
    : Misfit<`convolution: channels differ: ${X} and ${Y}`>;
