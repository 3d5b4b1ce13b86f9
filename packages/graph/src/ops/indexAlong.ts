// The index of each element along an axis, for engines that compute with it.
import { type GeneralOp, general } from "../kinds/general.ts";
import { type Attributes, type Node, sizeOf } from "../node/node.ts";
import type { Shape } from "../types/shape.ts";

interface IndexAttributes extends Attributes {
  readonly shape: Shape;
  readonly axis: number;
}

const indexOp: GeneralOp<IndexAttributes> = general<IndexAttributes>({
  name: "indexAlong",
  infer: (_, { shape }) => ({ shape, dtype: "integer" }),
  meaning: (_machine, _inputs, { attributes: { shape, axis } }) => {
    const inner = sizeOf(shape.slice(axis + 1));
    const extent = shape[axis] as number;
    const data = Int32Array.from({ length: sizeOf(shape) }, (_, i) => Math.floor(i / inner) % extent);
    return { dtype: "integer", shape, data };
  },
  vjp: "zero",
  lowering: ({ attributes }) => ({ kind: "count", axis: (attributes as IndexAttributes).axis }),
});

/** A tensor of integers: for each element its index along an axis. */
export function indexAlong(shape: Shape, axis: number): Node {
  return indexOp([], { shape, axis });
}
