// A factor of 2 or 4, too much or too little.
import { div, mul, type Node } from "@cadena/graph";
import type { Edit, Mistake, Place } from "../mistake.ts";

/** A number as a factor that is missing, or that is too much. */
export const factor: Mistake = { name: "a factor", edits };

const factors = [
  [2, 1.2],
  [4, 1.6],
  [3, 1.8],
] as const;

function* edits({ part, isTerm, text }: Place): Generator<Edit> {
  if (!isTerm) return;
  yield {
    cost: 1.35,
    instead: (one) => mul(-2, one) as Node,
    sentence: () => `a factor of -2 is missing in ${text(part)}`,
  };
  for (const [by, cost] of factors) {
    yield {
      cost,
      instead: (one) => div(one, by) as Node,
      sentence: () => `${text(part)} is ${by} times what it must be`,
    };
    yield {
      cost,
      instead: (one) => mul(by, one) as Node,
      sentence: () => `a factor of ${by} is missing in ${text(part)}`,
    };
  }
}
