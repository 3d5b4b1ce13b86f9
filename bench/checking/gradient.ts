// One gradient of a model at the model's usual sizes, over what stands before it.
import { usualSizes } from "@cadena/checker";
import type { Node } from "@cadena/graph";
import { built, extended, gradientsUpTo, type Model, type NodeScope, nodeOf } from "./model.ts";

/** A gradient, and what its formula may use. */
export interface Gradient {
  readonly model: Model;
  readonly name: string;
  readonly scope: NodeScope;
  readonly leaves: Readonly<Record<string, Node>>;
  readonly loss: Node;
  /** The node of the right formula. */
  readonly right: Node;
}

/** All gradients of a model. */
export function gradientsOf(model: Model): Gradient[] {
  const sizes = usualSizes(model.dimensions) as Readonly<Record<string, number>>;
  const { quantities, leaves, loss } = built(model, sizes);
  return Object.entries(model.gradients).map(([name, formula]) => {
    const [, ...before] = gradientsUpTo(model, name);
    const scope = { ...sizes, ...extended(quantities, Object.fromEntries(before), sizes) };
    return { model, name, scope, leaves, loss, right: nodeOf(formula, scope) };
  });
}
