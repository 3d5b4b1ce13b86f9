// What the quantities of a model are known to be: numbers above 0, or shares of 1, whatever its leaves are. Each is looked
// at by itself, over what is known of those that it is made from.
import { CadenaError, leavesOf, type Node } from "@cadena/graph";
import type { Value } from "@cadena/graph/extend";
import type { Condition } from "../derivation/condition.ts";
import { between, positive } from "../derivation/conditions/elements.ts";
import { prepared } from "../evidence/program.ts";
import { anything, isPositive, isShare, type Range, ranges } from "../numbers/range.ts";
import type { Ternary } from "../numbers/ternary.ts";
import { namesIn, type Outline } from "./outline.ts";

/** By their names, the quantities that are known to be positive or shares, as conditions on what stands for them. */
export type Ranges = ReadonlyMap<string, Condition>;

type Known = Value<Range, Ternary>;

/** The ranges of the quantities of an outline; of those that are neither, nothing is said. */
export function rangesOf(outline: Outline): Ranges {
  const known = new Map<Node, Known>();
  const conditions = new Map<string, Condition>();
  for (const { name, symbol, definition } of namesIn(outline)) {
    const value = rangeOf(definition, known) ?? unknown(symbol);
    if (value === undefined) continue;
    known.set(symbol, value);
    if (value.dtype !== "real" || definition === symbol) continue;
    const numbers = Array.from(value.data);
    if (numbers.every(isPositive))
      conditions.set(name, numbers.every(isShare) ? between(name, 0, 1) : positive(name));
  }
  return conditions;
}

/** The value of a definition over what is known; undefined where a choice in it cannot be made, or depends on integers. */
function rangeOf(definition: Node, known: ReadonlyMap<Node, Known>): Known | undefined {
  const values = new Map(known);
  for (const leaf of leavesOf([definition])) {
    const value = known.get(leaf) ?? unknown(leaf);
    if (value === undefined) return undefined;
    values.set(leaf, value);
  }
  try {
    return prepared([definition])(ranges, (leaf) => values.get(leaf) as Known)[0];
  } catch (error) {
    if (error instanceof CadenaError) return undefined;
    throw error;
  }
}

/** Real numbers and truths of which nothing is known; undefined for integers, which stand for themselves alone. */
function unknown({ dtype, shape, size }: Node): Known | undefined {
  if (dtype === "real") return { dtype, shape, data: Array.from({ length: size }, anything) };
  return dtype === "boolean" ? { dtype, shape, data: new Array<Ternary>(size) } : undefined;
}
