// What a refuted formula may be: right under a condition that nobody has stated.
import type { Node } from "@cadena/graph";
import type { Condition } from "../derivation/condition.ts";
import { columnsSumToOne, rowsSumToOne, sumsToOne, symmetric } from "../derivation/conditions/index.ts";
import type { Finding, Hint } from "../report/result.ts";

/** The conditions that one leaf may fulfil; none where its shape allows no generic one. */
function conditionsFor({ name, shape, dtype }: Node): Condition[] {
  if (name === undefined || dtype !== "real") return [];
  const [rows, columns] = shape;
  if (shape.length === 1 && (rows as number) > 1) return [sumsToOne(name)];
  if (shape.length !== 2 || (rows as number) * (columns as number) < 2) return [];
  return [
    ...((rows as number) > 1 ? [columnsSumToOne(name)] : []),
    ...((columns as number) > 1 ? [rowsSumToOne(name)] : []),
    ...(rows === columns ? [symmetric(name)] : []),
  ];
}

/**
 * Under which condition on one leaf a formula holds; undefined where none is found.
 * @param leaves that have no condition yet
 * @param compare compares the formula with its target under one more condition
 */
export function suggested(
  leaves: readonly Node[],
  compare: (condition: Condition) => Finding,
): Hint | undefined {
  const helping = leaves.flatMap(conditionsFor).filter((condition) => {
    const found = compare(condition);
    // A condition under which both sides vanish makes everything true.
    return found.kind === "agreement" && !found.vanishes;
  });
  if (helping.length === 0) return undefined;
  const needs = helping.map(({ text }) => text);
  return {
    kind: "condition",
    needs,
    general: null,
    text: `it holds if ${needs.join(", or if ")}`,
    shown: "numeric",
  };
}
