// One node as loops: which counters it needs, and what happens inside of them.
import type { Node } from "@cadena/graph";
import { type Copy, dense, type Labels, type Lowering } from "@cadena/graph/extend";
import { type Counter, constant, type Expression, type Place } from "../loops/expression.ts";
import type { Fold } from "../loops/statement.ts";
import { type Elements, isCovered } from "./element.ts";
import { systemOf } from "./lowering.ts";
import { joined, lookedUp, placeAt } from "./place.ts";

/** Loops that compute one node. */
export interface Nest {
  /** How often each loop runs: first the independent ones, then those of a fold. */
  readonly extents: readonly number[];
  readonly independent: number;
  /** Where the result is stored. */
  readonly place: (counters: readonly Counter[], elements: Elements) => Place;
  /** Whether it is added to what is there. */
  readonly adds?: true;
  /** What is stored, or combined. */
  readonly value: (elements: Elements, counters: readonly Counter[]) => Expression;
  readonly fold?: Pick<Fold, "start" | "step">;
}

/** The loops of a node; several where it is put together from parts. */
export function nestsOf(node: Node, lowering: Lowering): Nest[] {
  if (node.size === 0) return [];
  switch (lowering.kind) {
    case "fold":
      return [orEmpty(folded(node, lowering), node)];
    case "move":
      return isCovered(node, lowering.copies)
        ? [mapped(node)]
        : lowering.copies.map((copy) => copied(node, copy));
    case "accumulate":
      return lowering.copies.map((copy): Nest => ({ ...copied(node, copy), adds: true }));
    case "scatter":
      return [scattered(node, lowering.axis)];
    case "product":
      return [orEmpty(contracted(node, lowering.labels), node)];
    default:
      return [mapped(node)];
  }
}

/** A fold of nothing is its start. */
function orEmpty(nest: Nest, { dtype }: Node): Nest {
  const { fold, extents, independent } = nest;
  if (fold === undefined || !extents.includes(0)) return nest;
  const { start } = fold;
  return {
    extents: extents.slice(0, independent),
    independent,
    place: nest.place,
    value: () => constant(start, dtype),
  };
}

function mapped(node: Node): Nest {
  const layout = dense(node.shape);
  return {
    extents: node.shape,
    independent: node.shape.length,
    place: (counters) => placeAt(layout, counters),
    value: (elements, counters) => elements.computed(node, placeAt(layout, counters)),
  };
}

function copied(node: Node, { input, extents, from, to }: Copy): Nest {
  return {
    extents,
    independent: extents.length,
    place: (counters) => placeAt(to, counters),
    value: (elements, counters) => elements.at(node.inputs[input] as Node, placeAt(from, counters)),
  };
}

/** Each element in its turn is added where its index says. */
function scattered(node: Node, axis: number): Nest {
  const [values, indices] = node.inputs as [Node, Node];
  const source = dense(values.shape);
  return {
    extents: values.shape,
    independent: values.shape.length,
    place: (counters, elements) => {
      const parts = counters.map((counter) => placeAt({ start: 0, strides: [1] }, [counter]));
      const own = parts.splice(axis, indices.shape.length);
      const index = elements.at(indices, joined(own, dense(indices.shape)));
      parts.splice(axis, 0, lookedUp(index, node.shape[axis] as number));
      return joined(parts, dense(node.shape));
    },
    value: (elements, counters) => elements.at(values, placeAt(source, counters)),
    adds: true,
  };
}

function folded(node: Node, { axes, start, step }: Extract<Lowering, { kind: "fold" }>): Nest {
  const input = node.inputs[0] as Node;
  const source = dense(input.shape).strides;
  const kept = input.shape.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis]));
  const order = [...kept, ...axes];
  const extents = order.map((axis) => input.shape[axis] as number);
  const strides = order.map((axis) => source[axis] as number);
  const target = dense(extents.slice(0, kept.length));
  return {
    extents,
    independent: kept.length,
    place: (counters) => placeAt(target, counters.slice(0, kept.length)),
    value: (elements, counters) => elements.at(input, placeAt({ start: 0, strides }, counters)),
    fold: { start: startOf(node, start), step: (soFar, element) => step(systemOf(node), soFar, element) },
  };
}

/** Where a fold begins: with integers, at the least or the largest one rather than at infinity. */
const startOf = ({ dtype }: Node, start: number): number =>
  dtype === "integer" ? Math.max(-(2 ** 31), Math.min(start, 2 ** 31 - 1)) : start;

/** A contraction that is no plain matrix product: a fold over the labels that the result lacks. */
function contracted(node: Node, { inputs: labels, output }: Labels): Nest {
  const sizes = new Map<number, number>();
  for (const [side, own] of labels.entries()) {
    for (const [axis, label] of own.entries()) sizes.set(label, node.inputs[side]?.shape[axis] as number);
  }
  const order = [...output, ...[...sizes.keys()].filter((label) => !output.includes(label))];
  const target = dense(node.shape);
  const layouts = labels.map((own, side) => {
    const { strides } = dense(node.inputs[side]?.shape as readonly number[]);
    const along = (label: number): number =>
      own.reduce((sum, one, axis) => (one === label ? sum + (strides[axis] as number) : sum), 0);
    return { start: 0, strides: order.map(along) };
  });
  const n = systemOf(node);
  return {
    extents: order.map((label) => sizes.get(label) as number),
    independent: output.length,
    place: (counters) => placeAt(target, counters.slice(0, output.length)),
    value: (elements, counters) => {
      const [a, b] = layouts.map((layout, side) =>
        elements.at(node.inputs[side] as Node, placeAt(layout, counters)),
      ) as [Expression, Expression];
      return n.mul(a, b);
    },
    fold: { start: 0, step: n.add },
  };
}
