// The two sides of a claim at a point: the target by enclosures, the statement by enclosures or with an error bar.
import {
  evaluate,
  leavesOf,
  type Nested,
  type Node,
  type Shape,
  ShapeError,
  type Tensor,
} from "@cadena/graph";
import { type Enclosed, estimated, largest, misfit, shaped } from "../evidence/estimate.ts";
import { elements, prepared } from "../evidence/program.ts";
import type { Sides } from "../evidence/search.ts";
import { type Interval, interval, point } from "../numbers/interval.ts";
import type { Points } from "../points/points.ts";
import { draws } from "../points/random.ts";

/** How a claim states its side. */
export type Statement =
  | { readonly kind: "formula"; readonly node: Node }
  | {
      readonly kind: "numbers";
      readonly f: (inputs: Readonly<Record<string, Nested>>) => Nested;
      readonly inputs: Readonly<Record<string, Node>>;
    }
  | { readonly kind: "values"; readonly values: Nested; readonly decimals: number | undefined };

/**
 * Both sides, as a function of the number of the point.
 * @throws ShapeError, at once or at the first point, where the statement has not the target's shape
 */
export function sidesOf(statement: Statement, target: Node, points: Points): (index: number) => Sides {
  switch (statement.kind) {
    case "formula":
      return ofFormula(statement.node, target, points);
    case "numbers":
      return ofNumbers(statement, target, points);
    case "values":
      return ofValues(shaped(statement.values, target.shape), statement.decimals, target, points);
  }
}

function ofFormula(claimed: Node, target: Node, points: Points): (index: number) => Sides {
  if (claimed.shape.join() !== target.shape.join()) {
    throw new ShapeError(misfit(claimed.shape, target.shape), [claimed.shape, target.shape]);
  }
  const both = prepared([claimed, target]);
  return (index) => {
    const [left, right] = both(interval, points.at(interval, index));
    return { claimed: elements(interval, left), automatic: elements(interval, right) };
  };
}

/**
 * Both sides of a formula over a function that floats alone have: as functions of the leaves, with estimated error bars.
 * @throws ShapeError where the two have not one shape
 */
export function estimatedSides(claimed: Node, target: Node, points: Points): (index: number) => Sides {
  if (claimed.shape.join() !== target.shape.join()) {
    throw new ShapeError(misfit(claimed.shape, target.shape), [claimed.shape, target.shape]);
  }
  const leaves = leavesOf([claimed, target]);
  return (index) => {
    const at = points.at(interval, index);
    const enclosed = leaves.map((leaf, k): [string, Enclosed] => [
      String(k),
      { shape: leaf.shape, data: elements(interval, at(leaf)) },
    ]);
    const side = (node: Node): Interval[] =>
      estimated(
        (values) =>
          evaluate(
            node,
            new Map(leavesOf([node]).map((leaf) => [leaf, values[leaves.indexOf(leaf)] as Nested])),
          ).toArray(),
        Object.fromEntries(enclosed),
        target.shape,
        draws(points.seed, index, -2),
      );
    return { claimed: side(claimed), automatic: side(target) };
  };
}

function ofNumbers(
  { f, inputs }: Extract<Statement, { kind: "numbers" }>,
  target: Node,
  points: Points,
): (index: number) => Sides {
  const names = Object.keys(inputs);
  const all = prepared([target, ...Object.values(inputs)]);
  return (index) => {
    const [right, ...values] = all(interval, points.at(interval, index));
    const enclosed = names.map((name, k): [string, Enclosed] => [
      name,
      { shape: inputs[name]?.shape as Shape, data: elements(interval, values[k]) },
    ]);
    const stream = draws(points.seed, index, -2);
    const claimed = estimated(f, Object.fromEntries(enclosed), target.shape, stream);
    return { claimed, automatic: elements(interval, right) };
  };
}

/** Numbers that a program printed in full have lost up to so many units in the last place of the largest. */
const ulpsOfValues = 4096;

function ofValues(
  { data }: Tensor,
  decimals: number | undefined,
  target: Node,
  points: Points,
): (index: number) => Sides {
  const value = prepared([target]);
  const radius =
    decimals === undefined
      ? point(ulpsOfValues * Number.EPSILON * largest(data))
      : interval.constant(0.5 * 10 ** -decimals);
  const claimed = Array.from(data, (x: number): Interval => {
    const center = interval.constant(x);
    return { low: interval.sub(center, radius).low, high: interval.add(center, radius).high };
  });
  return (index) => ({
    claimed,
    automatic: elements(interval, value(interval, points.at(interval, index))[0]),
  });
}
