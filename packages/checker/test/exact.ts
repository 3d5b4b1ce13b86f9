// Exact arithmetic on floats, as the truth that enclosures are tested against: fixed-point numbers with 300 binary
// digits after the point.
const digits = 300n;
const unit = 1n << digits;

/** A finite float as a fixed-point number, exactly; it must be a multiple of 2^-300. */
export function fixed(x: number): bigint {
  let [scaled, shift] = [x, 0];
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    shift++;
  }
  return BigInt(scaled) * (unit >> BigInt(shift));
}

/** a b, rounded down in the last of 300 digits. */
export const times = (a: bigint, b: bigint): bigint => (a * b) >> digits;

/** a / b, rounded towards 0 in the last of 300 digits. */
export const over = (a: bigint, b: bigint): bigint => (a << digits) / b;

/** The exponential series of x / 2^16, squared 16 times. */
export function exp(x: bigint): bigint {
  const small = x >> 16n;
  let [sum, term] = [unit, unit];
  for (let k = 1n; term !== 0n && k < 80n; k++) {
    term = times(term, small) / k;
    sum += term;
  }
  for (let k = 0; k < 16; k++) sum = times(sum, sum);
  return sum;
}

/** The sine series, and its derivative's. */
export function sin(x: bigint, start: 0n | 1n = 1n): bigint {
  let term = start === 1n ? x : unit;
  let sum = term;
  for (let k = start + 2n; k < 200n; k += 2n) {
    term = -times(times(term, x), x) / (k * (k - 1n));
    sum += term;
  }
  return sum;
}

/** Whether a fixed-point number lies between two floats, but for its own last 100 digits. */
export function encloses({ low, high }: { low: number; high: number }, x: bigint): boolean {
  const slack = 1n << 100n;
  return (low === -Infinity || fixed(low) <= x + slack) && (high === Infinity || x - slack <= fixed(high));
}
