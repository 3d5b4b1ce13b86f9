// What a refuted statement may be instead: right by itself, in the other convention, or under another condition.
import type { Nested, Node } from "@cadena/graph";
import type { Condition } from "../derivation/condition.ts";
import type { Finding, Hint } from "../report/result.ts";
import { compared, guarded } from "./compared.ts";
import { type Ground, groundOf } from "./ground.ts";
import { inherited, type Mistaken } from "./inherited.ts";
import { otherConvention } from "./otherConvention.ts";
import type { Problem } from "./problem.ts";
import type { Statement } from "./sides.ts";
import { suggested } from "./suggested.ts";
import type { Target } from "./target.ts";

/** A statement that was refuted, and where. */
export interface Refuted {
  readonly statement: Statement;
  readonly target: Target;
  readonly ground: Ground;
  readonly conditions: readonly Condition[];
  readonly at: Readonly<Record<string, Nested>>;
}

/** What is known beside the statement. */
interface Known {
  readonly problem: Problem;
  readonly mistaken: ReadonlyMap<string, Mistaken>;
  readonly points: number;
  readonly seed: number;
}

/** The first of these that fits. */
export function hintFor(refuted: Refuted, { problem, mistaken, points, seed }: Known): Hint | undefined {
  const { statement, target, ground, conditions, at } = refuted;
  const compare = (one: Statement, node: Node, where: Ground = ground): Finding =>
    compared(one, node, where, points);
  const isFormula = statement.kind === "formula";
  const open = problem.leaves.filter(
    (leaf) => !ground.fixed.has(leaf) && !conditions.some(({ of }) => of === leaf.name),
  );
  return (
    (isFormula
      ? inherited(statement.node, mistaken, (node) => compare({ kind: "formula", node }, target.node))
      : undefined) ??
    otherConvention(target, problem.examples, (other) => compare(statement, other)) ??
    suggested(isFormula ? open : [], (condition) =>
      guarded(() => compare(statement, target.node, groundOf(problem, [...conditions, condition], at, seed))),
    )
  );
}
