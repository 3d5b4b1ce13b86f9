// When floats are worth a closer look: where they differ by no more than a small part of the largest entry.

/**
 * Whether two sides look equal. Where neither has a number, as at a pole, there is nothing to compare; somewhere there
 * must be one.
 */
export function areClose(
  a: ArrayLike<number> | undefined,
  b: ArrayLike<number> | undefined,
  tolerance: number,
): boolean {
  if (a === undefined || b === undefined || a.length !== b.length) return false;
  const bar = tolerance * largest(b);
  let numbers = 0;
  for (let i = 0; i < b.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    if (!Number.isFinite(x) && !Number.isFinite(y)) continue;
    if (!(Math.abs(x - y) <= bar)) return false;
    numbers++;
  }
  return numbers > 0;
}

/** Whether two sides look different although rounding may have taken most digits: entries without a number say nothing. */
export function areFar(
  a: ArrayLike<number> | undefined,
  b: ArrayLike<number> | undefined,
  tolerance: number,
): boolean {
  if (a === undefined || b === undefined) return false;
  const bar = tolerance * largest(b);
  for (let i = 0; i < b.length; i++) if (Math.abs((a[i] as number) - (b[i] as number)) > bar) return true;
  return false;
}

/** The largest size of a number. */
export function largest(data: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < data.length; i++) {
    const size = Math.abs(data[i] as number);
    if (size > most && size < Number.POSITIVE_INFINITY) most = size;
  }
  return most;
}
