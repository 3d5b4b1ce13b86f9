// A power that is missing, too high or too low.
import { type Node, pow, sqrt } from "@cadena/graph";
import type { Edit, Mistake, Place } from "../mistake.ts";
import { is } from "../ops.ts";

/** The exponent of a power. */
export const power: Mistake = { name: "the power", edits };

const exponents = [2, 3, 1 / 2, -1, 4];

function* edits({ part, isTerm, parent, text }: Place): Generator<Edit> {
  const own = exponentOf(part);
  if (own !== undefined) {
    yield {
      cost: 1,
      instead: ({ inputs: [x] }) => x,
      sentence: () => `the power is too much: ${text(part)} must be ${text(part.inputs[0] as Node)}`,
    };
  } else if (part.op.isLeaf !== true && !isTerm && parent !== undefined && is(parent, "matrixProduct"))
    return;
  const base = own === undefined ? part : (part.inputs[0] as Node);
  const others = own === undefined ? exponents : [...exponents, own + 1, own - 1];
  for (const exponent of new Set(others)) {
    if (exponent === own || (own !== undefined && exponent === 1)) continue;
    yield {
      cost: own === undefined ? (exponent < 0 ? 1.45 : 1.25) : 1,
      instead: (one) => {
        const x = own === undefined ? one : one.inputs[0];
        return x && raised(x, exponent);
      },
      sentence: () => `${text(part)} must be ${text(raised(base, exponent))}`,
    };
  }
}

const raised = (x: Node, exponent: number): Node => (exponent === 1 / 2 ? sqrt(x) : pow(x, exponent)) as Node;

function exponentOf(node: Node): number | undefined {
  if (is(node, "square")) return 2;
  return is(node, "power") ? (node.attributes as { exponent: number }).exponent : undefined;
}
