// One level of the tower: a prime field, and its quadratic extension, in which every number of the field has a root.
import { inverseModulo, isSquareModulo, powerModulo, rootModulo } from "./modular.ts";
import { primeChain, type TowerPrime } from "./primes.ts";

/** A number of the extension: a + b √ν for a fixed non-square ν, where b is not 0. */
export interface Quadratic {
  readonly a: bigint;
  readonly b: bigint;
}

/** A number of the field, from 0 to p - 1, or of its extension. */
export type Residue = bigint | Quadratic;

/** Exponents are read in this base, digit by digit. */
const base = 32;

/** The field of one prime. */
export class Level {
  readonly prime: bigint;
  /** The prime below: the order of the base of exponentials. */
  readonly order: bigint | undefined;
  /** A square root of -1. */
  readonly imaginary: bigint;
  readonly #nonSquare: bigint;
  readonly #base: bigint;
  #powers: readonly (readonly bigint[])[] | undefined;

  constructor({ prime, multiplier }: TowerPrime) {
    this.prime = prime;
    this.order = multiplier && (prime - 1n) / multiplier;
    this.#base = powerModulo(2n, multiplier ?? 0n, prime);
    let nonSquare = 2n;
    while (isSquareModulo(nonSquare, prime)) nonSquare++;
    this.#nonSquare = nonSquare;
    this.imaginary = powerModulo(nonSquare, (prime - 1n) / 4n, prime);
  }

  add(x: Residue, y: Residue): Residue {
    if (typeof x === "bigint" && typeof y === "bigint") {
      const sum = x + y;
      return sum >= this.prime ? sum - this.prime : sum;
    }
    const [u, v] = [extended(x), extended(y)];
    return this.#number(u.a + v.a, u.b + v.b);
  }

  neg(x: Residue): Residue {
    if (typeof x === "bigint") return x === 0n ? x : this.prime - x;
    return this.#number(-x.a, -x.b);
  }

  mul(x: Residue, y: Residue): Residue {
    if (typeof x === "bigint" && typeof y === "bigint") return (x * y) % this.prime;
    const [u, v] = [extended(x), extended(y)];
    return this.#number(u.a * v.a + u.b * v.b * this.#nonSquare, u.a * v.b + u.b * v.a);
  }

  /** The inverse; undefined for 0. */
  inverse(x: Residue): Residue | undefined {
    if (x === 0n) return undefined;
    if (typeof x === "bigint") return inverseModulo(x, this.prime);
    const inverse = inverseModulo(this.#norm(x), this.prime);
    return this.#number(x.a * inverse, -x.b * inverse);
  }

  /** A square root; undefined where not even the extension has one, which is so for half of its own numbers. */
  root(x: Residue): Residue | undefined {
    if (typeof x === "bigint") {
      if (this.#isSquare(x)) return this.#root(x);
      return { a: 0n, b: this.#root((x * inverseModulo(this.#nonSquare, this.prime)) % this.prime) };
    }
    const norm = this.#norm(x);
    if (!this.#isSquare(norm)) return undefined;
    const half = (this.prime + 1n) / 2n;
    const n = this.#root(norm);
    const square = ((x.a + n) * half) % this.prime;
    const a = this.#root(this.#isSquare(square) ? square : this.#reduced((x.a - n) * half));
    return this.#number(a, x.b * half * inverseModulo(a, this.prime));
  }

  /** The base of exponentials to a power from 0 on; its order is the prime below. */
  exponential(exponent: bigint): bigint {
    this.#powers ??= this.#powersOfBase();
    const digits = exponent.toString(base);
    let result = 1n;
    for (let k = digits.length - 1, place = 0; k >= 0; k--, place++) {
      const digit = digitOf(digits.charCodeAt(k));
      if (digit === 0) continue;
      result = (result * (this.#powers[place]?.[digit] as bigint)) % this.prime;
    }
    return result;
  }

  /** The base to the powers digit · 32^place. */
  #powersOfBase(): bigint[][] {
    const table: bigint[][] = [];
    let unit = this.#base;
    for (let order = this.order ?? 0n; order > 0n; order /= BigInt(base)) {
      const row = [1n];
      for (let digit = 1; digit < base; digit++) row.push(((row.at(-1) as bigint) * unit) % this.prime);
      table.push(row);
      unit = ((row.at(-1) as bigint) * unit) % this.prime;
    }
    return table;
  }

  #reduced(x: bigint): bigint {
    const rest = x % this.prime;
    return rest < 0n ? rest + this.prime : rest;
  }

  #number(a: bigint, b: bigint): Residue {
    const [x, y] = [this.#reduced(a), this.#reduced(b)];
    return y === 0n ? x : { a: x, b: y };
  }

  #norm({ a, b }: Quadratic): bigint {
    return this.#reduced(a * a - this.#nonSquare * b * b);
  }

  #isSquare(x: bigint): boolean {
    return isSquareModulo(x, this.prime);
  }

  #root(x: bigint): bigint {
    return rootModulo(x, this.prime, this.#nonSquare);
  }
}

/** Of a character from 0 to 9 or from a on. */
const digitOf = (code: number): number => (code < 58 ? code - 48 : code - 87);

const extended = (x: Residue): Quadratic => (typeof x === "bigint" ? { a: x, b: 0n } : x);

/** Whether two residues of one level are the same number. */
export function sameResidue(x: Residue, y: Residue): boolean {
  if (typeof x === "bigint" || typeof y === "bigint") return x === y;
  return x.a === y.a && x.b === y.b;
}

/** A residue as the key of a map. */
export const keyOf = (x: Residue): string =>
  typeof x === "bigint" ? x.toString(36) : `${keyOf(x.a)} ${keyOf(x.b)}`;

const known = new Map<number, Level[]>();

/** The levels of a tower, from the top, which results are compared at, to the bottom. */
export function towerLevels(levels: number, bits: number): readonly Level[] {
  const upwards = known.get(bits) ?? [];
  known.set(bits, upwards);
  for (const prime of primeChain(levels, bits).slice(upwards.length)) upwards.push(new Level(prime));
  return upwards.slice(0, levels).reverse();
}
