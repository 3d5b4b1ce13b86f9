// How deep exponentials are nested in graphs: each one that lies inside another takes one more prime.
import type { Node } from "@cadena/graph";
import { exact, type NumberSystem } from "@cadena/graph/extend";
import { abstraction, alike, factsOf } from "./abstract.ts";

/**
 * The largest number of exponentials, sines and cosines inside each other, after composites and meanings are written
 * out. A tower needs one level more. Logarithms take one away: log e^x is x, and log of a sum starts afresh.
 * @example
 * const z = input("z", []);
 * exponentDepth([sigmoid(z)]) //=> 1
 * exponentDepth([sigmoid(sigmoid(z))]) //=> 2
 */
export const exponentDepth = (nodes: readonly Node[]): number => nesting(nodes).depth;

/** How deep exponentials are nested, and whether there are logarithms. */
export function nesting(nodes: readonly Node[]): { readonly depth: number; readonly logarithms: boolean } {
  found.depth = 0;
  found.logarithms = false;
  factsOf(depths, nodes, alike(0));
  return { ...found };
}

/** What one walk has met. */
const found = { depth: 0, logarithms: false };

function deeper(depth: number): number {
  found.depth = Math.max(found.depth, depth + 1);
  return depth + 1;
}

const larger = (a: number, b: number): number => Math.max(a, b);

const depths: NumberSystem<number, null> = abstraction({
  name: "depths of exponentials",
  zero: 0,
  one: 0,
  constant: (x: number) => (Number.isFinite(x) && exact(x).times === "e" ? deeper(0) : 0),
  add: larger,
  mul: larger,
  div: larger,
  join: larger,
  opaque: () => 0,
  exp: deeper,
  sin: deeper,
  cos: deeper,
  log: (depth: number) => {
    found.logarithms = true;
    return Math.max(0, depth - 1);
  },
  sqrt: (depth: number) => depth,
});
