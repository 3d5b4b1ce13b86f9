// A wrong sign: of a term, of a difference, between two terms.
import { add, type Node, neg, sub } from "@cadena/graph";
import { operandsAt } from "../formula.ts";
import type { Edit, Mistake, Place } from "../mistake.ts";
import { is } from "../ops.ts";

/** A minus where a plus must be, or the other way round. */
export const sign: Mistake = { name: "the sign", edits };

function* edits({ part, operands, isTerm, text }: Place): Generator<Edit> {
  const [a, b] = operands;
  if (is(part, "plus", "minus") && a !== undefined && b !== undefined) {
    const isSum = is(part, "plus");
    if (!isSum) {
      yield {
        cost: 0.9,
        instead: operandsAt((x, y) => sub(y, x)),
        sentence: () => `the sign is wrong: ${text(part)} must be ${text(sub(b, a))}`,
      };
    }
    yield {
      cost: 0.95,
      instead: operandsAt((x, y) => (isSum ? sub(x, y) : add(x, y)) as Node),
      sentence: () =>
        `${text(b)} must be ${isSum ? "subtracted" : "added"}, not ${isSum ? "added" : "subtracted"}`,
    };
  }
  if (is(part, "negative") && a !== undefined) {
    yield {
      cost: 0.9,
      instead: operandsAt((x) => x),
      sentence: () => `the sign is wrong: ${text(part)} must be ${text(a)}`,
    };
  } else if (isTerm) {
    yield { cost: 1, instead: (one) => neg(one), sentence: () => `the sign of ${text(part)} is wrong` };
  }
}
