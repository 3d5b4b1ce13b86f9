// What a check finds, as plain data: it can be sent, stored and compared as it is.
import type { Nested } from "@cadena/graph";

/**
 * - `"exact"`: both sides are the same formula, as far as chance allows: equal in prime fields, without a tolerance.
 * - `"numeric"`: both sides agree within computed error bars, at the points that were tried.
 * - `"refuted"`: they differ for certain, or the shape cannot be right.
 * - `"undecided"`: neither could be shown; the evidence says why.
 */
export type Verdict = "exact" | NumericVerdict;

/**
 * How strong evidence is: E5 exact, with the automatic gradient confirmed against the forward program; E4 exact;
 * E3 refuted; E2 numeric, with error bars; E1 at given numbers only; E0 undecided.
 */
export type Level = "E0" | "E1" | "E2" | "E3" | "E4" | "E5";

/** What floats can say. */
export type NumericVerdict = "numeric" | "refuted" | "undecided";

/** An interval that encloses a number: its lower and its upper end. */
export type Bounds = readonly [low: number, high: number];

/** Agreement at random points. */
export interface Agreement {
  readonly kind: "agreement";
  readonly points: number;
  /** The largest difference between the two sides, as computed. */
  readonly difference: number;
  /** What the true difference is at most: the largest distance between far ends of two enclosures. */
  readonly bound: number;
  /** The largest entry: what a difference is large or small against. */
  readonly scale: number;
  /** Whether both sides are 0 everywhere, but for rounding: then their agreement says little. */
  readonly vanishes: boolean;
  /** True where an error bar was estimated by perturbing the inputs, not computed. */
  readonly estimated: boolean;
  /** Whether all leaves have given values, so that it says nothing about other ones. */
  readonly given: boolean;
  /** To how many decimals the claimed side was rounded for print: agreement is meant so; null where it was not. */
  readonly decimals: number | null;
  /** Why it is not more than that; absent where nothing more was asked for. */
  readonly reason?: string;
}

/** Equality as formulas. */
export interface Identity {
  readonly kind: "identity";
  readonly engine: "tower of prime fields" | "p-adic numbers";
  /** The choices of sizes at which it was shown. */
  readonly sizes: readonly Readonly<Record<string, number>>[];
  /** How many random points agree at each choice. */
  readonly points: number;
  /** How many primes the tower has; the smallest one has 61 binary digits. */
  readonly levels: number;
  /** The primes, in decimal: the first is the one that results are compared at. */
  readonly primes: readonly string[];
  /**
   * What was held free on both sides, by name: quantities, and claims that were shown before. The sides are equal for
   * every value of these, and so for their own.
   */
  readonly local: readonly string[];
  /** The functions without algebra that both sides have in common: the same for the same argument, and no more is known. */
  readonly opaque: readonly string[];
  /**
   * How many comparisons (of relu, max, where, ...) came out the same way at all points: on the other side of these
   * nothing is shown. Null where they were not counted.
   */
  readonly oneSided: number | null;
  readonly seed: number;
  /** The probability that a wrong formula passes; a bound where `heuristic` is null, an estimate elsewhere. */
  readonly error: number;
  /** Why the figure is no bound. */
  readonly heuristic: string | null;
}

/** One entry that is not what it is claimed to be. */
export interface Counterexample {
  readonly kind: "entry";
  /** The sizes of the dimensions where it is so: the derivation's own, or small ones. */
  readonly sizes: Readonly<Record<string, number>>;
  /** The entry, by its index in each axis. */
  readonly entry: readonly number[];
  readonly claimed: Bounds;
  readonly automatic: Bounds;
  /** How many points it took to find it. */
  readonly points: number;
  /** The leaves' values, by name. */
  readonly point: Readonly<Record<string, Nested>>;
  readonly estimated: boolean;
}

/**
 * A shape that is not the shape of what is claimed, or shapes that do not go together inside the formula. Of a formula
 * as text, the lines of the reason below the first show the place, and what would fit.
 */
export interface Misshapen {
  readonly kind: "shape";
  readonly reason: string;
}

/** Why nothing could be shown, and what would help; the first line of the reason says what it is. */
export interface Indecision {
  readonly kind: "undecided";
  readonly reason: string;
  /** Where the claim is no formula that can be read, or has an unknown name. */
  readonly unreadable?: true;
}

/** How likely draws as these are under the claimed distribution. */
export interface Likelihood {
  readonly kind: "distribution";
  readonly draws: number;
  /** The largest distance between the two distribution functions. */
  readonly distance: number;
  /** The probability of at least this distance. */
  readonly p: number;
}

/** What a comparison of two sides shows. */
export type Finding = Identity | Agreement | Counterexample | Misshapen | Indecision | Likelihood;

/** The reverse sweep against another way to the same derivative, in random directions. */
export interface Witness {
  readonly verdict: NumericVerdict;
  readonly directions: number;
  /** The directional derivative by the reverse sweep, and by the witness, in the direction shown. */
  readonly gradient: number;
  readonly derivative: number;
  /** The error bar of their difference. */
  readonly bar: number;
  /** Why it is undecided. */
  readonly reason?: string;
}

/** Whether the automatic gradient with respect to one quantity is the derivative of the forward program. */
export interface GradientWitnesses {
  readonly verdict: NumericVerdict;
  /** Forward mode over intervals: enclosures, which are disjoint where the gradient is wrong. */
  readonly duals: Witness;
  /** Ridders' difference quotients of the forward program, with an estimated error bar. */
  readonly differences: Witness;
  /** Difference quotients of the forward program in p-adic numbers: exact, but not for every program. */
  readonly quotients: {
    readonly verdict: "exact" | "refuted" | "undecided";
    /** To how many digits of base p, a prime of 61 binary digits, they agree; at best, where they contradict. */
    readonly digits: number;
    readonly directions: number;
    /** In how many regions, as comparisons divide space, they agree; absent where they do not. */
    readonly regions?: number;
    /** Why it is undecided: as a rule, why there are no such quotients. */
    readonly reason?: string;
  };
}

/** What a verdict rests on. */
export interface Evidence {
  readonly seed: number;
  /** The number of random points at the derivation's own sizes; 0 where none was needed. */
  readonly points: number;
  readonly conditions: readonly string[];
  readonly convention: "cost" | "per-example" | null;
  /** Whether a gradient's axes lie as those of its quantity, or exchanged; null where no gradient is claimed. */
  readonly layout: "same" | "transposed" | null;
  /** The name of the quantity whose gradient is claimed; null where something else is. */
  readonly quantity: string | null;
  readonly finding: Finding;
  /** Beside an identity, shown at small sizes: how both sides agree in floats at the derivation's own sizes. */
  readonly atOwnSizes: Agreement | null;
  /** For a claim about a gradient: the gradient itself against the forward program. */
  readonly automatic: GradientWitnesses | null;
}

/**
 * What a refuted formula may be instead, in one sentence and as data; `shown` says whether the data were confirmed in
 * exact arithmetic, or in floats only.
 */
export type Hint = HintKind & { readonly text: string; readonly shown: "exact" | "numeric" };

/** A stretch of a formula as text that was rewritten; `start` and `end` are its place in the repaired one. */
export interface Rewritten {
  /** Empty where something was put in. */
  readonly was: string;
  /** Empty where something was taken out. */
  readonly becomes: string;
  readonly start: number;
  readonly end: number;
}

/** A repair in the language and the words of the formula's author. */
export interface Respelled {
  readonly claimed: string;
  readonly repaired: string;
  readonly changes: readonly Rewritten[];
}

/** Another edit of a formula that is right as well. */
export interface Equivalent {
  readonly mistakes: readonly string[];
  readonly repaired: string;
  readonly text: string;
}

/** The data of a hint. */
type HintKind =
  | {
      /** One edit, or two together, make it right. */
      readonly kind: "edit";
      /** What was mistaken, for each edit. */
      readonly mistakes: readonly string[];
      /** The formula as it is and as it should be, in the same notation. */
      readonly claimed: string;
      readonly repaired: string;
      readonly changes: readonly Rewritten[];
      /** The same as its author would write it; null for a formula that is no text, or where it was not found. */
      readonly asWritten: Respelled | null;
      /** Other edits, each shown to be right too, the likeliest first. */
      readonly equivalents: readonly Equivalent[];
      /** How many edits were tried. */
      readonly tried: number;
    }
  | {
      /** No edit makes it right. */
      readonly kind: "unrepaired";
      readonly tried: number;
      /** In how many of how many entries it is wrong, at small sizes; null where its shape is wrong. */
      readonly entries: { readonly wrong: number; readonly all: number } | null;
    }
  /** The loss does not depend on the quantity, so that its gradient is 0. */
  | { readonly kind: "independent" }
  /** It is right by itself, and has its error from earlier claims. */
  | { readonly kind: "inherits"; readonly from: readonly string[] }
  /** It is right in the other convention, this one. */
  | { readonly kind: "convention"; readonly convention: "cost" | "per-example" }
  | {
      /** It is what it should be, times a factor; m is the number of examples. */
      readonly kind: "factor";
      readonly factor: "m" | "1/m" | "-1" | "2" | "1/2";
      /** The earlier claims that it is made of, and that have this factor already. */
      readonly already: readonly string[];
    }
  /** Its transpose has the right shape, and whether it is right. */
  | { readonly kind: "transposed"; readonly isRight: boolean }
  | {
      /** It holds under more conditions, all of these. */
      readonly kind: "condition";
      readonly needs: readonly string[];
      /** The formula that holds without them, where it was found. */
      readonly general: string | null;
    };

/** One claim, and what became of it. */
export interface ClaimResult {
  readonly name: string;
  readonly formula: string;
  readonly erratum: boolean;
  readonly verdict: Verdict;
  readonly level: Level;
  /** Whether the verdict is the expected one: exact or numeric, and for an erratum refuted. */
  readonly ok: boolean;
  readonly evidence: Evidence;
  /** Why a refuted formula may be wrong. */
  readonly hints: readonly Hint[];
  readonly warnings: readonly string[];
}

/** How a check was made, so that it can be made again. */
export interface Options {
  readonly seed: number;
  readonly points: number;
  readonly require: "numeric" | "exact";
}

/** One derivation, and what became of its claims. */
export interface DerivationResult {
  readonly id: string;
  readonly title: string;
  readonly ok: boolean;
  /** The name of the scalar that gradients belong to; null where it has none, or there is no such scalar. */
  readonly loss: string | null;
  readonly options: Options;
  /** The version of this package that made it. */
  readonly version: string;
  readonly claims: readonly ClaimResult[];
}

/** Something that must hold of a function or an op, and whether it does. */
export interface Law {
  readonly law: string;
  readonly verdict: NumericVerdict;
  /** False where the law is broken, or where nothing at all could be shown although it should. */
  readonly ok: boolean;
  readonly explanation: string;
}

/** What became of the laws of a function or an op. */
export interface LawsResult {
  readonly ok: boolean;
  readonly laws: readonly Law[];
}
