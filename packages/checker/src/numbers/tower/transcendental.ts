// Exponentials, logarithms, roots and circular functions in the tower.
import type { Comparisons } from "./branches.ts";
import { isZero, type Monomial, type Powers, poison, TowerNumber, type Trouble } from "./element.ts";
import { type Fraction, floor, half, plus, whole } from "./fraction.ts";
import type { Level, Residue } from "./level.ts";
import { monomialOf } from "./monomial.ts";
import { merged, none } from "./powers.ts";
import type { Randomness } from "./random.ts";
import type { Ring } from "./ring.ts";

const tooDeep: Trouble = {
  kind: "depth",
  what: "exponentials that are nested deeper than the tower has levels",
};
const logOfZero: Trouble = { kind: "infinite", what: "the logarithm of 0" };
const logOfNegative: Trouble = { kind: "undefined", what: "the logarithm of a negative number" };
const powerOfZero: Trouble = { kind: "undefined", what: "a negative power of 0" };
const powerOfNegative: Trouble = { kind: "undefined", what: "a root of a negative number" };
const noShadow: Trouble = { kind: "unclear", what: "a function of a number whose sign is not known" };
const noRoot: Trouble = { kind: "retry", what: "a square root that lies in no field at hand" };

/** The functions of a tower that are no field operations. */
export class Transcendental {
  readonly #ring: Ring;
  readonly #random: Randomness;
  readonly #comparisons: Comparisons;
  /** How many roots of numbers that are no constants were taken: their signs are arbitrary. */
  roots = 0;

  constructor(ring: Ring, random: Randomness, comparisons: Comparisons) {
    this.#ring = ring;
    this.#random = random;
    this.#comparisons = comparisons;
  }

  /**
   * e^x. The logarithms in x become powers: e^(z - log s) is e^z / s. The rest is an exponent: at each level, the
   * level's base to the power of the residue below.
   */
  exp(x: TowerNumber): TowerNumber {
    if (x.trouble !== undefined) {
      return x.shadow === -Infinity ? this.#ring.zero : poison(x.trouble, Math.exp(x.shadow));
    }
    const exponent = x.logs === undefined ? x : this.#without(x, x.logs);
    return this.#monomial({ exponent, powers: x.logs ?? none }, Math.exp(x.shadow));
  }

  /** log x: the exponent of x as a monomial, and for each base a number that stands for its logarithm. */
  log(x: TowerNumber): TowerNumber {
    if (x.trouble !== undefined) return poison(x.trouble, Math.log(x.shadow));
    if (isZero(x)) return poison(logOfZero, -Infinity);
    if (!(x.shadow > 0)) return poison(x.shadow < 0 ? logOfNegative : noShadow);
    const { exponent = this.#ring.zero, powers } = this.#factors(x);
    const { residues, trouble, fraction } = this.#ring.add(exponent, this.#combined(powers));
    if (trouble !== undefined) return poison(trouble);
    const logs = merged(exponent.logs ?? none, powers, whole(1n));
    return new TowerNumber(Math.log(x.shadow), residues, {
      isOpaque: exponent.isOpaque || [...powers.values()].some(({ base }) => base.isOpaque),
      fraction,
      logs: logs.size > 0 ? logs : undefined,
    });
  }

  /** √x; √(x² y) is |x| √y. */
  sqrt(x: TowerNumber): TowerNumber {
    if (x.trouble !== undefined) return poison(x.trouble, Math.sqrt(x.shadow));
    return isZero(x) ? this.#ring.zero : this.power(x, half);
  }

  /** x to a fixed broken power, for a positive x: as a monomial, with all exponents multiplied. */
  power(x: TowerNumber, factor: Fraction): TowerNumber {
    const shadow = x.shadow ** (Number(factor.numerator) / Number(factor.denominator));
    if (x.trouble !== undefined) return poison(x.trouble, shadow);
    if (isZero(x)) return factor.numerator > 0n ? this.#ring.zero : poison(powerOfZero);
    if (!(x.shadow > 0)) return poison(x.shadow < 0 ? powerOfNegative : noShadow);
    const { exponent, powers } = this.#factors(x);
    const multiplied = exponent && this.#ring.mul(exponent, this.#ring.rational(factor));
    return this.#monomial({ exponent: multiplied, powers: merged(none, powers, factor) }, shadow);
  }

  sin(x: TowerNumber): TowerNumber {
    return this.#circular(x, Math.sin, (level, u, inverse) => {
      const difference = level.add(u, level.neg(inverse));
      return level.mul(difference, level.inverse(level.mul(2n, level.imaginary)) as Residue);
    });
  }

  cos(x: TowerNumber): TowerNumber {
    return this.#circular(x, Math.cos, (level, u, inverse) =>
      level.mul(level.add(u, inverse), level.inverse(2n) as Residue),
    );
  }

  /** By Euler's formula, from u = e^(ix) and its inverse. */
  #circular(
    x: TowerNumber,
    float: (x: number) => number,
    combine: (level: Level, u: Residue, inverse: Residue) => Residue,
  ): TowerNumber {
    if (x.trouble !== undefined) return poison(x.trouble);
    const { levels } = this.#ring;
    const turned = x.residues.map((residue, i) => {
      const { imaginary } = levels[i] as Level;
      return (levels[i] as Level).mul(residue, imaginary);
    });
    const back = turned.map((residue, i) => (levels[i] as Level).neg(residue));
    const [u, inverse] = [this.#exponentials(turned), this.#exponentials(back)];
    if (u.length === 0) return poison(tooDeep);
    const residues = u.map((value, i) => combine(levels[i] as Level, value, inverse[i] as Residue));
    return new TowerNumber(float(x.shadow), residues, { isOpaque: x.isOpaque || x.logs !== undefined });
  }

  /** A positive number as a product. What its factors do not tell of their signs is a branch, as that of x in x². */
  #factors(x: TowerNumber): Monomial {
    const monomial = monomialOf(this.#ring, x);
    const signed = [...monomial.powers.values()].filter(
      ({ base, exponent }) => base.fraction === undefined && exponent.denominator === 1n,
    );
    const odd = signed.filter(({ exponent }) => exponent.numerator % 2n !== 0n);
    for (const power of signed) {
      if (odd.length === 1 && power === odd[0]) continue;
      this.#comparisons.note(power.base, this.#ring.zero, power.isNegated === true);
    }
    return monomial;
  }

  /** The value of a monomial; the number remembers it. */
  #monomial(monomial: Monomial, shadow: number): TowerNumber {
    const { exponent, powers } = monomial;
    let value = exponent === undefined ? this.#ring.one : this.#exponential(exponent);
    for (const power of powers.values())
      value = this.#ring.mul(value, this.#raised(power.base, power.exponent));
    if (value.trouble !== undefined) return poison(value.trouble);
    const { residues, isOpaque, fraction } = value;
    return new TowerNumber(shadow, residues, { isOpaque, fraction, origin: monomial });
  }

  #exponential(x: TowerNumber): TowerNumber {
    if (isZero(x)) return this.#ring.one;
    const residues = this.#exponentials(x.residues);
    return residues.length === 0
      ? poison(tooDeep)
      : new TowerNumber(Math.exp(x.shadow), residues, { isOpaque: x.isOpaque });
  }

  /** e^x at every level whose lower neighbour knows x. */
  #exponentials(x: readonly Residue[]): bigint[] {
    const exponents = x.map((residue, i) => (i === 0 ? 0n : this.#random.exponent(i, residue)));
    return exponents.slice(1).map((exponent, i) => (this.#ring.levels[i] as Level).exponential(exponent));
  }

  /** A positive number to a fixed power: whole powers, then a root; any other broken power is a number of its own. */
  #raised(base: TowerNumber, exponent: Fraction): TowerNumber {
    const integer = floor(exponent);
    const broken = plus(exponent, whole(-integer));
    const power = this.#ring.power(base, integer);
    if (broken.numerator === 0n) return power;
    const { numerator, denominator } = broken;
    const root =
      denominator === 2n
        ? this.#root(base)
        : this.#random.atom(
            `power ${numerator}/${denominator}`,
            [base],
            base.shadow ** (Number(numerator) / Number(denominator)),
          );
    return this.#ring.mul(power, root);
  }

  #root(base: TowerNumber): TowerNumber {
    const isConstant = base.fraction !== undefined;
    if (!isConstant) this.roots++;
    const residues: Residue[] = [];
    for (const [i, x] of base.residues.entries()) {
      const root = (this.#ring.levels[i] as Level).root(x);
      if (root === undefined) return poison(noRoot);
      residues.push(root);
    }
    return new TowerNumber(Math.sqrt(base.shadow), residues, { isOpaque: !isConstant });
  }

  /** What remains of a number without its logarithms. */
  #without(x: TowerNumber, logs: Powers): TowerNumber {
    const { shadow, residues } = this.#ring.sub(x, this.#combined(logs));
    return new TowerNumber(shadow, residues, { isOpaque: x.isOpaque });
  }

  /** Σ exponent · log base. */
  #combined(powers: Powers): TowerNumber {
    let sum = this.#ring.zero;
    for (const { base, exponent } of powers.values()) {
      const log = this.#random.atom("log", [base], Math.log(base.shadow));
      sum = this.#ring.add(sum, this.#ring.mul(this.#ring.rational(exponent), log));
    }
    return sum;
  }
}
