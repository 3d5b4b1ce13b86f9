// Sums, products and quotients in the tower: the same at every level, and in the shadow.
import { larger, leadOf, type Powers, poison, TowerNumber, type Trouble } from "./element.ts";
import { type Fraction, plus, reciprocal, times, whole } from "./fraction.ts";
import type { Level, Residue } from "./level.ts";
import { merged, none } from "./powers.ts";

const divisionByZero: Trouble = { kind: "undefined", what: "a division by 0" };
const unluckyDivision: Trouble = { kind: "retry", what: "a denominator that is 0 in a prime field" };

/** A shadow this small is that of 0, but for rounding. */
const negligible = 1e-9;

/** A fraction grows no larger than this; a number beyond is known by its residues only. */
const largest = 2n ** 64n;

/** The field operations of a tower. */
export class Ring {
  readonly levels: readonly Level[];
  readonly zero: TowerNumber;
  readonly one: TowerNumber;
  readonly #minusOne: TowerNumber;
  readonly #two: TowerNumber;

  constructor(levels: readonly Level[]) {
    this.levels = levels;
    this.zero = this.rational(whole(0n));
    this.one = this.rational(whole(1n));
    this.#minusOne = this.rational(whole(-1n));
    this.#two = this.rational(whole(2n));
  }

  /** An exact constant. */
  rational(fraction: Fraction, shadow?: number): TowerNumber {
    const { numerator, denominator } = fraction;
    const residues: Residue[] = [];
    for (const level of this.levels) {
      const p = level.prime;
      const under = level.inverse(denominator % p);
      if (under === undefined) return poison(unluckyDivision);
      residues.push(level.mul(((numerator % p) + p) % p, under));
    }
    const float = shadow ?? Number(numerator) / Number(denominator);
    return new TowerNumber(float, residues, { fraction: small(fraction) });
  }

  add(a: TowerNumber, b: TowerNumber): TowerNumber {
    const shadow = a.shadow + b.shadow;
    const trouble = a.trouble ?? b.trouble;
    if (trouble !== undefined) return poison(trouble, shadow);
    if (a.fraction?.numerator === 0n) return b;
    if (b.fraction?.numerator === 0n) return a;
    if (a === b) return this.mul(this.#two, a);
    return new TowerNumber(shadow, this.#eachOf(a, b, "add"), {
      isOpaque: a.isOpaque || b.isOpaque,
      fraction: a.fraction && b.fraction && small(plus(a.fraction, b.fraction)),
      logs: nonEmpty(a.logs && b.logs ? merged(a.logs, b.logs, whole(1n)) : (a.logs ?? b.logs)),
      origin: { lead: larger(leadOf(a), leadOf(b)) },
    });
  }

  sub(a: TowerNumber, b: TowerNumber): TowerNumber {
    return a === b && a.trouble === undefined ? this.zero : this.add(a, this.neg(b));
  }

  neg(a: TowerNumber): TowerNumber {
    if (a.trouble !== undefined) return poison(a.trouble, -a.shadow);
    if (a.origin !== undefined && "a" in a.origin && a.origin.a === this.#minusOne) return a.origin.b;
    const residues = a.residues.map((x, i) => (this.levels[i] as Level).neg(x));
    return new TowerNumber(-a.shadow, residues, {
      isOpaque: a.isOpaque,
      fraction: a.fraction && times(a.fraction, whole(-1n)),
      logs: a.logs && merged(none, a.logs, whole(-1n)),
      origin: { a: this.#minusOne, b: a, sign: 1n },
    });
  }

  mul(a: TowerNumber, b: TowerNumber): TowerNumber {
    if (a === this.one) return b;
    if (b === this.one) return a;
    const shadow = a.shadow * b.shadow;
    const trouble = a.trouble ?? b.trouble;
    if (trouble !== undefined) return poison(trouble, shadow);
    if (a.fraction?.numerator === 0n || b.fraction?.numerator === 0n) return this.zero;
    const logs = scaled(a.logs, b.fraction) ?? scaled(b.logs, a.fraction);
    return new TowerNumber(shadow, this.#eachOf(a, b, "mul"), {
      isOpaque: isUncertain(a) || isUncertain(b) ? logs === undefined || a.isOpaque || b.isOpaque : false,
      fraction: a.fraction && b.fraction && small(times(a.fraction, b.fraction)),
      logs,
      origin: { a, b, sign: 1n },
    });
  }

  div(a: TowerNumber, b: TowerNumber): TowerNumber {
    if (b === this.one) return a;
    const trouble = a.trouble ?? b.trouble;
    if (trouble !== undefined) return poison(trouble, a.shadow / b.shadow);
    const inverse = this.#inverse(b);
    const product = this.mul(a, inverse);
    if (product.trouble !== undefined || product.fraction !== undefined) return product;
    // The same number with a shorter history.
    const { residues, isOpaque, logs } = product;
    return new TowerNumber(a.shadow / b.shadow, residues, { isOpaque, logs, origin: { a, b, sign: -1n } });
  }

  #inverse(b: TowerNumber): TowerNumber {
    const residues: Residue[] = [];
    for (const [i, x] of b.residues.entries()) {
      const inverse = (this.levels[i] as Level).inverse(x);
      if (inverse === undefined) {
        return poison(Math.abs(b.shadow) < negligible ? divisionByZero : unluckyDivision);
      }
      residues.push(inverse);
    }
    const fraction = b.fraction && reciprocal(b.fraction);
    return new TowerNumber(1 / b.shadow, residues, { isOpaque: isUncertain(b), fraction });
  }

  /** A number to a whole power, by squaring. */
  power(a: TowerNumber, exponent: bigint): TowerNumber {
    if (exponent < 0n) return this.div(this.one, this.power(a, -exponent));
    let result = this.one;
    let square = a;
    for (let rest = exponent; rest > 0n; rest >>= 1n) {
      if (rest & 1n) result = this.mul(result, square);
      if (rest > 1n) square = this.mul(square, square);
    }
    return result;
  }

  /** An operation at every level that both know. */
  #eachOf(a: TowerNumber, b: TowerNumber, operation: "add" | "mul"): Residue[] {
    const known = Math.min(a.residues.length, b.residues.length);
    const residues = new Array<Residue>(known);
    for (let i = 0; i < known; i++) {
      residues[i] = (this.levels[i] as Level)[operation](a.residues[i] as Residue, b.residues[i] as Residue);
    }
    return residues;
  }
}

/** Whether other residues need not mean another number. */
export const isUncertain = (x: TowerNumber): boolean => x.isOpaque || x.logs !== undefined;

const nonEmpty = (powers: Powers | undefined): Powers | undefined =>
  powers !== undefined && powers.size > 0 ? powers : undefined;

const scaled = (logs: Powers | undefined, factor: Fraction | undefined): Powers | undefined =>
  logs && factor && merged(none, logs, factor);

function small(fraction: Fraction): Fraction | undefined {
  const { numerator, denominator } = fraction;
  return denominator < largest && numerator < largest && numerator > -largest ? fraction : undefined;
}
