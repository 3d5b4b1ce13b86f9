// How much of a model a step looks at. Where a formula holds for all values of the quantities around a step, it holds for
// their own, and the rest of the model, however deep, is never computed.
import { type Node, substitute } from "@cadena/graph";
import { conditionsOf, type Ground } from "../claims/ground.ts";
import type { Condition } from "../derivation/condition.ts";
import type { Quantities } from "../derivation/derivation.ts";
import { Points } from "../points/points.ts";
import { conditioned, type Sampling } from "../points/sampling.ts";
import { namedIn, namesIn, type Outline, usersOf } from "./outline.ts";
import type { Ranges } from "./ranges.ts";

/** What stands for the names of a model, and the points at which that is looked at. */
export interface View {
  /** By the symbol of each quantity. */
  readonly places: ReadonlyMap<Node, Node>;
  readonly points: Points;
  /** What may be held free besides. */
  readonly quantities: Quantities;
}

/** All of the model: the quantities themselves. */
export const wholeView = (outline: Outline, { points }: Ground): View => ({
  places: new Map(namesIn(outline).map(({ symbol, node }) => [symbol, node])),
  points,
  quantities: outline.problem.quantities,
});

/** What is known of the numbers of a model. */
export interface Given {
  readonly ranges: Ranges;
  readonly conditions: readonly Condition[];
  readonly seed: number;
}

/**
 * What is seen from a quantity: nothing but names; what is made from it, and what has a name beside the loss, by their
 * definitions; or the quantity itself by its own, too. All others are free, within their ranges.
 */
export function viewAround(
  of: string,
  outline: Outline,
  look: "names" | "above" | "near",
  { ranges, conditions, seed }: Given,
): View {
  const { problem, aside } = outline;
  const quantity = namedIn(outline, of);
  const above = look === "names" ? [] : [...usersOf(quantity, outline), ...aside];
  const opened = new Set(look === "near" ? [...above, quantity] : above);
  const places = new Map<Node, Node>();
  const samplings = new Map<Node, Sampling>();
  const held = conditionsOf(problem, conditions);
  for (const one of namesIn(outline)) {
    const { node, name, symbol, definition } = one;
    if (opened.has(one)) places.set(symbol, substitute([definition], places)[0] as Node);
    const condition = held.get(node) ?? ranges.get(name);
    if (condition !== undefined) samplings.set(symbol, conditioned(condition));
  }
  return { places, points: new Points([...samplings.keys()], samplings, seed), quantities: {} };
}
