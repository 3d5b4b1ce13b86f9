// Numbers with a given sum: free ones, and a last one that makes up for them.
import type { NumberSystem } from "@cadena/graph/extend";
import type { Condition } from "../condition.ts";
import { equals } from "./demand.ts";
import { type LineCondition, linewise } from "./lines.ts";

function summing(one: string, several: string, total: 0 | 1): LineCondition {
  return {
    one,
    several,
    fill: (n, length, draw) => {
      const free = Array.from({ length: length - 1 }, draw);
      return [...free, free.reduce((rest, x) => n.sub(rest, x), total === 1 ? n.one : n.zero)];
    },
    demands: <T, B>(n: NumberSystem<T, B>, line: readonly T[], name: string) => [
      equals(n, `${name} sums to`, n.sum(line, 0, 1, line.length), total),
    ],
  };
}

const one: LineCondition = summing("sums to 1", "sum to 1", 1);
const none: LineCondition = summing("has zero mean", "have zero mean", 0);

/**
 * The columns of a matrix sum to 1: what softmax with a cross-entropy needs of its targets.
 * @example
 * columnsSumToOne("Y").text //=> the columns of Y sum to 1
 */
export function columnsSumToOne(of: string): Condition {
  return linewise(of, "columns", one);
}

/**
 * The rows of a matrix sum to 1.
 * @example
 * rowsSumToOne("Y").text //=> the rows of Y sum to 1
 */
export function rowsSumToOne(of: string): Condition {
  return linewise(of, "rows", one);
}

/**
 * A vector sums to 1.
 * @example
 * sumsToOne("y").text //=> y sums to 1
 */
export function sumsToOne(of: string): Condition {
  return linewise(of, "vector", one);
}

/**
 * Each column of a matrix has the mean 0.
 * @example
 * columnsHaveZeroMean("X").text //=> the columns of X have zero mean
 */
export function columnsHaveZeroMean(of: string): Condition {
  return linewise(of, "columns", none);
}

/**
 * Each row of a matrix has the mean 0: features that were centred, where examples are columns.
 * @example
 * rowsHaveZeroMean("X").text //=> the rows of X have zero mean
 */
export function rowsHaveZeroMean(of: string): Condition {
  return linewise(of, "rows", none);
}

/**
 * A vector has the mean 0.
 * @example
 * hasZeroMean("x").text //=> x has zero mean
 */
export function hasZeroMean(of: string): Condition {
  return linewise(of, "vector", none);
}
