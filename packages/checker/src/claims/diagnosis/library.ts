// The conditions that a leaf may fulfil without anybody having said so, the weaker ones first.
import { abs, add, div, type Node, square, sum, transpose } from "@cadena/graph";
import type { Condition } from "../../derivation/condition.ts";
import * as known from "../../derivation/conditions/index.ts";

/** A condition that may help. */
export interface Candidate {
  readonly condition: Condition;
  /** Weaker ones, earlier in the list: where one of them helps, this one says nothing new. */
  readonly weaker: readonly Condition[];
  /** What is 1 under it, made from the leaf: a general formula may have it as a factor. */
  readonly one?: (leaf: Node) => Node;
  /** What is the leaf itself under it: a general formula may have it in the leaf's place. */
  readonly itself?: (leaf: Node) => Node;
  /** What is twice the leaf under it: a general formula may have it in the place of 2 and the leaf. */
  readonly twice?: (leaf: Node) => Node;
}

/** What may hold of a leaf; nothing that only one tensor fulfils. */
export function candidatesFor({ name, shape, dtype }: Node): Candidate[] {
  if (name === undefined || dtype !== "real") return [];
  const positive: Candidate = { condition: known.positive(name), weaker: [], itself: abs };
  const bits: Candidate = { condition: known.zeroOrOne(name), weaker: [positive.condition] };
  const kinds = linesOf(shape);
  const lines = kinds.flatMap((one) => ofLines(name, one));
  const isSquare = kinds.length === 2 && shape[0] === shape[1];
  const hot = kinds.map((one) => hotLines(name, one, [...lines, positive, bits]));
  return [positive, ...lines, ...(isSquare ? ofSquare(name) : []), bits, ...hot];
}

type Lines = keyof typeof ofKind;

/** The lines of a leaf that have more than one number. */
function linesOf(shape: readonly number[]): Lines[] {
  const [rows = 1, columns = 1] = shape;
  if (shape.length > 2 || rows * columns === 1) return [];
  return shape.length === 1 || rows === 1 || columns === 1 ? ["vector"] : ["columns", "rows"];
}

const ofKind = {
  columns: {
    sums: known.columnsSumToOne,
    mean: known.columnsHaveZeroMean,
    length: known.columnsHaveUnitLength,
    hot: known.oneHotColumns,
    total: (x: Node): Node => sum(x, { axis: 0, keepDims: true }),
  },
  rows: {
    sums: known.rowsSumToOne,
    mean: known.rowsHaveZeroMean,
    length: known.rowsHaveUnitLength,
    hot: known.oneHotRows,
    total: (x: Node): Node => sum(x, { axis: 1, keepDims: true }),
  },
  vector: {
    sums: known.sumsToOne,
    mean: known.hasZeroMean,
    length: known.hasUnitLength,
    hot: known.oneHotVector,
    total: (x: Node): Node => sum(x),
  },
};

function ofLines(of: string, lines: Lines): Candidate[] {
  const { total, sums, mean, length } = ofKind[lines];
  return [
    { condition: sums(of), weaker: [], one: total },
    { condition: mean(of), weaker: [] },
    { condition: length(of), weaker: [], one: (leaf) => total(square(leaf)) },
  ];
}

/** Of few values, which is a special case of nearly everything. */
const hotLines = (of: string, lines: Lines, others: readonly Candidate[]): Candidate => ({
  condition: ofKind[lines].hot(of),
  weaker: others.map(({ condition }) => condition),
});

function ofSquare(of: string): Candidate[] {
  const symmetric = known.symmetric(of);
  const twice = (leaf: Node): Node => add(leaf, transpose(leaf));
  const lengths = [known.columnsHaveUnitLength(of), known.rowsHaveUnitLength(of)];
  return [
    { condition: symmetric, weaker: [], itself: (leaf) => div(twice(leaf), 2), twice },
    { condition: known.positiveDefinite(of), weaker: [symmetric] },
    { condition: known.orthogonal(of), weaker: lengths },
  ];
}
