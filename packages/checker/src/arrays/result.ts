// What is said of arrays from elsewhere, as plain data.
import type { Convention } from "../derivation/derivation.ts";
import type { SizeTable } from "../derivation/sizes.ts";
import type { Explanation } from "./explanation.ts";

/** What is said of one array. */
export interface ArrayResult {
  /** As it was given: "dW1". */
  readonly name: string;
  /** The quantity whose gradient, or whose value, it is. */
  readonly quantity: string;
  readonly what: "gradient" | "value";
  readonly verdict: "agrees" | "differs" | "unreadable";
  /** The largest difference; null where shapes differ or there are no numbers. */
  readonly difference: number | null;
  /** The size of the largest right entry: what a difference is large or small against. */
  readonly scale: number;
  /** What explains the numbers, the simplest first. */
  readonly explanations: readonly Explanation[];
  /** Why an array cannot be compared, or that its shape is wrong; empty otherwise. */
  readonly reason: string;
}

/** What is said of all arrays. */
export interface ArraysResult {
  readonly id: string;
  readonly title: string;
  readonly sizes: SizeTable;
  /** How gradients with an entry for each example are read; null where none is given. */
  readonly convention: Convention | null;
  readonly arrays: readonly ArrayResult[];
  /** Arrays that the model has no use for. */
  readonly unknown: readonly string[];
  /** Whether all agree. */
  readonly ok: boolean;
}

/** How arrays are read. */
export interface ArraysOptions {
  /**
   * Whether gradients with an entry for each example are those of the cost, or of each example's own cost. "auto", the
   * default, is the one in which more arrays are right, or easier to explain.
   */
  readonly convention?: Convention | "auto";
}
