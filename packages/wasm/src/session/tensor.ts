// What is in memory, as tensors that nothing changes afterwards.
import { type Node, Tensor } from "@cadena/graph";
import type { View } from "./memory.ts";

/** A copy of a node's elements. */
export function tensorOf({ shape, dtype }: Node, view: View): Tensor {
  return new Tensor(shape, dtype === "boolean" ? Uint8Array.from(view) : view.slice());
}
