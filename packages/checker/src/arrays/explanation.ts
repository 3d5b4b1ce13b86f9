// What the numbers of a wrong gradient say about the mistake: each way to explain them is an object of its own.
import type { Node } from "@cadena/graph";
import type { Closeness } from "./closeness.ts";
import type { Constants } from "./constants.ts";
import type { Part } from "./formula/part.ts";
import type { Values } from "./values.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A wrong gradient, and what is known around it. */
export interface Case {
  /** The quantity whose gradient it is. */
  readonly quantity: string;
  readonly given: Values;
  readonly right: Values;
  readonly vocabulary: Vocabulary;
  /** The formulas by which the right gradient may be made. */
  readonly formulas: () => Iterable<Part>;
  /** A formula as text. */
  readonly write: (node: Node) => string;
  readonly constants: Constants;
  readonly closeness: Closeness;
}

/** A mistake that fits the numbers. */
export interface Explanation {
  /** The name of the way in which it was found. */
  readonly kind: string;
  /** A sentence without a subject: "has the wrong sign". */
  readonly text: string;
  /** The simpler the cheaper. */
  readonly cost: number;
}

/** One way to explain wrong numbers. */
export interface Explainer {
  readonly kind: string;
  explain(given: Case): readonly Omit<Explanation, "kind">[];
}
