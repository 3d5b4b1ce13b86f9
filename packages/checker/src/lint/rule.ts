// What a lint rule is: a habit that goes wrong, found in a graph.
import type { Node } from "@cadena/graph";
import type { Subject } from "./subject.ts";

/** Something that a rule has found. */
export interface Sighting {
  /** Where: the node whose line is told. */
  readonly node: Node;
  /** What is wrong, in a sentence. */
  readonly text: string;
  /** What to write instead. */
  readonly repair: string;
  /** Values of the leaves at which it happens, where the rule has found some. */
  readonly input?: ReadonlyMap<Node, ArrayLike<number>>;
}

/** A rule: it says what it is about, and finds it. */
export interface LintRule {
  /** Short, in words: "the logarithm of a softmax". */
  readonly name: string;
  /** All places in a graph; none where the rule is not certain. */
  readonly find: (subject: Subject) => Iterable<Sighting>;
}
