// What a refuted gradient may be: a right formula in the other of the two conventions.
import { mul, type Node } from "@cadena/graph";
import type { Finding, Hint } from "../report/result.ts";
import type { Target } from "./target.ts";

/**
 * The factor by which a formula is off; undefined where it is wrong in both conventions.
 * @param compare compares the formula with a node
 */
export function otherConvention(
  { node, convention }: Target,
  examples: number | undefined,
  compare: (node: Node) => Finding,
): Hint | undefined {
  if (convention === undefined || examples === undefined || examples === 1) return undefined;
  const isOfCost = convention === "cost";
  const other = mul(isOfCost ? examples : 1 / examples, node);
  if (compare(other).kind !== "agreement") return undefined;
  const text = isOfCost
    ? `the formula gives ${examples} times the gradient of the cost: in the convention "per-example" it is right`
    : `the formula gives 1/${examples} of the gradient per example: in the convention "cost" it is right`;
  return { kind: "convention", convention: isOfCost ? "per-example" : "cost", text, shown: "numeric" };
}
