// The neighbours of a float, from below and from above: what intervals are rounded outwards with.
// Rump, Zimmermann, Boldo and Melquiond, "Computing predecessor and successor in rounding to nearest", 2009.

const phi: number = 2 ** -53 * (1 + 2 ** -52);
const tiny: number = Number.MIN_VALUE;

/** A float below x: the next one, save near the smallest normal numbers, where it may be the one after. */
export function below(x: number): number {
  return x === Infinity ? Number.MAX_VALUE : x - (Math.abs(x) * phi + tiny);
}

/** A float above x. */
export function above(x: number): number {
  return x === -Infinity ? -Number.MAX_VALUE : x + (Math.abs(x) * phi + tiny);
}

/** What lies at least `ulps` units in the last place below x. */
export function farBelow(x: number, ulps: number): number {
  return x === Infinity ? Number.MAX_VALUE : below(x - ulps * (Math.abs(x) * 2 ** -52 + tiny));
}

/** What lies at least `ulps` units in the last place above x. */
export function farAbove(x: number, ulps: number): number {
  return -farBelow(-x, ulps);
}

/** The rounding error of a sum, exactly: a + b = fl(a + b) + error (Knuth's TwoSum). */
function errorOfSum(a: number, b: number, sum: number): number {
  const fromB = sum - a;
  return a - (sum - fromB) + (b - fromB);
}

/** The largest float that is surely not above a + b; a + b itself where it is a float. */
export function sumBelow(a: number, b: number): number {
  const sum = a + b;
  // Next to the largest float, the error itself may be NaN.
  return errorOfSum(a, b, sum) >= 0 ? sum : below(sum);
}

/** The smallest float that is surely not below a + b; a + b itself where it is a float. */
export function sumAbove(a: number, b: number): number {
  return -sumBelow(-a, -b);
}
