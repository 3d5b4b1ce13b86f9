// Conditions on the columns of a matrix, on its rows, or on a vector: each of these is a line of numbers.
import { ShapeError } from "@cadena/graph";
import { type NumberSystem, sizeOf } from "@cadena/graph/extend";
import type { Condition, Demand } from "../condition.ts";

/** Which lines of a leaf are meant; a vector has one axis, or two of which one has size 1. */
export type Lines = "columns" | "rows" | "vector";

/** What is said of a line. */
export interface LineCondition {
  /** Of one: "sums to 1". */
  readonly one: string;
  /** Of several: "sum to 1". */
  readonly several: string;
  /** A line that satisfies it. */
  fill<T, B>(
    n: NumberSystem<T, B>,
    length: number,
    draw: () => T,
    pick: (below: number) => number,
  ): readonly T[];
  /** What must hold of a line. */
  demands<T, B>(n: NumberSystem<T, B>, line: readonly T[], name: string): Demand<T>[];
}

/** A condition on all these lines of a leaf. */
export function linewise(of: string, lines: Lines, says: LineCondition): Condition {
  const text = lines === "vector" ? `${of} ${says.one}` : `the ${lines} of ${of} ${says.several}`;
  const linesIn = (shape: readonly number[]): Line[] => {
    const found = linesOf(shape, lines);
    if (found !== undefined) return found;
    throw new ShapeError(`condition: ${text}, but ${of} has the shape [${shape.join(", ")}]`, [shape], {
      origin: undefined,
    });
  };
  return {
    of,
    text,
    sample: (n, shape, draw, pick) => {
      const out = new Array<ReturnType<typeof draw>>(sizeOf(shape));
      for (const { places } of linesIn(shape)) {
        for (const [i, x] of says.fill(n, places.length, draw, pick).entries()) out[places[i] as number] = x;
      }
      return out;
    },
    demands: <T, B>(n: NumberSystem<T, B>, shape: readonly number[], data: ArrayLike<T>) =>
      linesIn(shape).flatMap(({ places, index }) =>
        says.demands(
          n,
          places.map((place) => data[place] as T),
          `${of}${index}`,
        ),
      ),
  };
}

/** A line of numbers inside a tensor: where its elements lie, and how one writes it. */
interface Line {
  readonly places: readonly number[];
  readonly index: string;
}

function linesOf(shape: readonly number[], lines: Lines): Line[] | undefined {
  if (lines === "vector") {
    const isVector = shape.length === 1 || (shape.length === 2 && shape.includes(1));
    return isVector ? [{ places: range(sizeOf(shape)), index: "" }] : undefined;
  }
  const [rows, columns] = shape as [number, number];
  if (shape.length !== 2) return undefined;
  return lines === "columns"
    ? range(columns).map((j) => ({ places: range(rows).map((i) => i * columns + j), index: `[:, ${j}]` }))
    : range(rows).map((i) => ({ places: range(columns).map((j) => i * columns + j), index: `[${i}, :]` }));
}

const range = (length: number): number[] => Array.from({ length }, (_, k) => k);
