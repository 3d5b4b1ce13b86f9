// The local derivatives of a chain: da/dz, dz/dw.
import { gradients, type Node } from "@cadena/graph";

/** The automatic derivative of the number y with respect to x. */
export function derivative(y: Node, x: Node): Node {
  return gradients(y, [x])[0];
}
