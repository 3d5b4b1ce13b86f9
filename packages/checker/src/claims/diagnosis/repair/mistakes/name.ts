// One quantity in the place of another.
import type { Node } from "@cadena/graph";
import type { Edit, Mistake, Place } from "../mistake.ts";
import { is, isMatrix, turned } from "../ops.ts";

/** The wrong quantity: A1 for X, dA1 for dZ1, W1 for W2, or one that is the right one when it is transposed. */
export const quantity: Mistake = { name: "the wrong quantity", edits };

function* edits({ part, words, text }: Place): Generator<Edit> {
  const isTurnedName = is(part, "transpose") && nameIn(turned(part), words.quantities) !== undefined;
  const own = isTurnedName ? text(part) : nameIn(part, words.quantities);
  if (own === undefined) return;
  for (const [name, node] of Object.entries(words.quantities)) {
    if (node === part || (isTurnedName && node === turned(part)) || node.shape.length !== part.shape.length)
      continue;
    const isFitting = node.shape.join() === part.shape.join();
    const isTurned = isMatrix(node) && node.shape.toReversed().join() === part.shape.join();
    if (isTurnedName && !isFitting) continue;
    if (isFitting || !isTurned) {
      yield {
        cost: isFitting ? (isTurnedName ? 1.15 : areNear(own, name) ? 0.95 : 1.05) : 1.35,
        instead: (_, { quantities }) => quantities[name],
        sentence: () => `${own} must be ${name}`,
      };
    }
    if (isTurned) {
      yield {
        cost: 1.3,
        instead: (_, { quantities }) => quantities[name] && turned(quantities[name]),
        sentence: () => `${own} must be ${name}ᵀ`,
      };
    }
  }
}

/** The name of a node; undefined where it has none. */
export const nameIn = (node: Node, quantities: Readonly<Record<string, Node>>): string | undefined =>
  Object.keys(quantities).find((name) => quantities[name] === node);

/** dA for dZ and Z for dZ are the likeliest mistakes of this kind. */
const areNear = (a: string, b: string): boolean => b.startsWith("d") && (a.startsWith("d") || b === `d${a}`);
