// Whole numbers: common divisors, and arithmetic modulo a prime: powers, inverses, square roots.

/** The largest number that divides both; its sign is arbitrary where they are not positive. */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

/** base^exponent modulo p, for an exponent of at least 0. */
export function powerModulo(base: bigint, exponent: bigint, p: bigint): bigint {
  let result = 1n;
  let square = base % p;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % p;
    square = (square * square) % p;
  }
  return result;
}

/**
 * The inverse of a number from 1 to p - 1 modulo a prime p, by Euclid's algorithm: many of its steps at a time in floats,
 * as far as the leading digits tell the quotients (Lehmer 1938; Knuth, The Art of Computer Programming, 4.5.2 L).
 */
export function inverseModulo(a: bigint, p: bigint): bigint {
  let [r, next, s, nextS] = [p, a, 0n, 1n];
  while (next !== 0n) {
    const steps = leadingSteps(r, next);
    if (steps === undefined) {
      const quotient = r / next;
      [r, next] = [next, r - quotient * next];
      [s, nextS] = [nextS, s - quotient * nextS];
    } else {
      const [a, b, c, d] = steps;
      [r, next] = [a * r + b * next, c * r + d * next];
      [s, nextS] = [a * s + b * nextS, c * s + d * nextS];
    }
  }
  return s < 0n ? s + p : s;
}

/** Leading digits are floats below this number, so that all sums and products stay exact. */
const digits = 50;

/** What several steps do to two numbers, as a matrix; undefined where not even one step can be told. */
function leadingSteps(r: bigint, next: bigint): [bigint, bigint, bigint, bigint] | undefined {
  const shift = BigInt(Math.max(0, Math.ceil(Math.log2(Number(r))) - digits));
  let [x, y] = [Number(r >> shift), Number(next >> shift)];
  let [a, b, c, d] = [1, 0, 0, 1];
  const isWhole = shift === 0n;
  while (isWhole ? y !== 0 : y + c !== 0 && y + d !== 0) {
    const quotient = isWhole ? Math.floor(x / y) : Math.floor((x + a) / (y + c));
    if (!isWhole && quotient !== Math.floor((x + b) / (y + d))) break;
    [a, c] = [c, a - quotient * c];
    [b, d] = [d, b - quotient * d];
    [x, y] = [y, x - quotient * y];
  }
  return b === 0 ? undefined : [BigInt(a), BigInt(b), BigInt(c), BigInt(d)];
}

/** Whether a has a square root modulo an odd prime p (Euler's criterion). */
export function isSquareModulo(a: bigint, p: bigint): boolean {
  return a === 0n || powerModulo(a, (p - 1n) / 2n, p) === 1n;
}

/** A square root of a square modulo an odd prime p, of which any non-square is known (Tonelli and Shanks). */
export function rootModulo(a: bigint, p: bigint, nonSquare: bigint): bigint {
  if (a === 0n) return 0n;
  let twos = 0n;
  let odd = p - 1n;
  for (; odd % 2n === 0n; odd /= 2n) twos++;
  const half = powerModulo(a, (odd - 1n) / 2n, p);
  let root = (half * a) % p;
  let error = (root * half) % p;
  let c = powerModulo(nonSquare, odd, p);
  // root^2 is a times error, whose order is a power of 2 that shrinks to 1.
  while (error !== 1n) {
    let order = 0n;
    for (let x = error; x !== 1n; x = (x * x) % p) order++;
    for (; twos > order + 1n; twos--) c = (c * c) % p;
    root = (root * c) % p;
    c = (c * c) % p;
    error = (error * c) % p;
    twos = order;
  }
  return root;
}
