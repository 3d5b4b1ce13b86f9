// A scalar as a function of one of its quantities: the graph is cut there, and everything before it is held. So is
// what derivatives take for a constant by design: a stopped value.
import { input, type Node, substitute, topological } from "@cadena/graph";
import { expandComposites, expressions, type NumberSystem, type Value } from "@cadena/graph/extend";
import type { LeafValues } from "../points/points.ts";
import { type Evaluation, prepared } from "./program.ts";

/** A function of one tensor; its value is a scalar. */
export interface Cut {
  readonly variable: Node;
  /** The function; its leaves are the variable, held leaves, and those of the graph. */
  readonly value: Evaluation;
  /** The values of the variable and of the held leaves where nothing has been moved yet. */
  at<T, B>(n: NumberSystem<T, B>, leaf: LeafValues<T, B>): LeafValues<T, B>;
}

/** Cuts the graph of a scalar at one of its nodes. */
export function cut(scalar: Node, quantity: Node): Cut {
  const variable = input(quantity.name ?? "quantity", quantity.shape);
  const [whole] = expandComposites(substitute([scalar], new Map([[quantity, variable]])), expressions);
  const stopped = topological([whole as Node]).filter(isStopped);
  const leaves = stopped.map((node) => input("held", node.shape));
  const [held] = substitute([whole as Node], new Map(stopped.map((node, k) => [node, leaves[k] as Node])));
  const before = prepared([quantity]);
  const constants = prepared(stopped);
  return {
    variable,
    value: prepared([held as Node]),
    at: <T, B>(n: NumberSystem<T, B>, leaf: LeafValues<T, B>): LeafValues<T, B> => {
      const [here] = before(n, leaf) as [Value<T, B>];
      const values = new Map<Node, Value<T, B>>([[variable, here]]);
      const known: LeafValues<T, B> = (node) => values.get(node) ?? leaf(node);
      for (const [k, value] of constants(n, known).entries()) values.set(leaves[k] as Node, value);
      return known;
    },
  };
}

const isStopped = ({ op, dtype }: Node): boolean => op.derivative === "held" && dtype === "real";
