// What a kind of mistake is: at each place of a formula, what might have been meant.
import type { Node } from "@cadena/graph";
import type { Vocabulary } from "./vocabulary.ts";

/** A place in a refuted formula, at small sizes. */
export interface Place {
  /** The whole formula; named quantities are its leaves. */
  readonly formula: Node;
  /** What stands there. */
  readonly part: Node;
  /** Its operands, without their stretching to one shape. */
  readonly operands: readonly Node[];
  /** What the part is an operand of; undefined for the whole formula. */
  readonly parent: Node | undefined;
  /** Whether a factor here is a factor of nothing larger: of the whole, of a term, of an argument. */
  readonly isTerm: boolean;
  readonly words: Vocabulary;
  /** Whether two nodes have the same values at random points. */
  readonly isSame: (a: Node, b: Node) => boolean;
  /** A node as text. */
  readonly text: (node: Node) => string;
}

/** What might have been meant in the place of a part. */
export interface Edit {
  /** About 1; of several edits that repair a formula, the cheapest is told. */
  readonly cost: number;
  /** What should stand there, at any sizes; undefined, or a ShapeError, where it does not fit. */
  readonly instead: (part: Node, words: Vocabulary) => Node | undefined;
  /** What is wrong, in words. */
  readonly sentence: () => string;
}

/** What a part may lack, where it is known what the part must come to: looked up among short formulas. */
export interface Lack {
  readonly cost: number;
  /** What is missing in a part that must come to something else, or what it can be made of. */
  readonly of: (part: Node, wanted: Node) => Node;
  /** What is missing, made of that; left out where it is the same. */
  readonly made?: (found: Node) => Node;
  /** The part with what was missing. */
  readonly joined: (part: Node, missing: Node) => Node;
  /** What is wrong, in words, given both as text. */
  readonly sentence: (part: string, missing: string) => string;
}

/** A kind of mistake that people make. */
export interface Mistake {
  /** What is wrong, as a noun: "a missing derivative". */
  readonly name: string;
  /** All edits at a place that would undo it. */
  readonly edits: (place: Place) => Iterable<Edit>;
  /** What is looked for where no edit helps. */
  readonly lacks?: readonly Lack[];
}
