// Ridders' method: central differences at shrinking steps, extrapolated to the step 0, with an error bar from the
// extrapolation and a floor for rounding (Ridders 1982; Numerical Recipes, dfridr).
//
// Where a kink lies within the step, a difference quotient is no derivative: the step shrinks until the function
// takes the same branches on both sides as in the middle.
import type { Traced } from "../numbers/tracing.ts";

/** A derivative by difference quotients. */
export interface Quotient {
  readonly derivative: number;
  /** How far it may be off, as the extrapolation estimates it. */
  readonly bar: number;
}

const shrink = 1.6;
const columns = 12;
const smallest = 1e-6;

/**
 * The derivative of f at 0, or undefined where a kink or an undefined value is too close.
 * @param f a function of one number, which says the branches that it took
 * @param step the largest step to try
 * @param rounding by how much rounding may change f, where more is known than the size of its values
 */
export function ridders(
  f: (t: number) => Omit<Traced<number>, "ties">,
  step: number,
  rounding = 0,
): Quotient | undefined {
  const { branches, result } = f(0);
  if (!Number.isFinite(result)) return undefined;
  const smooth = (t: number): number | undefined => {
    const there = f(t);
    return there.branches === branches && Number.isFinite(there.result) ? there.result : undefined;
  };
  for (let h = step; h > step * smallest; h /= 4) {
    const found = extrapolated(smooth, h, Math.abs(result), rounding);
    if (found !== undefined) return found;
  }
  return undefined;
}

function extrapolated(
  f: (t: number) => number | undefined,
  step: number,
  size: number,
  known: number,
): Quotient | undefined {
  let best: Quotient = { derivative: Number.NaN, bar: Infinity };
  let before: number[] = [];
  let largest = size;
  let h = step;
  for (let i = 0; i < columns; i++, h /= shrink) {
    const [right, left] = [f(h), f(-h)];
    if (right === undefined || left === undefined) return undefined;
    largest = Math.max(largest, Math.abs(right), Math.abs(left));
    const row = [(right - left) / (2 * h)];
    const rounding = Math.max(8 * Number.EPSILON * largest, known) / h;
    let factor = 1;
    for (const [j, upper] of before.entries()) {
      factor *= shrink * shrink;
      const lower = row[j] as number;
      const next = (lower * factor - upper) / (factor - 1);
      row.push(next);
      const bar = Math.max(Math.abs(next - lower), Math.abs(next - upper), rounding);
      if (bar < best.bar) best = { derivative: next, bar };
    }
    const diverges = Math.abs((row.at(-1) as number) - (before.at(-1) ?? Number.NaN)) >= 2 * best.bar;
    if (i > 4 && diverges) break;
    before = row;
  }
  return best;
}
