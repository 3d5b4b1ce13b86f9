// How deep exponentials are nested in graphs: each one that lies inside another takes one more prime.
import type { Node } from "@cadena/graph";
import { exact } from "@cadena/graph/extend";
import { factsOf } from "./abstract.ts";

/**
 * The largest number of exponentials, sines and cosines inside each other, after composites and meanings are written
 * out. A tower needs one level more. Logarithms take one away: log e^x is x, and log of a sum starts afresh.
 * @throws UnsupportedError for an op that has a meaning over floats only
 * @example
 * const z = input("z", []);
 * exponentDepth([sigmoid(z)]) //=> 1
 * exponentDepth([sigmoid(sigmoid(z))]) //=> 2
 */
export function exponentDepth(nodes: readonly Node[]): number {
  let deepest = 0;
  const deeper = (depth: number): number => {
    deepest = Math.max(deepest, depth + 1);
    return depth + 1;
  };
  const larger = (a: number, b: number): number => Math.max(a, b);
  const facts = {
    name: "depths of exponentials",
    zero: 0,
    one: 0,
    constant: (x: number) => (Number.isFinite(x) && exact(x).times === "e" ? deeper(0) : 0),
    add: larger,
    mul: larger,
    div: larger,
    join: larger,
    exp: deeper,
    sin: deeper,
    cos: deeper,
    log: (depth: number) => Math.max(0, depth - 1),
    sqrt: (depth: number) => depth,
  };
  factsOf(facts, nodes, ({ size }) => new Array<number>(size).fill(0));
  return deepest;
}
