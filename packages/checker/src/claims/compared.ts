// A statement against a target, at the points of a claim.
import { CadenaError, leavesOf, type Node } from "@cadena/graph";
import { search } from "../evidence/search.ts";
import type { Finding } from "../report/result.ts";
import { describePoint, type Ground } from "./ground.ts";
import { type Statement, sidesOf } from "./sides.ts";

/** What a comparison at so many points shows. */
export function compared(
  statement: Statement,
  target: Node,
  { points, fixed, sizes }: Ground,
  wanted: number,
): Finding {
  const nodes = statement.kind === "formula" ? [target, statement.node] : [target];
  const rounded = statement.kind === "values" && statement.decimals !== undefined;
  return search({
    sides: sidesOf(statement, target, points),
    shape: target.shape,
    sizes,
    points: wanted,
    single: leavesOf(nodes).every((leaf) => fixed.has(leaf)),
    describe: (index) => describePoint(nodes, points, index),
    estimated: statement.kind !== "formula" && !rounded,
    rounded,
  });
}

/** An error that a formula throws is the claim's own: it decides nothing, but is told. */
export function guarded(find: () => Finding): Finding {
  try {
    return find();
  } catch (error) {
    const reason = error instanceof CadenaError ? error.message : String(error);
    return { kind: "undecided", reason };
  }
}
