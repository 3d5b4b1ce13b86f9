// Sums and products of three and more, put in other brackets and another order: a mistake may be in any few of them.
import { add, mul } from "@cadena/graph";
import { make } from "@cadena/graph/extend";
import { zipped } from "../values.ts";
import type { Part } from "./part.ts";

/** Longer ones are left as they are. */
const longest = 6;

const ops = new Map([
  [add.op, (x: number, y: number): number => x + y],
  [mul.op, (x: number, y: number): number => x * y],
]);

/** Other ways to write a sum or a product, as two groups of its operands; groups of one stand there already. */
export function groupings(whole: Part): Part[] {
  const { op } = whole.node;
  const of = ops.get(op);
  const members = of === undefined ? [] : flat(whole);
  if (of === undefined || members.length < 3 || members.length > longest) return [];
  const together = (a: Part, b: Part): Part => ({
    node: make(op, [a.node, b.node], whole.node.attributes),
    operands: [a, b],
    values: zipped(a.values, b.values, of),
  });
  const all = (some: readonly Part[]): Part => some.reduce(together);
  const found: Part[] = [];
  for (let choice = 1; choice < 2 ** members.length - 1; choice++) {
    const inside = members.filter((_, k) => choice & (1 << k));
    if (inside.length < 2) continue;
    found.push({
      ...together(all(inside), all(members.filter((one) => !inside.includes(one)))),
      values: whole.values,
    });
  }
  return found;
}

/** The operands of a sum of sums, or of a product of products. */
function flat({ node, operands }: Part): Part[] {
  return operands.flatMap((one) => (one.node.op === node.op ? flat(one) : [one]));
}
