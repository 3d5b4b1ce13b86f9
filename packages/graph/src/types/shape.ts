// Shapes as types: a tuple of literal sizes, with `number` for a size that is known only at run time, or number[]
// where not even the rank is known.
import type { Node } from "../node/node.ts";

/** The sizes of a tensor's axes, outermost first; `[]` is a scalar. */
export type Shape = readonly number[];

/** What an op takes: a node, or a number or truth that becomes a scalar constant. */
export type Operand = Node | number | boolean;

/** The shape of an operand. */
export type ShapeOf<X> = X extends Node<infer S> ? S : [];

/** True for a shape whose rank is not known in the types. */
export type IsDynamic<S extends Shape> = number extends S["length"] ? true : false;
