// Floats of many binary digits and with exponents without end: what floats would come to, were they never too short and
// never too small. Nothing is enclosed here; it is a second opinion on floats, and shows nothing exactly.
import { float64 } from "@cadena/graph";
import { type NumberSystem, numberSystem, type Relation } from "@cadena/graph/extend";

/** A number m 2^e; undefined where an operation has no value. */
export type Wide = { readonly m: bigint; readonly e: number } | undefined;

/** So many binary digits a number has: enough for 1 - σ(150). */
const digits = 256;
/** Numbers beyond 2^(2^40) are given up. */
const farthest = 2 ** 40;

const zero = { m: 0n, e: 0 } as const;
const one = { m: 1n, e: 0 } as const;
type Known = Exclude<Wide, undefined>;

const absolute = (m: bigint): bigint => (m < 0n ? -m : m);
/** The number of binary digits, give or take one. */
function lengthOf(m: bigint): number {
  if (m === 0n) return 0;
  const x = Math.abs(Number(m));
  return x < Number.POSITIVE_INFINITY ? Math.floor(Math.log2(x)) + 1 : 4 * absolute(m).toString(16).length;
}

/** A number with no more digits than it may have. */
function rounded(m: bigint, e: number): Wide {
  if (m === 0n) return zero;
  if (Math.abs(e) > farthest) return e > 0 ? undefined : zero;
  const surplus = lengthOf(m) - digits;
  if (surplus <= 0) return { m, e };
  return { m: m >> BigInt(surplus), e: e + surplus };
}

/** Of a float, exactly. */
function from(x: number): Wide {
  if (!Number.isFinite(x)) return undefined;
  let [m, e] = [x, 0];
  while (!Number.isInteger(m)) [m, e] = [m * 2, e - 1];
  return rounded(BigInt(m), e);
}

function toNumber(a: Wide): number {
  if (a === undefined) return Number.NaN;
  const surplus = Math.max(0, lengthOf(a.m) - 60);
  const [m, e] = [Number(a.m >> BigInt(surplus)), a.e + surplus];
  // In two steps: the power itself may be too small for a float.
  return m * 2 ** Math.trunc(e / 2) * 2 ** (e - Math.trunc(e / 2));
}

function sum(a: Wide, b: Wide): Wide {
  if (a === undefined || b === undefined) return undefined;
  if (a.m === 0n) return b;
  if (b.m === 0n) return a;
  const [high, low] = a.e >= b.e ? [a, b] : [b, a];
  const distance = high.e - low.e;
  if (distance > 2 * digits && lengthOf(low.m) + low.e < high.e - digits) return high;
  return rounded((high.m << BigInt(distance)) + low.m, low.e);
}

const negated = (a: Wide): Wide => a && { m: -a.m, e: a.e };
const product = (a: Wide, b: Wide): Wide => a && b && rounded(a.m * b.m, a.e + b.e);

function quotient(a: Wide, b: Wide): Wide {
  if (a === undefined || b === undefined || b.m === 0n) return undefined;
  const shift = digits + 64 + Math.max(0, lengthOf(b.m) - lengthOf(a.m));
  return rounded((a.m << BigInt(shift)) / b.m, a.e - b.e - shift);
}

const order = (a: Known, b: Known): number => {
  const difference = sum(a, negated(b)) as Known;
  return difference.m < 0n ? -1 : difference.m > 0n ? 1 : 0;
};

/** The whole root, by Newton's steps from above. */
function wholeRoot(m: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(lengthOf(m) / 2));
  for (;;) {
    const next = (root + m / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

function root(a: Wide): Wide {
  if (a === undefined || a.m < 0n) return undefined;
  if (a.m === 0n) return zero;
  const shift = 2 * digits + (Math.abs(a.e) % 2);
  return rounded(wholeRoot(a.m << BigInt(shift)), (a.e - shift) / 2);
}

// Inside a function numbers are fixed: whole multiples of 2^-fixed.
const fixed = digits + 80;
const unit = 1n << BigInt(fixed);
const toFixed = ({ m, e }: Known): bigint => {
  const shift = e + fixed;
  return shift >= 0 ? m << BigInt(shift) : m >> BigInt(-shift);
};

/** Σ x^(2k + 1) / (2k + 1) for x = 1/n, with signs that take turns or not: arcus tangens, or its hyperbolic kin. */
function inverse(n: bigint, turns: boolean): bigint {
  let [total, power, sign] = [0n, unit / n, 1n];
  for (let k = 1n; power !== 0n; k += 2n, power /= n * n, sign = turns ? -sign : sign) {
    total += (sign * power) / k;
  }
  return total;
}

/** ln 2 = 2 artanh(1/3), and π = 16 arctan(1/5) - 4 arctan(1/239) (Machin). */
const ln2 = 2n * inverse(3n, false);
const pi = 16n * inverse(5n, true) - 4n * inverse(239n, true);

const whole = (x: bigint, of: bigint): bigint => {
  const q = x / of;
  return x < 0n && q * of !== x ? q - 1n : q;
};

/** Σ x^n / n!, for x of so few digits that the sum is short. */
function series(x: bigint): bigint {
  let [total, term] = [0n, unit];
  for (let n = 1n; term !== 0n; n++) {
    total += term;
    term = ((term * x) >> BigInt(fixed)) / n;
  }
  return total;
}

/** The powers of e by 2^-8, by 2^-16 and by 2^-24, up to 2^8 of them. */
const tables = [8, 16, 24].map((place) => {
  const known: bigint[] = [];
  const step = BigInt(fixed - place);
  return { step, at: (j: number): bigint => (known[j] ??= series(BigInt(j) << step)) };
});

function exponential(a: Wide): Wide {
  if (a === undefined) return undefined;
  if (lengthOf(a.m) + a.e > 40) return a.m > 0n ? undefined : zero;
  const x = toFixed(a);
  const k = whole(x, ln2);
  let [rest, total] = [x - k * ln2, unit];
  for (const { step, at } of tables) {
    const j = rest >> step;
    rest -= j << step;
    total = (total * at(Number(j))) >> BigInt(fixed);
  }
  return rounded((total * series(rest)) >> BigInt(fixed), Number(k) - fixed);
}

/** By Halley's steps on e^y = x, each of which triples the digits: from the 53 of a float to more than are kept. */
function logarithm(a: Wide): Wide {
  if (a === undefined || a.m <= 0n) return undefined;
  const e = lengthOf(a.m) + a.e;
  const x: Wide = { m: a.m, e: a.e - e };
  let y = from(Math.log(toNumber(x)));
  for (let step = 0; step < 2; step++) {
    const power = exponential(y);
    const change = quotient(sum(x, negated(power)), sum(x, power));
    y = sum(y, product(from(2), change));
  }
  return sum(y, product(from(e), { m: ln2, e: -fixed }));
}

/** The series of sine or cosine of the remainder by 2π. */
function circular(a: Wide, first: bigint): Wide {
  if (a === undefined || lengthOf(a.m) + a.e > 60) return undefined;
  const x = toFixed(a) % (2n * pi);
  let [total, term] = [0n, first === 0n ? unit : x];
  for (let n = first; term !== 0n; n += 2n) {
    total += term;
    term = -(((term * x) >> BigInt(fixed)) * x) / (unit * (n + 1n) * (n + 2n));
  }
  return rounded(total, -fixed);
}

function compare(a: Wide, relation: Relation, b: Wide): boolean {
  if (a === undefined || b === undefined) return relation === "!=";
  return float64.compare(order(a, b), relation, 0) === 1;
}

/** Floats of 256 binary digits. */
export const wide: NumberSystem<Wide, boolean> = numberSystem<Wide, boolean>({
  name: "wide floats",
  isFloat: false,
  zero,
  one,
  constant: from,
  add: sum,
  sub: (a, b) => sum(a, negated(b)),
  mul: product,
  div: quotient,
  neg: negated,
  exp: exponential,
  log: logarithm,
  sqrt: root,
  sin: (a) => circular(a, 1n),
  cos: (a) => circular(a, 0n),
  compare,
  select: (condition, a, b) => (condition ? a : b),
  truth: (value) => value,
  and: (a, b) => a && b,
  or: (a, b) => a || b,
  not: (a) => !a,
  decide: (b) => b,
  toNumber,
  reals: (length) => new Array<Wide>(length),
  booleans: (length) => new Array<boolean>(length),
});
