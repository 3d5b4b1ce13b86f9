// Choices between branches: what a tie is given is left out, since a tie is a set without volume, and said beside the line.
import {
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  logicalNot,
  type Node,
  same,
  topological,
  where,
} from "@cadena/graph";
import { make, type Op } from "@cadena/graph/extend";

const opposites: ReadonlyMap<Op, (a: Node, b: Node) => Node> = new Map<Op, (a: Node, b: Node) => Node>([
  [less.op, greaterEqual],
  [lessEqual.op, greater],
  [greater.op, lessEqual],
  [greaterEqual.op, less],
]);

/** That a condition is not so: a ≥ b for a < b. */
export function opposite(condition: Node): Node {
  const [a, b] = condition.inputs;
  const made = opposites.get(condition.op);
  return made === undefined || a === undefined || b === undefined ? logicalNot(condition) : made(a, b);
}

/** A truth as a number, without a negation: [a ≥ b] for [¬(a < b)]. */
export function affirmed(node: Node): Node {
  const [truth, ...others] = node.inputs;
  const isNegated = truth?.op === logicalNot.op && others.length === 0;
  return isNegated ? make(node.op, [opposite(truth.inputs[0] as Node)], node.attributes) : node;
}

/** The tie that a choice has a branch of its own for: a = b in where(a > b, x, where(a = b, y, z)). */
function tieOf({ op, inputs: [condition, , otherwise] }: Node): Node | undefined {
  const tie = op === where.op && otherwise?.op === where.op ? otherwise.inputs[0] : undefined;
  if (tie?.op !== equal.op || condition?.op !== greater.op) return undefined;
  return tie.inputs.every((input, k) => same(input, condition.inputs[k] as Node)) ? tie : undefined;
}

/** A choice without the branch of a tie. */
export function untied(choice: Node): Node {
  if (tieOf(choice) === undefined) return choice;
  const [condition, first, otherwise] = choice.inputs as [Node, Node, Node];
  return where(condition, first, otherwise.inputs[2] as Node) as Node;
}

/** The ties that choices in formulas have branches for, each once, whichever side stands on the left. */
export function tiesIn(formulas: readonly Node[]): Node[] {
  const ties: Node[] = [];
  for (const tie of topological(formulas).flatMap((node) => tieOf(node) ?? [])) {
    const [a, b] = tie.inputs as [Node, Node];
    const isSame = ({ inputs: [x, y] }: Node): boolean =>
      (same(x as Node, a) && same(y as Node, b)) || (same(x as Node, b) && same(y as Node, a));
    if (!ties.some(isSame)) ties.push(tie);
  }
  return ties;
}
