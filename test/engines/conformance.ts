// What every engine has to agree with the interpreter in: the values and derivatives of all ops, of which these are the
// cases. Nothing in here knows a test runner, so that a page can go through them as well.
import { gradients, type Node, sum } from "@cadena/graph";
import { projection, tower } from "../laws/derivatives.ts";
import type { Grown } from "../laws/graphs.ts";
import { random } from "../laws/random.ts";
import { type Instance, pointOf } from "../laws/sampling.ts";
import type { Row, Special } from "../laws/table.ts";
import { type Comparison, disagreements } from "./agreement.ts";
import { type Extents, resized } from "./shapes.ts";

const isReal = ({ dtype }: Node): boolean => dtype === "real";

/** The value of a node, and its derivatives of the first to the third order, in this order. */
function ordersOf(one: Instance): (readonly Node[])[] {
  const reals = one.leaves.filter(isReal);
  if (!isReal(one.y) || reals.length === 0) return [[one.y]];
  return [[one.y], ...tower(one, 3, 1).map((scalar) => gradients(scalar, reals))];
}

/**
 * Where an op differs from the interpreter, and how many of its sample calls there are at these extents.
 * @param apart whether each order is a program by itself
 */
export function wrongOp(
  { samples }: Row,
  extents: Extents,
  comparison: Comparison,
  apart: boolean,
): { readonly compared: number; readonly wrong: string[] } {
  const wrong: string[] = [];
  let compared = 0;
  for (const sample of samples) {
    const one = resized(sample, extents, 1);
    if (one === undefined) continue;
    compared++;
    const all = ordersOf(one);
    const programs = apart ? all.map((_, k) => all.map((list, j) => (j === k ? list : []))) : [all];
    for (const orders of programs) {
      const found = disagreements(orders, one.values, comparison);
      wrong.push(...found.map((what) => `${sample.what}, ${what}`));
    }
  }
  return { compared, wrong };
}

/** Where an op differs at a special point: its value, and the gradient of the sum of all elements. */
export function wrongPoint(special: Special, comparison: Comparison): string[] {
  const { y, leaves, values } = pointOf(special);
  const reals = leaves.filter(isReal);
  const slopes = isReal(y) && reals.length > 0 && special.gradient ? gradients(sum(y), reals) : [];
  return disagreements([[y], slopes], values, comparison);
}

/** Where a random graph, a scalar of all its nodes, and its first and second gradients differ. */
export function wrongGraph({ nodes, leaves, values }: Grown, comparison: Comparison): string[] {
  const made = nodes.filter((node) => !leaves.includes(node));
  const scalar = projection(made, random(2));
  const slopes = gradients(scalar, leaves);
  const curves = gradients(projection(slopes, random(3)), leaves);
  return disagreements([[...nodes, scalar], slopes, curves], values, comparison);
}

/** What the sizes of random graphs are: nothing, ones, primes, beyond the lengths of vectors. */
export const extents: readonly (readonly [rows: number, columns: number])[] = [
  [2, 3],
  [1, 1],
  [5, 1],
  [3, 17],
  [7, 5],
  [0, 3],
  [2, 0],
];
