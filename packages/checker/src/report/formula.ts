// How a claim's formula is written.
import type { Node } from "@cadena/graph";
import { toText } from "@cadena/notation";

/** A formula over named quantities, on one line. */
export function writtenFormula(node: Node, names: Readonly<Record<string, Node>>): string {
  return toText(node, { names }).split("\n").at(-1) as string;
}
