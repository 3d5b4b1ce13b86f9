// Layers one after the other, and layers with names.
import { built, type Layer, type LayerLike } from "./layer.ts";

/**
 * Applies layers one after the other. Each one's parameters are named by its place, counted from 0 and including the
 * functions without parameters (as in PyTorch), or by the name that `named` gives it.
 * @example
 * const net = model(sequential(named("encoder", sequential(dense(4, 3), tanh)), dense(3, 1)));
 * net.parameters.map((parameter) => parameter.name) //=> [encoder.0.weight, encoder.0.bias, 1.weight, 1.bias]
 */
export function sequential(...layers: readonly LayerLike[]): Layer {
  return {
    build: (scope) => {
      const applies = layers.map((layer, k) => built(layer, scope.child(nameOf(layer) ?? String(k))));
      return (x) => applies.reduce((value, apply) => apply(value), x);
    },
  };
}

// A plain function has a name too, but that is the name of its code.
const nameOf = (layer: LayerLike): string | undefined =>
  typeof layer === "function" ? undefined : layer.name;

/**
 * The same layer under a name of its own in a sequence.
 * @example
 * const net = model(sequential(named("output", dense(2, 1))));
 * net.parameters.map((parameter) => parameter.name) //=> [output.weight, output.bias]
 */
export function named(name: string, layer: LayerLike): Layer {
  return { name, build: (scope) => built(layer, scope) };
}
