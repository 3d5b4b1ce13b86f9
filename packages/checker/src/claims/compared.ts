// A statement against a target, at the points of a claim.
import { CadenaError, leavesOf, type Node, ParseError, UnsupportedError } from "@cadena/graph";
import { type Sides, search } from "../evidence/search.ts";
import type { Finding } from "../report/result.ts";
import { describePoint, type Ground } from "./ground.ts";
import { estimatedSides, type Statement, sidesOf } from "./sides.ts";

/**
 * What a comparison at so many points shows.
 * @param patience how many times as many may be tried
 */
export function compared(
  statement: Statement,
  target: Node,
  { points, fixed, sizes }: Ground,
  wanted: number,
  patience = 8,
): Finding {
  const nodes = statement.kind === "formula" ? [target, statement.node] : [target];
  const decimals = statement.kind === "values" ? (statement.decimals ?? null) : null;
  const single = leavesOf(nodes).every((leaf) => fixed.has(leaf));
  const by = (sides: (index: number) => Sides, estimated: boolean): Finding =>
    search({
      sides,
      shape: target.shape,
      sizes,
      points: wanted,
      patience,
      single,
      given: single && fixed.size > 0,
      describe: (index) => describePoint(nodes, points, index),
      estimated,
      decimals,
    });
  try {
    return by(sidesOf(statement, target, points), statement.kind !== "formula" && decimals === null);
  } catch (error) {
    // A function over floats has no enclosures.
    if (statement.kind !== "formula" || !(error instanceof UnsupportedError)) throw error;
    return by(estimatedSides(statement.node, target, points), true);
  }
}

/** An error that a formula throws is the claim's own: it decides nothing, but is told. */
export function guarded(find: () => Finding): Finding {
  try {
    return find();
  } catch (error) {
    const reason = error instanceof CadenaError ? error.message : String(error);
    return { kind: "undecided", reason, ...(error instanceof ParseError && { unreadable: true }) };
  }
}
