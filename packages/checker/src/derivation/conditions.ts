// The conditions that hand-derived formulas need most. Each is a parametrisation by sums, products and quotients, so
// that a sample satisfies it exactly in every number system.

import { ShapeError } from "@cadena/graph";
import { type NumberSystem, sizeOf } from "@cadena/graph/extend";
import type { Condition } from "./condition.ts";

/** A line of numbers inside a tensor: where it starts, and how far apart its elements are. */
interface Line {
  readonly start: number;
  readonly stride: number;
  readonly length: number;
}

/** Fills every line along an axis; a vector is one line, whatever the axis. */
function linewise(
  of: string,
  text: string,
  axis: 0 | 1,
  rank: 1 | 2,
  fill: <T, B>(
    n: NumberSystem<T, B>,
    length: number,
    draw: () => T,
    pick: (below: number) => number,
  ) => readonly T[],
): Condition {
  return {
    of,
    text,
    sample: (n, shape, draw, pick) => {
      if (shape.length !== rank) {
        throw new ShapeError(`condition: ${text}, but ${of} has the shape [${shape.join(", ")}]`, [shape]);
      }
      const out = new Array<ReturnType<typeof draw>>(sizeOf(shape));
      for (const { start, stride, length } of linesOf(shape, axis)) {
        for (const [i, x] of fill(n, length, draw, pick).entries()) out[start + i * stride] = x;
      }
      return out;
    },
  };
}

function linesOf(shape: readonly number[], axis: 0 | 1): Line[] {
  const [rows, columns] = shape as [number, number?];
  if (columns === undefined) return [{ start: 0, stride: 1, length: rows }];
  return axis === 0
    ? Array.from({ length: columns }, (_, start) => ({ start, stride: columns, length: rows }))
    : Array.from({ length: rows }, (_, i) => ({ start: i * columns, stride: 1, length: columns }));
}

/** Free numbers, and a last one that makes their sum 1. */
function summingToOne<T, B>(n: NumberSystem<T, B>, length: number, draw: () => T): T[] {
  const free = Array.from({ length: length - 1 }, draw);
  return [...free, free.reduce((rest, x) => n.sub(rest, x), n.one)];
}

function unitVector<T, B>(
  n: NumberSystem<T, B>,
  length: number,
  _: () => T,
  pick: (below: number) => number,
): T[] {
  const hot = pick(length);
  return Array.from({ length }, (_, i) => (i === hot ? n.one : n.zero));
}

/**
 * The columns of a matrix sum to 1: what softmax with a cross-entropy needs of its targets.
 * @example
 * columnsSumToOne("Y").text //=> the columns of Y sum to 1
 */
export function columnsSumToOne(of: string): Condition {
  return linewise(of, `the columns of ${of} sum to 1`, 0, 2, summingToOne);
}

/**
 * The rows of a matrix sum to 1.
 * @example
 * rowsSumToOne("Y").text //=> the rows of Y sum to 1
 */
export function rowsSumToOne(of: string): Condition {
  return linewise(of, `the rows of ${of} sum to 1`, 1, 2, summingToOne);
}

/**
 * A vector sums to 1.
 * @example
 * sumsToOne("y").text //=> y sums to 1
 */
export function sumsToOne(of: string): Condition {
  return linewise(of, `${of} sums to 1`, 0, 1, summingToOne);
}

/**
 * The columns of a matrix are unit vectors: one 1, zeros otherwise.
 * @example
 * oneHotColumns("Y").text //=> the columns of Y are one-hot
 */
export function oneHotColumns(of: string): Condition {
  return linewise(of, `the columns of ${of} are one-hot`, 0, 2, unitVector);
}

/**
 * The rows of a matrix are unit vectors: one 1, zeros otherwise.
 * @example
 * oneHotRows("Y").text //=> the rows of Y are one-hot
 */
export function oneHotRows(of: string): Condition {
  return linewise(of, `the rows of ${of} are one-hot`, 1, 2, unitVector);
}

/**
 * A vector is a unit vector: one 1, zeros otherwise.
 * @example
 * oneHotVector("y").text //=> y is one-hot
 */
export function oneHotVector(of: string): Condition {
  return linewise(of, `${of} is one-hot`, 0, 1, unitVector);
}

/** Each element satisfies something by itself. */
function elementwise(of: string, text: string, element: Element): Condition {
  return {
    of,
    text,
    sample: (n, shape, draw, pick) => Array.from({ length: sizeOf(shape) }, () => element(n, draw, pick)),
  };
}

type Element = <T, B>(n: NumberSystem<T, B>, draw: () => T, pick: (below: number) => number) => T;

/**
 * Every element is 0 or 1.
 * @example
 * zeroOrOne("y").text //=> y is 0 or 1
 */
export function zeroOrOne(of: string): Condition {
  return elementwise(of, `${of} is 0 or 1`, (n, _, pick) => (pick(2) === 1 ? n.one : n.zero));
}

/**
 * Every element is a whole number from 0 to `bound` - 1: class labels, or indices.
 * @example
 * below("t", 10).text //=> t is one of 0 to 9
 */
export function below(of: string, bound: number): Condition {
  return elementwise(of, `${of} is one of 0 to ${bound - 1}`, (n, _, pick) => n.constant(pick(bound)));
}

/**
 * Every element is positive: the square of a number other than 0.
 * @example
 * positive("a").text //=> a > 0
 */
export function positive(of: string): Condition {
  return elementwise(of, `${of} > 0`, (n, draw) => {
    const t = draw();
    return n.mul(t, t);
  });
}

/**
 * Every element lies strictly between two bounds: at t²/(1 + t²) of the way from one to the other.
 * @example
 * between("a", 0, 1).text //=> 0 < a < 1
 */
export function between(of: string, low: number, high: number): Condition {
  return elementwise(of, `${low} < ${of} < ${high}`, (n, draw) => {
    const t = draw();
    const square = n.mul(t, t);
    const part = n.div(square, n.add(n.one, square));
    return n.add(n.constant(low), n.mul(n.constant(high - low), part));
  });
}

/**
 * A square matrix equals its transpose.
 * @example
 * symmetric("A").text //=> A is symmetric
 */
export function symmetric(of: string): Condition {
  return matrix(of, `${of} is symmetric`, (_, size, draw) => {
    const upper = Array.from({ length: size }, (_, i) => Array.from({ length: size - i }, draw));
    return (i, j) => upper[Math.min(i, j)]?.[Math.abs(i - j)] as ReturnType<typeof draw>;
  });
}

/**
 * A square matrix is symmetric and positive definite: B Bᵀ of a generic square B.
 * @example
 * positiveDefinite("A").text //=> A is symmetric and positive definite
 */
export function positiveDefinite(of: string): Condition {
  return matrix(of, `${of} is symmetric and positive definite`, (n, size, draw) => {
    const a = Array.from({ length: size * size }, draw);
    return (i, j) => n.dot(a, i * size, 1, a, j * size, 1, size);
  });
}

function matrix(
  of: string,
  text: string,
  entries: <T, B>(n: NumberSystem<T, B>, size: number, draw: () => T) => (i: number, j: number) => T,
): Condition {
  return {
    of,
    text,
    sample: (n, shape, draw) => {
      const [size, columns] = shape;
      if (size === undefined || shape.length !== 2 || size !== columns) {
        throw new ShapeError(`condition: ${text}, but its shape is [${shape.join(", ")}]`, [shape]);
      }
      const entry = entries(n, size, draw);
      return Array.from({ length: size * size }, (_, k) => entry(Math.floor(k / size), k % size));
    },
  };
}
