// What a lint has found, as data.
import type { Nested } from "@cadena/graph";

/** Something that usually goes wrong. */
export interface LintFinding {
  /** The name of the rule. */
  readonly rule: string;
  /** What is wrong, in a sentence. */
  readonly text: string;
  /** What to write instead. */
  readonly repair: string;
  /** The node that it is about, as a formula. */
  readonly formula: string;
  /** The user's line, as `file:line:column`; null where it is not known. */
  readonly place: string | null;
  /** Values of the leaves at which floats break down there, by name; null where none were found, or looked for. */
  readonly input: Readonly<Record<string, Nested>> | null;
}

/** All that was found in a model. */
export interface LintResult {
  readonly id: string;
  readonly title: string;
  readonly findings: readonly LintFinding[];
}
