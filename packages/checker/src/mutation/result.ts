// What a check sees of wrong formulas, as data.

/** A mutant that is not refuted. */
export interface Survivor {
  readonly formula: string;
  /** The name of the mistake that would make it. */
  readonly mistake: string;
  /**
   * Why: it is equal to the formula for all values, as exact arithmetic shows, and is no mutant then; a hole in the check,
   * since other points refute it; or open, since none were found that do.
   */
  readonly why: "equal" | "hole" | "open";
}

/** The score of one claim. */
export interface ClaimScore {
  readonly name: string;
  readonly formula: string;
  /** Without those that are equal to the formula. */
  readonly mutants: number;
  readonly killed: number;
  readonly survivors: readonly Survivor[];
}

/** The score of all claims of a derivation that are right formulas. */
export interface MutationScore {
  readonly id: string;
  readonly title: string;
  readonly claims: readonly ClaimScore[];
  readonly mutants: number;
  readonly killed: number;
  /** How many wrong formulas the check does not see. */
  readonly holes: number;
}
