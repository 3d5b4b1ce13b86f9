// What the laws of arithmetic make of a sum of products: as it is, with fractions cancelled, multiplied out, and each of
// these with common factors in front.
import type { Node } from "@cadena/graph";
import { costOf } from "../search/cost.ts";
import { cancelled, expanded } from "./expanding.ts";
import { withNames } from "./naming.ts";
import type { Algebra } from "./reading.ts";
import { collected, type Sum } from "./terms.ts";
import { written } from "./writing.ts";

/** A formula and what it costs to read. */
export interface Rewritten {
  readonly formula: Node;
  readonly cost: number;
}

/** A formula with its cost. */
export const formOf = (formula: Node): Rewritten => ({ formula, cost: costOf(formula) });

/** The forms of a sum, the shortest first. */
export function rewritings(sum: Sum, algebra: Algebra): readonly [Rewritten, ...Rewritten[]] {
  const reduced = cancelled(sum);
  const long = expanded(reduced);
  const sums = [sum, reduced, ...(long === undefined ? [] : [collected(long)])];
  const named = sums.map((one) => withNames(one, algebra.names));
  return [...sums, ...named]
    .flatMap((one) => [formOf(written(one)), formOf(written(algebra.arithmetic.factored(one)))])
    .toSorted((a, b) => a.cost - b.cost) as [Rewritten, ...Rewritten[]];
}
