// What stays the same for each of several nodes: its shape.
import type { Node } from "../node/node.ts";
import type { Shape } from "./shape.ts";

/** Nodes of the same shapes as the given ones. */
export type Like<W extends readonly Node[]> = {
  -readonly [K in keyof W]: W[K] extends Node<infer S extends Shape> ? Node<S> : never;
};
