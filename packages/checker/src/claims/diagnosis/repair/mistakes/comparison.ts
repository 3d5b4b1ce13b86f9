// A comparison that asks the opposite.
import { greater, less } from "@cadena/graph";
import { operandsAt } from "../formula.ts";
import type { Edit, Mistake, Place } from "../mistake.ts";
import { is } from "../ops.ts";

/** > where < is meant, or the other way round. */
export const comparison: Mistake = { name: "the comparison", edits };

function* edits({ part, text }: Place): Generator<Edit> {
  if (!is(part, "greater", "less")) return;
  const other = is(part, "greater") ? less : greater;
  yield {
    cost: 0.9,
    instead: operandsAt((x, y) => other(x, y)),
    sentence: () => `the comparison ${text(part)} asks the opposite`,
  };
}
