// A graph, prepared once and evaluated often, at other points and in other number systems.
import type { Node } from "@cadena/graph";
import { int32, interpret, type NumberSystem, plan, type Value } from "@cadena/graph/extend";
import type { LeafValues } from "../points/points.ts";

/** The values of a graph's outputs. */
export type Evaluation = <T, B>(n: NumberSystem<T, B>, leaf: LeafValues<T, B>) => Value<T, B>[];

/** Prepares outputs for evaluation. */
export function prepared(outputs: readonly Node[]): Evaluation {
  const ready = plan(outputs);
  return (n, leaf) => interpret({ reals: n, integers: int32 }, ready, leaf);
}

/** The same, with the values at each point remembered: for outputs that are asked for one by one. */
export function remembered(outputs: readonly Node[]): Evaluation {
  const evaluate = prepared(outputs);
  const known = new WeakMap<object, unknown>();
  return <T, B>(n: NumberSystem<T, B>, leaf: LeafValues<T, B>): Value<T, B>[] => {
    const values = (known.get(leaf) as Value<T, B>[] | undefined) ?? evaluate(n, leaf);
    known.set(leaf, values);
    return values;
  };
}

/** The elements of a single value as numbers of the system: integers and truths become real. */
export function elements<T, B>(n: NumberSystem<T, B>, value: Value<T, B> | undefined): ArrayLike<T> {
  if (value === undefined || value.dtype === "several") throw new TypeError("one value is needed");
  if (value.dtype === "real") return value.data;
  if (value.dtype === "integer") return Array.from(value.data, (x) => n.constant(x));
  return Array.from(value.data, (b) => n.select(b, n.one, n.zero));
}
