// What a reader of formulas has to know beforehand: which names are quantities and which are functions. Without it
// nobody can tell W(A - Y) from f(A - Y).
import type { Name } from "./name.ts";

/** The names that a text may use. */
export interface Vocabulary {
  readonly isQuantity: (name: Name) => boolean;
  readonly isFunction: (name: Name) => boolean;
  /** Names of quantities that are no plain words, "encoder.0.weight" or "dJ/dz", the longest first. */
  readonly phrases: readonly string[];
}
