// Under which conditions a claim holds. A condition is a way to sample a leaf that satisfies it, written in the
// operations of a number system, so that it holds exactly in each of them.

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
   */
  sample<T, B>(n: NumberSystem<T, B>, shape: Shape, draw: () => T, pick: (below: number) => number): T[];
}
