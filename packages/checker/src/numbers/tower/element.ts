// A number of the tower, and what is known about it beside its residues.
import type { Fraction } from "./fraction.ts";
import { type Residue, sameResidue } from "./level.ts";

/**
 * Why a number has no residues. Such a number is poison: what is computed from it is poison too, but a select may drop
 * it.
 * - `"undefined"`: the real number is not defined (a division by 0, the logarithm of a negative number).
 * - `"infinite"`: it is ∞ or -∞, as its shadow says.
 * - `"retry"`: bad luck with these random residues; another seed helps.
 * - `"unclear"`: it hangs on a comparison that the shadows do not decide.
 * - `"depth"`: exponentials are nested deeper than the tower has levels.
 */
export interface Trouble {
  readonly kind: "undefined" | "infinite" | "retry" | "unclear" | "depth";
  readonly what: string;
}

/** A base with an exponent. */
interface Power {
  /** Positive by its shadow. */
  readonly base: TowerNumber;
  readonly exponent: Fraction;
  /** Whether the base stands for a negative number. */
  readonly isNegated?: boolean;
}

/** Bases with exponents, by the residue of the base: a product of powers, or the sum of their logarithms. */
export type Powers = ReadonlyMap<string, Power>;

/** e^exponent times powers. */
export interface Monomial {
  readonly exponent: TowerNumber | undefined;
  readonly powers: Powers;
}

/** A product a b or a quotient a / b. */
interface Product {
  readonly a: TowerNumber;
  readonly b: TowerNumber;
  readonly sign: 1n | -1n;
}

/** A sum, whose largest term is known. */
interface Sum {
  readonly lead: TowerNumber;
}

/** How a number was made, where that tells more than its residues. */
type Origin = Product | Sum | Monomial;

interface Facts {
  readonly isOpaque?: boolean | undefined;
  readonly fraction?: Fraction | undefined;
  readonly logs?: Powers | undefined;
  readonly origin?: Origin | undefined;
  readonly trouble?: Trouble | undefined;
}

/** A number of the tower: it is immutable. */
export class TowerNumber {
  /** The float that stands for it where a branch is decided; NaN where there is none. */
  readonly shadow: number;
  /** Modulo the primes from the top of the tower on; each exponential loses the lowest one. None for poison. */
  readonly residues: readonly Residue[];
  /** Whether it rests on something without algebra, so that other residues need not mean another number. */
  readonly isOpaque: boolean;
  /** What it is, for a small rational constant. */
  readonly fraction: Fraction | undefined;
  /** The logarithms in it, as a linear combination: the rest is what it is without them. */
  readonly logs: Powers | undefined;
  readonly origin: Origin | undefined;
  readonly trouble: Trouble | undefined;
  /** Whether residues in the fields themselves are all that there is to add up. */
  readonly isPlain: boolean;

  constructor(shadow: number, residues: readonly Residue[], facts: Facts = {}) {
    this.shadow = shadow;
    this.residues = residues;
    this.isOpaque = facts.isOpaque ?? false;
    this.fraction = facts.fraction;
    this.logs = facts.logs;
    this.origin = facts.origin;
    this.trouble = facts.trouble;
    this.isPlain = facts.trouble === undefined && facts.logs === undefined && inFields(residues);
  }
}

function inFields(residues: readonly Residue[]): boolean {
  for (const residue of residues) if (typeof residue !== "bigint") return false;
  return true;
}

/** A poison number; one that has lost its infinite shadow is undefined. */
export function poison(trouble: Trouble, shadow: number = Number.NaN): TowerNumber {
  const lost = trouble.kind === "infinite" && Math.abs(shadow) !== Infinity;
  return new TowerNumber(trouble.kind === "infinite" ? shadow : Number.NaN, [], {
    trouble: lost ? { kind: "undefined", what: `${trouble.what}, used as a number` } : trouble,
  });
}

/** The same number with another float; poison stays what it is. */
export const withShadow = (x: TowerNumber, shadow: number): TowerNumber =>
  x.trouble === undefined ? new TowerNumber(shadow, x.residues, x) : x;

/** The largest term of a number by its shadow, which is itself where it is no sum. */
export const leadOf = (x: TowerNumber): TowerNumber =>
  x.origin !== undefined && "lead" in x.origin ? x.origin.lead : x;

/** The larger of two by the size of their shadows. */
export const larger = (a: TowerNumber, b: TowerNumber): TowerNumber =>
  Math.abs(b.shadow) > Math.abs(a.shadow) ? b : a;

/** Whether it is exactly 0: known by its residues, as the difference of two equal numbers is. */
export const isZero = (x: TowerNumber): boolean =>
  x.trouble === undefined && x.residues.every((residue) => residue === 0n);

/** Whether two numbers have the same residues, at every level that both know. */
export function isSame({ residues: x }: TowerNumber, { residues: y }: TowerNumber): boolean {
  const known = Math.min(x.length, y.length);
  for (let i = 0; i < known; i++) if (!sameResidue(x[i] as Residue, y[i] as Residue)) return false;
  return known > 0;
}

/** Whether a number is known to be a constant. */
export const isConstant = (x: TowerNumber): boolean =>
  x.fraction !== undefined || x.trouble?.kind === "infinite";
