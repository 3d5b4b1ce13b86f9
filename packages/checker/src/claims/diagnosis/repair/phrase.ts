// Short formulas at any sizes, and how longer ones are made of them.
import { add, div, mean, mul, type Node, type Shape, sub, sum } from "@cadena/graph";
import { widerShape } from "@cadena/graph/extend";
import { matrixProduct } from "@cadena/notation";
import type { Draft } from "./draft.ts";

/** A short formula, at any sizes. */
export interface Phrase {
  readonly cost: number;
  readonly in: (there: Draft) => Node | undefined;
}

/** A phrase whose shape is known before it is made. */
export interface Shaped extends Phrase {
  readonly shape: Shape;
}

/** The sums along each axis, and the sum of all. */
export function sumsOf({ shape, cost, in: own }: Shaped): Shaped[] {
  if (shape.length === 0) return [];
  const along = shape.length === 2 ? [0, 1].filter((axis) => shape[axis] !== 1) : [];
  return [
    ...along.map(
      (axis): Shaped => ({
        cost: cost + 0.1,
        shape: shape.map((extent, k) => (k === axis ? 1 : extent)),
        in: applied(own, (one) => sum(one, { axis, keepDims: true }) as Node),
      }),
    ),
    { cost: cost + 0.15, shape: [], in: applied(own, (one) => sum(one)) },
  ];
}

/** What two make when they are multiplied or divided, of some shapes where these are given. */
export function productsOf(a: Shaped, b: Shaped, shapes?: ReadonlySet<string>): Shaped[] {
  const cost = 0.1 + a.cost + b.cost;
  const made: Shaped[] = [];
  const shape = widerShape(a.shape, b.shape);
  if (shape !== undefined) {
    made.push({ cost, shape, in: joined(a, b, mul) });
    made.push({ cost: cost + 0.1, shape, in: joined(a, b, div) });
    made.push({ cost: cost + 0.1, shape, in: joined(b, a, div) });
  }
  for (const [x, y] of [
    [a, b],
    [b, a],
  ] as const) {
    const [rows, inner] = x.shape;
    const [other, ...columns] = y.shape;
    if (x.shape.length !== 2 || columns.length > 1 || inner !== other || inner === 1) continue;
    made.push({
      cost: cost + 0.05,
      shape: [rows as number, ...columns],
      in: joined(x, y, matrixProduct),
    });
  }
  return shapes === undefined ? made : made.filter((one) => shapes.has(one.shape.join()));
}

/** A word with a sum of something: multiplied, or less it. */
export const togetherOf = (a: Shaped, total: Shaped): Shaped[] => [
  ...withWider(a, total, mul),
  ...withWider(a, total, sub),
];

/** What something has more than its means. */
export const centredOf = ({ shape, cost, in: own }: Shaped): Shaped[] =>
  [...shape.keys()]
    .filter((axis) => shape[axis] !== 1)
    .map((axis) => ({
      cost: cost + 0.15,
      shape,
      in: applied(own, (one) => sub(one, mean(one, { axis, keepDims: true })) as Node),
    }));

/** The sum and the difference of two. */
export const sumsOfTwo = (a: Shaped, b: Shaped): Shaped[] => [
  ...withWider(a, b, sub),
  ...withWider(a, b, add),
];

/** Two of which one stretches to the other. */
function withWider(a: Shaped, b: Shaped, of: (x: Node, y: Node) => Node): Shaped[] {
  const shape = widerShape(a.shape, b.shape);
  return shape === undefined ? [] : [{ cost: 0.1 + a.cost + b.cost, shape, in: joined(a, b, of) }];
}

export const applied = (own: Phrase["in"], of: (node: Node) => Node | undefined): Phrase["in"] =>
  once((there) => {
    const node = own(there);
    return node && of(node);
  });

const joined = (a: Phrase, b: Phrase, of: (x: Node, y: Node) => Node): Phrase["in"] =>
  once((there) => {
    const [x, y] = [a.in(there), b.in(there)];
    return x && y && of(x, y);
  });

/** Makes a node once where it is asked for again, so that its values are known there. */
function once(own: Phrase["in"]): Phrase["in"] {
  let last: readonly [Draft, Node | undefined] | undefined;
  return (there) => {
    if (last?.[0] !== there) last = [there, own(there)];
    return last[1];
  };
}
