// Functions of real numbers to some 250 bits, in whole numbers: what the engine's functions are measured against.

/** m 2^e. */
export interface Exact {
  readonly m: bigint;
  readonly e: number;
}

const size = (x: bigint): bigint => (x < 0n ? -x : x);
const bitsIn = (x: bigint): number => size(x).toString(2).length;
/** x 2^by, rounded down. */
const shifted = (x: bigint, by: number): bigint => (by >= 0 ? x << BigInt(by) : x >> BigInt(-by));

/** The number that a finite float is. */
export function exact(x: number): Exact {
  const [bits] = new BigUint64Array(Float64Array.of(x).buffer) as unknown as [bigint];
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & ((1n << 52n) - 1n);
  const m = exponent === 0 ? fraction : fraction | (1n << 52n);
  return { m: x < 0 ? -m : m, e: Math.max(exponent, 1) - 1075 };
}

/** The exponent of a number: 2^exponent is at most its size, and twice that is more. */
export const exponentOf = ({ m, e }: Exact): number => bitsIn(m) - 1 + e;

/** A number as a whole multiple of 2^-places. */
const fixed = ({ m, e }: Exact, places: number): bigint => shifted(m, e + places);

const precision = 260;
/** So many places that a number of this size has enough of them. */
const placesFor = (x: Exact): number => precision + Math.max(0, x.m === 0n ? 0 : -exponentOf(x));

const known = new Map<string, bigint>();
function constant(name: string, places: number, compute: () => bigint): bigint {
  const key = `${name} ${places}`;
  const value = known.get(key) ?? compute();
  known.set(key, value);
  return value;
}

/** arctan (sign = -1) or artanh (sign = 1) of 1/n. */
function inverseSeries(n: bigint, sign: 1n | -1n, places: number): bigint {
  let term = (1n << BigInt(places + 20)) / n;
  let sum = term;
  for (let k = 3n; term !== 0n; k += 2n) {
    term = (sign * term) / (n * n);
    sum += term / k;
  }
  return sum >> 20n;
}

const ln2 = (places: number): bigint =>
  constant("ln 2", places, () => {
    const [a, b, c] = [26n, 4801n, 8749n].map((n) => inverseSeries(n, 1n, places + 20)) as [
      bigint,
      bigint,
      bigint,
    ];
    return (18n * a - 2n * b + 8n * c) >> 20n;
  });

const pi = (places: number): bigint =>
  constant("pi", places, () => {
    const [a, b] = [5n, 239n].map((n) => inverseSeries(n, -1n, places + 20)) as [bigint, bigint];
    return (16n * a - 4n * b) >> 20n;
  });

const rounded = (a: bigint, b: bigint): bigint =>
  (2n * a + b) / (2n * b) - ((2n * a + b) % (2n * b) < 0n ? 1n : 0n);

/** e^x, where x has so many places; the result is a multiple of 2^(e). */
function exponential(x: bigint, places: number): Exact {
  const k = rounded(x, ln2(places));
  const halvings = 16n;
  const r = ((x - k * ln2(places)) << 40n) >> halvings;
  const scale = BigInt(places) + 40n;
  let term = 1n << scale;
  let sum = term;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = ((term * r) >> scale) / n;
    sum += term;
  }
  for (let n = 0n; n < halvings; n++) sum = (sum * sum) >> scale;
  return { m: sum >> 40n, e: Number(k) - places };
}

/** ln u for a multiple of 2^-places, from a float next to it. */
function logarithm(u: bigint, near: number, places: number): bigint {
  const y = fixed(exact(near), places);
  const z = ((u * fixed(exponential(-y, places), places)) >> BigInt(places)) - (1n << BigInt(places));
  let power = z;
  let sum = 0n;
  for (let n = 1n; n <= 8n; n++) {
    sum += n % 2n === 1n ? power / n : -power / n;
    power = (power * z) >> BigInt(places);
  }
  return y + sum;
}

const quotient = (a: Exact, b: Exact): Exact => {
  const more = precision + bitsIn(b.m);
  return { m: (a.m << BigInt(more)) / b.m, e: a.e - b.e - more };
};

const negated = ({ m, e }: Exact): Exact => ({ m: -m, e });
const scaled = ({ m, e }: Exact, by: number): Exact => ({ m, e: e + by });
function sum(a: Exact, b: Exact): Exact {
  const e = Math.min(a.e, b.e);
  return { m: shifted(a.m, a.e - e) + shifted(b.m, b.e - e), e };
}
const one: Exact = { m: 1n, e: 0 };

const exp = (x: Exact): Exact => {
  const places = precision + 40;
  return exponential(fixed(x, places), places);
};

const expm1 = (x: Exact): Exact => {
  const places = placesFor(x);
  return sum(exponential(fixed(x, places), places), negated(one));
};

const log1p = (x: Exact, near: number): Exact => {
  const places = placesFor(x) + 2 * Math.max(0, exponentOf(x)) + 60;
  return { m: logarithm(fixed(sum(one, x), places), near, places), e: -places };
};

/** sin(x + quarters π/2). */
function sine(x: Exact, quarters: bigint): Exact {
  const places = placesFor(x) + 100;
  const more = Math.max(0, exponentOf(x)) + 10;
  const wide = fixed(x, places + more);
  const k = rounded(2n * wide, pi(places + more));
  const scale = BigInt(places);
  const r = (wide - ((k * pi(places + more)) >> 1n)) >> BigInt(more);
  const square = (r * r) >> scale;
  const quarter = (((k + quarters) % 4n) + 4n) % 4n;
  let term = quarter % 2n === 0n ? r : 1n << scale;
  let total = 0n;
  for (let n = quarter % 2n === 0n ? 2n : 1n; term !== 0n && term !== -1n; n += 2n) {
    total += term;
    term = -((term * square) >> scale) / (n * (n + 1n));
  }
  return { m: quarter >= 2n ? -total : total, e: -places };
}

const softplus = (x: number): Exact =>
  x > 0 ? sum(exact(x), softplus(-x)) : log1p(exp(exact(x)), Math.log1p(Math.exp(x)));

/** The square root of a multiple of 2^-places, by Newton's iteration from above. */
function root(x: bigint, places: number): bigint {
  const square = x << BigInt(places);
  let value = x + (1n << BigInt(places));
  for (let next = value - 1n; next < value; next = (value + square / value) >> 1n) value = next;
  return value;
}

/** A function that is measured. */
export type Named =
  | "exp"
  | "expm1"
  | "log"
  | "log1p"
  | "tanh"
  | "sigmoid"
  | "softplus"
  | "erf"
  | "sin"
  | "cos"
  | "pow";

const log = (x: number): Exact => {
  const { m, e } = exact(x);
  const places = precision + 100;
  const k = bitsIn(m) - 1 + e;
  const near = Math.log(x * 2 ** Math.min(-k, 1000)) - Math.max(-k - 1000, 0) * -Math.LN2;
  return { m: logarithm(fixed({ m, e: e - k }, places), near, places) + BigInt(k) * ln2(places), e: -places };
};

/** The functions, for finite arguments where the result is finite. */
export const functions: Readonly<Record<Named, (x: number, y: number) => Exact>> = {
  exp: (x) => exp(exact(x)),
  expm1: (x) => expm1(exact(x)),
  log,
  log1p: (x) => log1p(exact(x), Math.log1p(x)),
  tanh: (x) => {
    const e = expm1(scaled(exact(x), 1));
    return quotient(e, sum(e, { m: 2n, e: 0 }));
  },
  sigmoid: (x) => quotient(one, sum(one, exp(negated(exact(x))))),
  softplus,
  erf: (x) => {
    // 2/√π Σ (-1)^n x^(2n+1) / (n! (2n+1)); the terms grow to e^x² before they fall.
    const places = placesFor(exact(x)) + 60;
    const argument = fixed(exact(x), places);
    const square = (argument * argument) >> BigInt(places);
    let term = argument;
    let sum = term;
    for (let n = 1n; term !== 0n && term !== -1n; n++) {
      term = -((term * square) >> BigInt(places)) / n;
      sum += term / (2n * n + 1n);
    }
    return { m: (2n * sum * root(pi(places), places)) / pi(places), e: -places };
  },
  sin: (x) => sine(exact(x), 0n),
  cos: (x) => sine(exact(x), 1n),
  pow: (x, y) => {
    const { m, e } = log(x);
    const { m: factor, e: exponent } = exact(y);
    return exp({ m: m * factor, e: e + exponent });
  },
};

/** How far a float is from a number, in units in the last place of the format at that number. */
export function unitsBetween(
  computed: number,
  truth: Exact,
  format: { fraction: number; least: number },
): number {
  const e = Math.max(exponentOf(truth), format.least) - format.fraction;
  const difference = sum(exact(computed), negated(truth));
  return Number(size(shifted(difference.m, difference.e - e + 30))) / 2 ** 30;
}
