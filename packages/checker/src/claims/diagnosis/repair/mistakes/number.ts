// A number that is not the right one.
import { constant } from "@cadena/graph";
import { constantNumber } from "@cadena/graph/extend";
import type { Edit, Mistake, Place } from "../mistake.ts";

/** Another number: one of the model's, a simple one, or a quantity that is a number. */
export const number: Mistake = { name: "the wrong number", edits };

const simple = [1, 2, 3, 4, 1 / 2, 1 / 3, 1 / 4];

function* edits({ part, words }: Place): Generator<Edit> {
  const value = constantNumber(part);
  if (value === undefined || Object.values(words.sizes).includes(value)) return;
  const near = [2 * value, value / 2, value + 1, value - 1, -value];
  for (const other of new Set([...simple, 0, ...words.numbers, ...near])) {
    if (other === value) continue;
    const isSimple = simple.includes(other) || words.numbers.includes(other);
    yield {
      cost: other === 0 ? 1.4 : isSimple ? 1.1 : 1.3,
      instead: () => constant(other),
      sentence: () => `${plain(value)} must be ${plain(other)}`,
    };
  }
  for (const [name, node] of Object.entries(words.quantities)) {
    if (node.shape.length > 0) continue;
    yield {
      cost: 1.2,
      instead: (_, { quantities }) => quantities[name],
      sentence: () => `${name} is missing: ${plain(value)} stands in its place`,
    };
  }
}

/** At most 12 digits, which hide what rounding did. */
const plain = (x: number): string => String(Number(x.toPrecision(12)));
