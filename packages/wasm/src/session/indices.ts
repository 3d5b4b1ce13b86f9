// Looks at integers before they are taken for indices.
import { inheriting } from "@cadena/graph/extend";
import type { Check } from "../loops/statement.ts";
import type { View } from "./memory.ts";

/**
 * Refuses the first integer that is no index.
 * @throws what the node says of it, with the node's place
 */
export function checkIndices({ node, below, refuse }: Check, indices: View): void {
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] as number;
    if (index < 0 || index >= below) {
      throw inheriting(node.origin, undefined, () => refuse(index, i));
    }
  }
}
