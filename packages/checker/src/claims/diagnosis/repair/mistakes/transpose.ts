// A transpose that is missing, or that is too much.
import type { Edit, Mistake, Place } from "../mistake.ts";
import { factorsOf, is, isMatrix, turned } from "../ops.ts";
import { multiplied } from "./product.ts";

/** A matrix that must be transposed, or must not be. */
export const transposition: Mistake = { name: "a transpose", edits };

function* edits({ part, text }: Place): Generator<Edit> {
  if (!isMatrix(part) || part.size === 1) return;
  const sentence = (matrix: typeof part): string =>
    is(matrix, "transpose")
      ? `${text(turned(matrix))} must not be transposed`
      : `${text(matrix)} must be transposed`;
  yield { cost: 1, instead: turned, sentence: () => sentence(part) };
  if (!is(part, "matrixProduct")) return;
  const [a, b] = factorsOf(part);
  const variants = [
    [true, false],
    [false, true],
    [true, true],
  ] as const;
  for (const [first, second] of variants) {
    yield {
      cost: first && second ? 1.3 : 1,
      instead: multiplied((x, y) => [first ? turned(x) : x, second ? turned(y) : y]),
      sentence: () =>
        [first ? sentence(a) : "", second ? sentence(b) : ""].filter((s) => s !== "").join(", and "),
    };
  }
}
