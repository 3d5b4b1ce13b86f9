// A model is a layer that has its parameters: a function of nodes that owns them.
import type { Node } from "@cadena/graph";
import { Random } from "../random/random.ts";
import { type Apply, built, type LayerLike, Scope } from "./layer.ts";

/** A function of nodes with parameters, in the order in which its layers made them. */
export interface Model extends Apply {
  readonly parameters: readonly Node[];
}

/**
 * Makes the parameters of a layer, with their first values, and gives the function that uses them. Any function of
 * nodes with a list of parameters is a model too: `Object.assign((x) => ..., { parameters: [...] })`.
 * @param options the seed of the first values, a whole number; 0 by default
 * @throws UnsupportedError where two parameters get the same path name
 * @example
 * const net = model(sequential(dense(64, 32), relu, dense(32, 10)), { seed: 1 });
 * net.parameters.map(String) //=> [0.weight [32, 64], 0.bias [32], 2.weight [10, 32], 2.bias [10]]
 * net(input("x", [5, 64])).shape //=> [5, 10]
 */
export function model(layer: LayerLike, options: { readonly seed?: number } = {}): Model {
  const parameters: Node[] = [];
  const apply = built(layer, new Scope(new Random(options.seed ?? 0), parameters));
  return Object.assign((x: Node) => apply(x), { parameters });
}
