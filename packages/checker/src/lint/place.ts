// What belongs together in a report: all that was made at one place of the user's code.
import type { Node } from "@cadena/graph";

/** The place of a node, of what was opened from it, and of its part of the gradient; the node itself where none is known. */
export const placeOf = (node: Node): object => node.origin?.trace ?? node;
