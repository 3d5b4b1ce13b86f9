// Under which conditions a claim holds. A condition is a way to sample a leaf that satisfies it, written in the
// operations of a number system, so that it holds exactly in each of them; and a way to test numbers for it.

import type { Shape } from "@cadena/graph";
import type { NumberSystem } from "@cadena/graph/extend";

/** A condition on one leaf. */
export interface Condition {
  /** The leaf's name. */
  readonly of: string;
  /** As people say it: "the columns of Y sum to 1". */
  readonly text: string;
  /**
   * A sample that satisfies the condition.
   * @param draw gives the next free number
   * @param pick gives the next whole number below a bound
   * @throws ShapeError where no leaf of this shape can satisfy it
   */
  sample<T, B>(n: NumberSystem<T, B>, shape: Shape, draw: () => T, pick: (below: number) => number): T[];
  /**
   * What must hold of numbers that satisfy the condition.
   * @throws ShapeError where no leaf of this shape can satisfy it
   */
  demands<T, B>(n: NumberSystem<T, B>, shape: Shape, data: ArrayLike<T>): Demand<T>[];
}

/** One thing that must hold: a value equals a number, or is larger. */
export interface Demand<T> {
  readonly value: T;
  readonly relation: "==" | ">";
  readonly than: number;
  /** What is the case instead, where it does not hold: "Y[:, 1] sums to 0.7". */
  readonly instead: () => string;
}
