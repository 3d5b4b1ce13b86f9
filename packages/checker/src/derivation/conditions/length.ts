// Vectors of length 1, by the stereographic projection: (2v, |v|² - 1) / (|v|² + 1) for a free v.
import type { NumberSystem } from "@cadena/graph/extend";
import type { Condition } from "../condition.ts";
import { equals } from "./demand.ts";
import { type LineCondition, linewise } from "./lines.ts";

const unit: LineCondition = {
  one: "has length 1",
  several: "have length 1",
  fill: (n, length, draw, pick) => {
    // The projection of the empty v is -1: of a single number, either sign.
    if (length === 1) return [pick(2) === 0 ? n.one : n.neg(n.one)];
    const v = Array.from({ length: length - 1 }, draw);
    const square = n.dot(v, 0, 1, v, 0, 1, v.length);
    const scale = n.add(square, n.one);
    return [...v.map((x) => n.div(n.add(x, x), scale)), n.div(n.sub(square, n.one), scale)];
  },
  demands: <T, B>(n: NumberSystem<T, B>, line: readonly T[], name: string) => [
    equals(n, `the squares of ${name} sum to`, n.dot(line, 0, 1, line, 0, 1, line.length), 1),
  ],
};

/**
 * Each column of a matrix has the Euclidean length 1.
 * @example
 * columnsHaveUnitLength("W").text //=> the columns of W have length 1
 */
export function columnsHaveUnitLength(of: string): Condition {
  return linewise(of, "columns", unit);
}

/**
 * Each row of a matrix has the Euclidean length 1.
 * @example
 * rowsHaveUnitLength("W").text //=> the rows of W have length 1
 */
export function rowsHaveUnitLength(of: string): Condition {
  return linewise(of, "rows", unit);
}

/**
 * A vector has the Euclidean length 1.
 * @example
 * hasUnitLength("u").text //=> u has length 1
 */
export function hasUnitLength(of: string): Condition {
  return linewise(of, "vector", unit);
}
