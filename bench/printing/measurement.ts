/** One row that a benchmark found: what was measured, and the figures. */
export type Measurement = Readonly<Record<string, string | number | boolean>>;

/** Rows for people, and the figures as they are for programs. */
export interface Findings {
  readonly rows: readonly Measurement[];
  readonly figures: unknown;
}

/** How a benchmark is asked to run. */
export interface Wish {
  /** A small part, in seconds. */
  readonly quick: boolean;
  /** Whether single cases are listed too. */
  readonly verbose?: boolean;
  /** The works to do; all where it is left out. */
  readonly only?: readonly string[];
  /** Whom to compare with; everyone where it is left out. */
  readonly peers?: readonly string[];
  /** Data of one's own, where a benchmark takes some. */
  readonly data?: { readonly train: string; readonly test: string };
}
