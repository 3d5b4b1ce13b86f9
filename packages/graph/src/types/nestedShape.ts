// The shape of data, in types.
import type { Nested, Tensor } from "../tensor/tensor.ts";
import type { Shape } from "./shape.ts";

/** The shape of a number, of nested arrays or of a tensor, as far as their type tells it. */
export type NestedShape<V> = [Nested] extends [V] ? number[] : Sizes<V>;

type Sizes<V> = V extends number | boolean
  ? []
  : V extends Tensor<infer S extends Shape>
    ? S
    : V extends readonly (infer E)[]
      ? NestedShape<E> extends infer Inner extends Shape
        ? [V["length"], ...Inner]
        : never
      : number[];
