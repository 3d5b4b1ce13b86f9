// One question to a gradient: what is the derivative along this direction, at this point?
import type { NumberSystem } from "@cadena/graph/extend";
import type { Points } from "../points/points.ts";
import type { NumericVerdict, Witness } from "../report/result.ts";
import type { Cut } from "./cut.ts";
import type { Evaluation } from "./program.ts";

/** A function of one quantity, its gradient, and a point and a direction to look along. */
export interface Question {
  readonly cut: Cut;
  readonly gradient: Evaluation;
  /** The gradient's place among the values of `gradient`. */
  readonly place: number;
  readonly points: Points;
  readonly index: number;
  readonly direction: readonly number[];
}

/** What one direction shows. */
export type Trial = Pick<Witness, "gradient" | "derivative" | "bar" | "reason"> & {
  readonly verdict: NumericVerdict;
};

/** A trial that shows nothing. */
export const undecided = (reason: string): Trial => ({
  verdict: "undecided",
  gradient: 0,
  derivative: 0,
  bar: 0,
  reason,
});

/** The gradient times a direction, and the sum of the sizes of its terms. */
export function along<T, B>(
  n: NumberSystem<T, B>,
  gradient: ArrayLike<T>,
  direction: readonly number[],
): { slope: T; terms: number } {
  const products = direction.map((u, i) => n.mul(gradient[i] as T, n.constant(u)));
  const terms = products.reduce((total, x) => total + Math.abs(n.toNumber(x)), 0);
  return { slope: n.sum(products, 0, 1, products.length), terms };
}
