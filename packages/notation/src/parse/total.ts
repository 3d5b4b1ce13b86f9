// Σ_i: which axes a sum over indices goes along.
import { type Node, sum } from "@cadena/graph";
import type { Reports } from "./reports.ts";
import type { Tree } from "./tree.ts";

type TotalTree = Tree & { readonly kind: "total" };

/** A sum, and those directly inside it: Σ_i Σ_k. */
export function nested(tree: TotalTree): TotalTree[] {
  const totals = [tree];
  for (let inner = tree.operand; inner.kind === "total"; inner = inner.operand) totals.push(inner);
  return totals;
}

/** The sum over all elements, or along the axes whose sizes stand above the Σ. */
export function totalOf(
  totals: readonly TotalTree[],
  sizes: readonly (number | undefined)[],
  operand: Node,
  reports: Reports,
): Node {
  const long = operand.shape.filter((extent) => extent !== 1).length;
  if (totals.some(({ index }) => index === undefined) || totals.length >= long) return sum(operand);
  const axis = totals.map((total, k) => {
    const axes = operand.shape.flatMap((extent, place) => (extent === sizes[k] ? [place] : []));
    if (axes.length === 1) return axes[0] as number;
    return reports.fail(
      total,
      `Σ_${total.index} does not say which axis of [${operand.shape.join(", ")}] it goes along`,
      "write sum(..., axis=1), or a size above the sign: Σ_{i=1}^{m}",
    );
  });
  return reports.guard(totals[0] as TotalTree, () => sum(operand, { axis, keepDims: true }));
}
