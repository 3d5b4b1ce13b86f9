// Lengths that are more than products of dimensions: L - 2 positions of a window, h + n rows of two matrices in one. They
// are read off two choices of sizes, at which the model has the same ops in the same order.
import { add, div, mul, type Node, sub, topological } from "@cadena/graph";
import type { SizeTable } from "../derivation/sizes.ts";

/** A length that is made of dimensions. */
export interface Length {
  /** "L - 2". */
  readonly text: string;
  /** Over the symbols of dimensions. */
  readonly formula: Node;
  readonly at: (sizes: SizeTable) => number;
}

/** Nodes at a choice of sizes. */
export interface Sized {
  readonly sizes: SizeTable;
  readonly nodes: readonly Node[];
}

/**
 * What each length of the first nodes is in the second ones; undefined where one length is two different ones there, or the
 * nodes do not correspond.
 */
export function correspondence(first: Sized, second: Sized): ReadonlyMap<number, number> | undefined {
  const [here, there] = [first, second].map(({ nodes }) => topological(nodes)) as [Node[], Node[]];
  const lengths = new Map<number, number>();
  if (here.length !== there.length) return undefined;
  for (const [k, { op, shape }] of here.entries()) {
    const other = there[k] as Node;
    if (other.op !== op || other.shape.length !== shape.length) return undefined;
    for (const [axis, length] of shape.entries()) {
      const image = other.shape[axis] as number;
      if ((lengths.get(length) ?? image) !== image) return undefined;
      lengths.set(length, image);
    }
  }
  return lengths;
}

/** Constants that lengths differ from dimensions by, at most, and windows that go on by several positions. */
const offsets = [0, -1, 1, -2, 2, -3, 3, -4, 4, -5, -6, -7, -8];
const strides = [1, 2, 3, 4];

/** The simplest expression over dimensions that is one number at the first sizes and another at the second ones. */
export function lengthOf(
  [here, there]: readonly [number, number],
  symbols: ReadonlyMap<string, Node>,
  [first, second]: readonly [SizeTable, SizeTable],
): Length | undefined {
  const fits = ({ at }: Length): boolean => at(first) === here && at(second) === there;
  const dimensions = Array.from(
    symbols,
    ([name, node]): Length => ({
      text: name,
      formula: node,
      at: (sizes) => sizes[name] as number,
    }),
  );
  const shifted = dimensions.flatMap((one) => offsets.map((by) => plus(one, by)));
  const sums = dimensions.flatMap((a, k) => dimensions.slice(k + 1).map((b) => together(a, b)));
  const single = [
    ...shifted,
    ...sums,
    ...strides.slice(1).flatMap((by) => shifted.map((one) => over(one, by))),
  ];
  const found = single.find(fits);
  if (found !== undefined) return found;
  for (const a of shifted) {
    for (const b of shifted) {
      const product = times(a, b);
      if (fits(product)) return product;
    }
  }
  return undefined;
}

function plus({ text, formula, at }: Length, by: number): Length {
  if (by === 0) return { text, formula, at };
  const sign = by < 0 ? "-" : "+";
  const moved = by < 0 ? sub(formula, -by) : add(formula, by);
  return { text: `${text} ${sign} ${Math.abs(by)}`, formula: moved as Node, at: (sizes) => at(sizes) + by };
}

const together = (a: Length, b: Length): Length => ({
  text: `${a.text} + ${b.text}`,
  formula: add(a.formula, b.formula) as Node,
  at: (sizes) => a.at(sizes) + b.at(sizes),
});

const over = ({ text, formula, at }: Length, by: number): Length => ({
  text: `${enclosed(text)} / ${by}`,
  formula: div(formula, by) as Node,
  at: (sizes) => at(sizes) / by,
});

const times = (a: Length, b: Length): Length => ({
  text: `${enclosed(a.text)} ${enclosed(b.text)}`,
  formula: mul(a.formula, b.formula) as Node,
  at: (sizes) => a.at(sizes) * b.at(sizes),
});

const enclosed = (text: string): string => (text.includes(" ") ? `(${text})` : text);
