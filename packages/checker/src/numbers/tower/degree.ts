// The degree of graphs as rational functions of their leaves and of exponentials, for the bound of Schwartz and Zippel:
// a polynomial of degree d that is not 0 vanishes at random arguments from a set of s with a probability of at most d/s.
import type { Node } from "@cadena/graph";
import { exact, type NumberSystem } from "@cadena/graph/extend";
import { abstraction, alike, type FactsOfLeaf, factsOf } from "./abstract.ts";
import { greatestCommonDivisor } from "./modular.ts";

/** A bound for the degree, and whether the theorem applies. */
export interface DegreeBound {
  /** Of numerator and denominator together. */
  readonly degree: number;
  /** Why the theorem does not apply, so that degree / size is a heuristic estimate; undefined where it does. */
  readonly heuristic: string | undefined;
}

/** A rational function; `value` for a rational constant, `linear` for a linear form in the leaves. */
export interface Degree {
  readonly numerator: number;
  readonly denominator: number;
  readonly value?: number;
  /** The sum of the sizes of its coefficients, and a number that makes them all whole. */
  readonly linear?: Linear;
}

interface Linear {
  readonly norm: number;
  readonly unit: bigint;
}

/** Of a free number. */
export const freeDegree: Degree = { numerator: 1, denominator: 0, linear: { norm: 1, unit: 1n } };

/**
 * A bound for the degree of every element, in the leaves and in exponentials of them. For a comparison of two formulas,
 * ask for their difference. The theorem applies where every exponential, sine and cosine is one of a linear form of the
 * leaves with rational coefficients (then they are monomials in independent random numbers) and where neither
 * logarithms nor roots occur, other than roots of constants. The bound is then degree / size of the tower, for one
 * element and one seed, for a difference that does not vanish modulo the primes of the tower altogether.
 * @param leaf the degrees of the leaves, where they are not free
 * @example
 * const z = input("z", []);
 * degreeBound([sub(square(z), z)]).degree //=> 2
 * degreeBound([sigmoid(sigmoid(z))]).heuristic //=> an exponential of more than a linear form
 */
export function degreeBound(
  nodes: readonly Node[],
  leaf: (n: NumberSystem<Degree, null>) => FactsOfLeaf<Degree> = () => alike(freeDegree),
): DegreeBound {
  found.heuristic = undefined;
  found.unit = 1n;
  const reached = factsOf(degrees, nodes, leaf(degrees));
  const degree = reached.reduce((most, x) => Math.max(most, x.numerator + x.denominator), 0);
  return { degree: degree * Number(found.unit), heuristic: found.heuristic };
}

/** What one walk has met: why the theorem does not apply, and a number that makes all exponents whole. */
const found: { heuristic: string | undefined; unit: bigint } = { heuristic: undefined, unit: 1n };

function beyond(why: string): Degree {
  found.heuristic ??= why;
  return { numerator: 1, denominator: 1 };
}

/** Of e^x: a monomial in exponentials of the leaves, whose exponents may have either sign. */
function exponential({ linear }: Degree): Degree {
  if (linear === undefined) return beyond("an exponential of more than a linear form");
  found.unit = (found.unit * linear.unit) / greatestCommonDivisor(found.unit, linear.unit);
  return { numerator: linear.norm, denominator: linear.norm };
}

function circular(x: Degree): Degree {
  const { numerator, denominator } = exponential(x);
  return { numerator: 2 * numerator, denominator };
}

const degrees: NumberSystem<Degree, null> = abstraction<Degree>({
  name: "degrees",
  zero: known(0),
  one: known(1),
  constant: known,
  add: (a, b) => ({
    numerator: Math.max(a.numerator + b.denominator, b.numerator + a.denominator),
    denominator: a.denominator + b.denominator,
    ...both(a, b),
  }),
  mul: (a, b) => ({
    numerator: a.numerator + b.numerator,
    denominator: a.denominator + b.denominator,
    ...(scaled(a, b.value) ?? scaled(b, a.value)),
  }),
  div: (a, b) => ({
    numerator: a.numerator + b.denominator,
    denominator: a.denominator + b.numerator,
    ...scaled(a, b.value === undefined ? undefined : 1 / b.value),
  }),
  // Of b + χ (a - b), for an indeterminate χ.
  join: (a, b) => ({
    numerator: 1 + Math.max(a.numerator + b.denominator, b.numerator + a.denominator),
    denominator: a.denominator + b.denominator,
  }),
  opaque: () => beyond("a function without algebra"),
  exp: exponential,
  sin: circular,
  cos: circular,
  log: () => beyond("a logarithm"),
  sqrt: (x) => (x.value === undefined ? beyond("a square root") : { numerator: 0, denominator: 0 }),
});

function known(value: number): Degree {
  if (!Number.isFinite(value)) return { numerator: 0, denominator: 0 };
  const { denominator, times } = exact(value);
  // π is the square of a random number, and e an exponential.
  if (times !== undefined) return { numerator: times === "π" ? 2 : 1, denominator: 0 };
  return {
    numerator: 0,
    denominator: 0,
    value,
    linear: { norm: Math.abs(value), unit: denominator },
  };
}

type Form = Pick<Degree, "value" | "linear">;

/** The sum of two numbers as a form; the sum of two constants may be smaller than its norm says. */
function both(a: Degree, b: Degree): Form {
  const linear = linearOf(a, b, (x, y) => x + y);
  return a.value !== undefined && b.value !== undefined ? { ...linear, value: a.value + b.value } : linear;
}

function linearOf(a: Degree, b: Degree, norm: (x: number, y: number) => number): Form {
  if (a.linear === undefined || b.linear === undefined) return {};
  const [u, v] = [a.linear.unit, b.linear.unit];
  return {
    linear: { norm: norm(a.linear.norm, b.linear.norm), unit: (u * v) / greatestCommonDivisor(u, v) },
  };
}

/** A form times a constant. */
function scaled({ linear, value }: Degree, factor: number | undefined): Form | undefined {
  if (factor === undefined || !Number.isFinite(factor)) return undefined;
  return {
    ...(value !== undefined && { value: value * factor }),
    ...(linear && {
      linear: { norm: linear.norm * Math.abs(factor), unit: linear.unit * exact(factor).denominator },
    }),
  };
}
