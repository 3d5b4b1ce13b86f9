// The tower of prime fields: a number is its residues modulo a chain of primes, each of which divides the next one less
// 1. So the powers of a fixed number modulo one prime depend on an exponent modulo the next, which makes e^x a true
// exponential: e^(x + y) = e^x e^y. Two formulas that agree at random residues are equal, but for a tiny probability
// (Gonnet 1984; Schwartz 1980, Zippel 1979); no tolerance is involved.
import { float64 } from "@cadena/graph";
import { type Domain, exact, Identities, type NumberSystem, numberSystem } from "@cadena/graph/extend";
import { type Ternary, ternary } from "../ternary.ts";
import { type Branches, Comparisons } from "./branches.ts";
import { dot, sum } from "./bulk.ts";
import { isSame, poison, type TowerNumber, withShadow } from "./element.ts";
import { keyOf, type Residue, towerLevels } from "./level.ts";
import { Randomness } from "./random.ts";
import { isUncertain, Ring } from "./ring.ts";
import { Transcendental } from "./transcendental.ts";

/** What a tower is made from. */
export interface TowerOptions {
  /** How many primes: one more than exponentials are nested; see `exponentDepth`. */
  readonly levels: number;
  /** A whole number; everything random follows from it. */
  readonly seed: number;
  /** The size of the smallest prime, 61 where nothing is said; small ones, from 8 on, show how often chance misleads. */
  readonly bits?: number;
}

/** What was decided while a graph was evaluated. */
export interface TowerRecord extends Branches {
  /** The names of the functions without algebra that were met. */
  readonly functions: readonly string[];
  /**
   * How many square roots had no natural sign. A wrong claim that confuses a root with its negative is seen by each
   * seed with a probability of 1/2 only, so that a caller asks more of them.
   */
  readonly roots: number;
}

/** A number system whose equalities are exact. */
export interface Tower extends NumberSystem<TowerNumber, Ternary> {
  /** The primes, from the one that results are compared at to the one of the innermost exponents. */
  readonly primes: readonly bigint[];
  /** How many different values a free number or a free exponential takes, at least: the size of the second prime. */
  readonly size: bigint;
  /** A number that nothing distinguishes, its shadow from a domain (from -2 to 2 where nothing is said). */
  draw(domain?: Domain): TowerNumber;
  /** The same with a given shadow. */
  fresh(shadow: number): TowerNumber;
  /** The value of a function that has no algebra; `shadow` is its float. */
  opaque(name: string, values: readonly TowerNumber[], shadow: number): TowerNumber;
  /**
   * Whether two numbers are the same at all levels that both know; unknown where one is poison, or where they rest on
   * something without algebra. Logarithms need one level more than they would for their values alone.
   */
  equal(a: TowerNumber, b: TowerNumber): "equal" | "different" | "unknown";
  /** A random number that stands for a property of another one: the same for the same number. */
  indeterminate(of: TowerNumber): TowerNumber;
  /** What is the same for equal numbers only: their residue at the top. */
  keyOf(a: TowerNumber): string;
  /** The record since the last call. */
  record(): TowerRecord;
  /** Begins again with another seed, which is cheaper than another tower; numbers from before belong to the past. */
  reseed(seed: number): void;
}

/**
 * A tower of prime fields: exact arithmetic in which e^x, sin, cos, roots and logarithms keep their laws, with a float
 * (the shadow) beside each number that decides comparisons. Constants are exact. log keeps log(ab) = log a + log b,
 * log e^x = x and e^(log x) = x; a sum hides its factors, though. √x is the positive root by its shadow: √(x²) = |x|
 * where x² was made as a product; where a square is hidden in a sum, the sign is arbitrary.
 * @throws RangeError for levels below 1 or bits below 8
 * @example
 * const n = tower({ levels: 2, seed: 1 });
 * const [x, y] = [n.draw(), n.draw()];
 * n.equal(n.exp(n.add(x, y)), n.mul(n.exp(x), n.exp(y))) //=> equal
 * n.equal(n.add(n.constant(0.1), n.constant(0.2)), n.constant(0.3)) //=> equal
 * n.equal(n.mul(x, x), n.mul(x, y)) //=> different
 */
export function tower({ levels: count, seed, bits = 61 }: TowerOptions): Tower {
  if (!(Number.isInteger(count) && count >= 1)) throw new RangeError(`tower: ${count} levels`);
  if (!(Number.isInteger(bits) && bits >= 8)) throw new RangeError(`tower: a smallest prime of ${bits} bits`);
  const levels = towerLevels(count, bits);
  const ring = new Ring(levels);
  const random = new Randomness(levels, seed);
  const comparisons = new Comparisons();
  const functions = new Transcendental(ring, random, comparisons);
  const rationals = new Map<number, TowerNumber>();

  const constant = (x: number): TowerNumber => {
    if (Number.isNaN(x)) return poison({ kind: "undefined", what: "NaN" });
    if (!Number.isFinite(x)) return poison({ kind: "infinite", what: "infinity" }, x);
    const known = rationals.get(x);
    if (known !== undefined) return known;
    const { times, ...fraction } = exact(x);
    if (times !== undefined) return ring.mul(ring.rational(fraction), named[times]());
    const rational = ring.rational(fraction, x);
    rationals.set(x, rational);
    return rational;
  };
  const named = {
    π: () => random.named("π", Math.PI),
    e: () => functions.exp(ring.one),
  };
  const select = (condition: Ternary, a: TowerNumber, b: TowerNumber): TowerNumber => {
    if (condition !== undefined) return condition ? a : b;
    return a === b || equal(a, b) === "equal" ? a : poison(unclear);
  };
  const equal: Tower["equal"] = (a, b) => {
    if (a.trouble !== undefined || b.trouble !== undefined) return "unknown";
    if (isSame(a, b)) return "equal";
    if (a.logs === undefined && b.logs === undefined) {
      return isUncertain(a) || isUncertain(b) ? "unknown" : "different";
    }
    // Two real numbers are equal where their exponentials are: there the logarithms become powers, and a sum that is a
    // product shows its factors.
    const quotient = functions.exp(ring.sub(a, b));
    return quotient.trouble === undefined && isSame(quotient, ring.one) ? "equal" : "unknown";
  };
  /** Functions without algebra, by their op and not by its name. */
  const functionsOf = new Identities();
  const opaque = (name: string, key: string, values: readonly TowerNumber[], shadow: number): TowerNumber => {
    const trouble = values.find((x) => x.trouble)?.trouble;
    return trouble === undefined ? random.valueOf(name, key, values, shadow) : poison(trouble);
  };
  const system: NumberSystem<TowerNumber, Ternary> = numberSystem<TowerNumber, Ternary>(
    {
      name: "the tower of prime fields",
      isFloat: false,
      zero: ring.zero,
      one: ring.one,
      constant,
      add: (a, b) => ring.add(a, b),
      sub: (a, b) => ring.sub(a, b),
      mul: (a, b) => ring.mul(a, b),
      div: (a, b) => ring.div(a, b),
      neg: (a) => ring.neg(a),
      exp: (a) => functions.exp(a),
      log: (a) => functions.log(a),
      sqrt: (a) => functions.sqrt(a),
      sin: (a) => functions.sin(a),
      cos: (a) => functions.cos(a),
      compare: (a, relation, b) => comparisons.compare(a, relation, b),
      select,
      ...ternary,
      toNumber: (a) => a.shadow,
      atom: ({ op, attributes, inputs }, values, index, shadow) => {
        const shapes = inputs.map(({ shape }) => shape.join());
        const key = [functionsOf.of(op), functionsOf.text(attributes), shapes.join(";"), index].join(" ");
        return opaque(op.name, key, values, shadow);
      },
      reals: (length) => new Array<TowerNumber>(length),
    },
    {
      power: (a, exponent) => {
        const { numerator, denominator, times } = exact(exponent);
        if (times !== undefined) return system.pow(a, constant(exponent));
        return denominator === 1n ? ring.power(a, numerator) : functions.power(a, { numerator, denominator });
      },
      sum: (a, start, stride, length) => sum(ring, a, start, stride, length),
      dot: (a, startA, strideA, b, startB, strideB, length) =>
        dot(ring, a, startA, strideA, b, startB, strideB, length),
    },
  );
  /** A function by its definition, with a shadow that does not overflow. */
  const steady =
    (name: "tanh" | "sigmoid" | "softplus") =>
    (a: TowerNumber): TowerNumber => {
      const result = system[name](a);
      return Number.isFinite(result.shadow) ? result : withShadow(result, float64[name](a.shadow));
    };
  return {
    ...system,
    tanh: steady("tanh"),
    sigmoid: steady("sigmoid"),
    softplus: steady("softplus"),
    primes: levels.map(({ prime }) => prime),
    size: (levels[Math.min(1, count - 1)] as (typeof levels)[number]).prime,
    draw: (domain) => random.draw(domain),
    fresh: (shadow) => random.fresh(shadow),
    opaque: (name, values, shadow) => opaque(name, name, values, shadow),
    equal,
    indeterminate: (of) => random.atom("property", [of], Number.NaN),
    keyOf: ({ residues }) => keyOf(residues[0] as Residue),
    record: () => {
      const { roots } = functions;
      functions.roots = 0;
      return { ...comparisons.take(), roots, functions: random.takeFunctions() };
    },
    reseed: (next) => random.reseed(next),
  };
}

const unclear = { kind: "unclear", what: "a comparison that the shadows do not decide" } as const;
