/** What a node's elements are: real numbers of the number system, exact 32-bit integers, or truths. */
export type DType = "real" | "integer" | "boolean";

/** The smallest kind that holds both: boolean within integer within real. */
export function promote(a: DType, b: DType): DType {
  if (a === b) return a;
  return a === "real" || b === "real" ? "real" : "integer";
}
