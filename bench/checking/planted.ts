// Mistakes that are planted into the gradients of a model, and that really are mistakes: the values of the formula
// differ in floats from those of the right one, by far more than rounding, at usual, at generic or at large data.
import { CadenaError, type Node } from "@cadena/graph";
import { genericData, usualData } from "./data.ts";
import { type Edit, edits } from "./edits.ts";
import { type Elements, program } from "./floats.ts";
import type { Gradient } from "./gradient.ts";
import { nodeOf } from "./model.ts";
import { random, shuffled } from "./random.ts";

/** A wrong formula. */
export interface Planted extends Edit {
  readonly node: Node;
  /** Whether usual data show the mistake; it is one at other data if not. */
  readonly usually: boolean;
}

/** So much larger than rounding, relative to the largest entry, is a difference for certain. */
const certain = 1e-9;

/**
 * Mistakes in a gradient that is written as text, chosen by chance but always the same: one of each kind that fits, then
 * a second one of each.
 * @param count how many at most
 */
export function planted(gradient: Gradient, count: number): Planted[] {
  const { model, name, scope } = gradient;
  const text = model.gradients[name];
  if (typeof text !== "string") return [];
  const inOrder = byKind(shuffled(edits(text, scope), random(`${model.id} ${name}`)));
  const differs = differing(gradient);
  const found: Planted[] = [];
  for (const edit of inOrder) {
    if (found.length === count) break;
    const node = fitting(edit.text, gradient);
    const [usually = false, ever = false] = node === undefined ? [] : differs(node);
    if (node !== undefined && ever) found.push({ ...edit, node, usually });
  }
  return found;
}

/** The first of each kind, then the second of each, and so on. */
function byKind(all: readonly Edit[]): Edit[] {
  const seen = new Map<string, number>();
  const ranked = all.map((edit) => {
    const rank = seen.get(edit.kind) ?? 0;
    seen.set(edit.kind, rank + 1);
    return { edit, rank };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ edit }) => edit);
}

/** The node of a formula that can be read and has the right shape. */
function fitting(text: string, { scope, right }: Gradient): Node | undefined {
  try {
    const node = nodeOf(text, scope);
    return node.shape.join() === right.shape.join() && node.dtype === "real" ? node : undefined;
  } catch (error) {
    if (error instanceof CadenaError) return undefined;
    throw error;
  }
}

/** Whether a node has other values than the right one at usual data, and whether it has at any. */
function differing({ model, leaves, right }: Gradient): (node: Node) => [usually: boolean, ever: boolean] {
  const data = [
    usualData(model, leaves, 1),
    genericData(model, leaves, 1),
    genericData(model, leaves, 1, 32),
  ];
  const expected = data.map((at) => program([right])(at)[0] as Elements);
  return (node) => {
    const there = program([node]);
    const [usually = false, ...others] = data.map((at, k) =>
      farApart(there(at)[0] as Elements, expected[k] as Elements),
    );
    return [usually, usually || others.includes(true)];
  };
}

function farApart(a: Elements, b: Elements): boolean {
  let [difference, size] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    difference = Math.max(difference, Math.abs((a[i] as number) - (b[i] as number)));
    size = Math.max(size, Math.abs(b[i] as number));
  }
  return Number.isFinite(difference) && difference > certain * size;
}
