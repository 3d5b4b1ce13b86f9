// Conditions on a matrix as a whole.
import { CadenaError, ShapeError } from "@cadena/graph";
import type { NumberSystem } from "@cadena/graph/extend";
import type { Condition, Demand } from "../condition.ts";
import { equals, exceeds } from "./demand.ts";
import { pivots, type Rows, remainder, solved } from "./elimination.ts";

/** What is said of a matrix. */
interface MatrixCondition {
  readonly isSquare: boolean;
  fill<T, B>(
    n: NumberSystem<T, B>,
    rows: number,
    columns: number,
    draw: () => T,
    pick: (below: number) => number,
  ): Rows<T>;
  demands<T, B>(n: NumberSystem<T, B>, matrix: Rows<T>): Demand<T>[];
}

function matrix(of: string, text: string, says: MatrixCondition): Condition {
  const sizesIn = (shape: readonly number[]): readonly [number, number] => {
    const [rows, columns] = shape as [number, number];
    if (shape.length === 2 && (rows === columns || !says.isSquare)) return [rows, columns];
    throw new ShapeError(`condition: ${text}, but its shape is [${shape.join(", ")}]`, [shape], {
      origin: undefined,
    });
  };
  return {
    of,
    text,
    sample: (n, shape, draw, pick) => says.fill(n, ...sizesIn(shape), draw, pick).flat(),
    demands: <T, B>(n: NumberSystem<T, B>, shape: readonly number[], data: ArrayLike<T>) => {
      const [rows, columns] = sizesIn(shape);
      return says.demands(
        n,
        built(rows, columns, (i, j) => data[i * columns + j] as T),
      );
    },
  };
}

const built = <T>(rows: number, columns: number, entry: (i: number, j: number) => T): Rows<T> =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => entry(i, j)));

/** The product A Bᵀ of two matrices with rows of one length. */
const timesTransposed = <T, B>(n: NumberSystem<T, B>, a: Rows<T>, b: Rows<T>): Rows<T> =>
  built(a.length, b.length, (i, j) => {
    const [left, right] = [a[i] as T[], b[j] as T[]];
    return n.dot(left, 0, 1, right, 0, 1, left.length);
  });

/** That entries equal those across the diagonal. */
const isSymmetric = <T, B>(n: NumberSystem<T, B>, of: string, a: Rows<T>): Demand<T>[] =>
  a.flatMap((row, i) =>
    row
      .slice(0, i)
      .map((x, j) => equals(n, `${of}[${i}, ${j}] - ${of}[${j}, ${i}] is`, n.sub(x, a[j]?.[i] as T), 0)),
  );

/**
 * A square matrix equals its transpose.
 * @example
 * symmetric("A").text //=> A is symmetric
 */
export function symmetric(of: string): Condition {
  return matrix(of, `${of} is symmetric`, {
    isSquare: true,
    fill: (_, size, __, draw) => {
      const upper = built(size, size, (i, j) => (i <= j ? draw() : undefined));
      return built(size, size, (i, j) => upper[Math.min(i, j)]?.[Math.max(i, j)] as ReturnType<typeof draw>);
    },
    demands: (n, a) => isSymmetric(n, of, a),
  });
}

/**
 * A square matrix is symmetric and positive definite: B Bᵀ of a generic square B.
 * @example
 * positiveDefinite("A").text //=> A is symmetric and positive definite
 */
export function positiveDefinite(of: string): Condition {
  return matrix(of, `${of} is symmetric and positive definite`, {
    isSquare: true,
    fill: (n, size, _, draw) => {
      const b = built(size, size, draw);
      return timesTransposed(n, b, b);
    },
    demands: (n, a) => [
      ...isSymmetric(n, of, a),
      ...pivots(n, a).map((x, k) => exceeds(n, `pivot ${k} of ${of} is`, x, 0)),
    ],
  });
}

/**
 * The rows and the columns of a square matrix are orthonormal: (I - S)(I + S)⁻¹ of an antisymmetric S (Cayley, 1846),
 * a rotation, or its product with a reflection.
 * @example
 * orthogonal("Q").text //=> Q is orthogonal
 */
export function orthogonal(of: string): Condition {
  return matrix(of, `${of} is orthogonal`, {
    isSquare: true,
    fill: (n, size, _, draw, pick) => {
      const upper = built(size, size, (i, j) => (i < j ? draw() : n.zero));
      const s = built(size, size, (i, j) =>
        n.sub(upper[i]?.[j] as ReturnType<typeof draw>, upper[j]?.[i] as ReturnType<typeof draw>),
      );
      const withOnes = (sign: "add" | "sub"): typeof s =>
        built(size, size, (i, j) => n[sign](i === j ? n.one : n.zero, s[i]?.[j] as ReturnType<typeof draw>));
      const rotation = solved(n, withOnes("add"), withOnes("sub"));
      return pick(2) === 0 ? rotation : rotation.map((row, i) => (i === 0 ? row.map(n.neg) : row));
    },
    demands: (n, q) =>
      timesTransposed(n, q, q).flatMap((row, i) =>
        row
          .slice(0, i + 1)
          .map((x, j) => equals(n, `the product of rows ${i} and ${j} of ${of} is`, x, i === j ? 1 : 0)),
      ),
  });
}

/**
 * A matrix has at most a given rank: U Vᵀ with as many columns in U and V.
 * @param rank a whole number from 1 on
 * @throws CadenaError for any other rank
 * @example
 * lowRank("A", 2).text //=> A has rank 2
 */
export function lowRank(of: string, rank: number): Condition {
  if (!(Number.isSafeInteger(rank) && rank > 0)) {
    throw new CadenaError(`lowRank: the rank of ${of} is a whole number from 1 on, not ${rank}`);
  }
  return matrix(of, `${of} has rank ${rank}`, {
    isSquare: false,
    fill: (n, rows, columns, draw) => timesTransposed(n, built(rows, rank, draw), built(columns, rank, draw)),
    demands: (n, a) =>
      remainder(n, a, rank).map((x) => ({
        ...equals(n, "", x, 0),
        instead: () => `${of} has a larger rank`,
      })),
  });
}
