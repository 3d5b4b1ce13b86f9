// Formulas as text, in the signs that the other explanations are written with.
import type { Node } from "@cadena/graph";
import { writer } from "../../claims/diagnosis/repair/written.ts";
import type { SizeTable } from "../../derivation/sizes.ts";

/** Writes formulas over named leaves: A^2 and A^T. */
export function plainWriter(sizes: SizeTable): (node: Node) => string {
  const write = writer(sizes);
  return (node) => write(node).replaceAll("ᵀ", "^T").replaceAll("²", "^2").replaceAll("³", "^3");
}
