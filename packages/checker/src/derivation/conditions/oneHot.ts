// Unit vectors: one 1, at a random place, and zeros otherwise.
import type { NumberSystem } from "@cadena/graph/extend";
import type { Condition } from "../condition.ts";
import { equals, isWhole } from "./demand.ts";
import { type LineCondition, linewise } from "./lines.ts";

const hot: LineCondition = {
  one: "is one-hot",
  several: "are one-hot",
  fill: (n, length, _, pick) => {
    const place = pick(length);
    return Array.from({ length }, (_, i) => (i === place ? n.one : n.zero));
  },
  demands: <T, B>(n: NumberSystem<T, B>, line: readonly T[], name: string) => [
    ...line.map((x) => isWhole(n, `${name} holds`, x, 1)),
    equals(n, `${name} sums to`, n.sum(line, 0, 1, line.length), 1),
  ],
};

/**
 * The columns of a matrix are unit vectors: one 1, zeros otherwise.
 * @example
 * oneHotColumns("Y").text //=> the columns of Y are one-hot
 */
export function oneHotColumns(of: string): Condition {
  return linewise(of, "columns", hot);
}

/**
 * The rows of a matrix are unit vectors: one 1, zeros otherwise.
 * @example
 * oneHotRows("Y").text //=> the rows of Y are one-hot
 */
export function oneHotRows(of: string): Condition {
  return linewise(of, "rows", hot);
}

/**
 * A vector is a unit vector: one 1, zeros otherwise.
 * @example
 * oneHotVector("y").text //=> y is one-hot
 */
export function oneHotVector(of: string): Condition {
  return linewise(of, "vector", hot);
}
