// The places of a formula, each with what would have to stand there for the formula to give an array, where that can be told.
import type { Node } from "@cadena/graph";
import { make } from "@cadena/graph/extend";
import type { Values } from "../values.ts";
import { groupings } from "./groupings.ts";
import { computed, type Part } from "./part.ts";
import { undone } from "./undone.ts";

/** One place of a formula. */
export interface Place {
  readonly part: Part;
  readonly parent: Place | undefined;
  /** Which operand of its parent it is. */
  readonly operand: number;
  readonly depth: number;
  /** What would have to stand there, NaN for any number; undefined where it cannot be told. */
  readonly wanted: Float64Array | undefined;
}

/**
 * All places at which a single mistake may be, each before those below it.
 * @param nothing what is smaller than this part of the largest entry counts as 0
 */
export function placesOf(formula: Part, given: Values, nothing: number): Place[] {
  const found: Place[] = [];
  /** The place of an operand; undefined where nothing that stands there gives the array. */
  const below = (parent: Place, operand: number): Place | undefined => {
    const { part, depth, wanted } = parent;
    const own = wanted === undefined ? "lost" : undone(wanted, part, operand, nothing);
    if (own === undefined) return undefined;
    const known = own === "lost" ? undefined : own;
    return { part: part.operands[operand] as Part, parent, operand, depth: depth + 1, wanted: known };
  };
  const visit = (place: Place): void => {
    found.push(place);
    const { part, parent, wanted } = place;
    for (const operand of part.operands.keys()) {
      const one = below(place, operand);
      if (one !== undefined) visit(one);
    }
    if (wanted === undefined || parent?.part.node.op === part.node.op) return;
    for (const grouped of groupings(part)) {
      const other = { ...place, part: grouped };
      const group = below(other, 0);
      found.push(other, ...(group === undefined ? [] : [group]));
    }
  };
  visit({ part: formula, parent: undefined, operand: 0, depth: 0, wanted: given.data });
  return found;
}

/** What the formula, or the place above, becomes where other values stand at a place. */
export function through(place: Place, values: Values, upTo?: Place): Values {
  let now = values;
  for (let at = place; at.parent !== undefined && at !== upTo; at = at.parent) {
    const { part } = at.parent;
    now = computed(
      part.node,
      part.operands.map((one, k) => (k === at.operand ? now : one.values)),
    );
  }
  return now;
}

/** The formula with another node at a place. */
export function rewritten(place: Place, node: Node): Node {
  let now = node;
  for (let at = place; at.parent !== undefined; at = at.parent) {
    const { op, inputs, attributes } = at.parent.part.node;
    now = make(
      op,
      inputs.map((input, k) => (k === at.operand ? now : input)),
      attributes,
    );
  }
  return now;
}
