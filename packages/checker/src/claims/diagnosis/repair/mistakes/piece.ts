// A part that has to be another one of the gradient: for want of a closer explanation.
import type { Edit, Mistake, Place } from "../mistake.ts";

/** A part of the gradient in the place of a part of the formula. */
export const otherPart: Mistake = { name: "another part", edits };

function* edits({ part, parent, words, text }: Place): Generator<Edit> {
  if (parent === undefined) return;
  for (const [k, piece] of words.pieces.entries()) {
    if (piece.shape.join() !== part.shape.join()) continue;
    yield {
      cost: 2.5,
      instead: (_, { pieces }) => pieces[k],
      sentence: () => `${text(part)} must be ${text(piece)}`,
    };
  }
}
