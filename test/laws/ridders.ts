// Ridders' method: central differences in shrinking steps, extrapolated to step 0 (C. Ridders, Advances in Engineering
// Software 4, 1982; Numerical Recipes 5.7). It knows the function's values only, and says how far it may be off.

/** A derivative, and how far off it may be. */
export interface Difference {
  readonly derivative: number;
  readonly error: number;
}

const shrink = 1.6;
const columns = 12;

/**
 * The derivative of f at 0. The error is the larger of the tableau's own estimate and the noise of f over h.
 * @param noise how far rounding may move a value of f
 */
export function ridders(f: (t: number) => number, step: number, noise: number): Difference {
  let best: Difference = { derivative: Number.NaN, error: Number.POSITIVE_INFINITY };
  let before: number[] = [];
  for (let i = 0, h = step; i < columns; i++, h /= shrink) {
    const row = [(f(h) - f(-h)) / (2 * h)];
    for (let j = 1, factor = shrink ** 2; j <= i; j++, factor *= shrink ** 2) {
      const [finer, coarser] = [row[j - 1] as number, before[j - 1] as number];
      row.push((factor * finer - coarser) / (factor - 1));
      const derivative = row[j] as number;
      const error = Math.max(Math.abs(derivative - finer), Math.abs(derivative - coarser), noise / h);
      if (error < best.error) best = { derivative, error };
    }
    if (i > 1 && Math.abs((row[i] as number) - (before[i - 1] as number)) >= 2 * best.error) break;
    before = row;
  }
  return best;
}
