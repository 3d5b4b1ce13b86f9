// A formula of a derivation, with all sizes by their names: what is one number at one choice of sizes and another at the
// other one, wherever it stands, is a size.
import type { Node } from "@cadena/graph";
import { toLatex, toText, type WriteOptions } from "@cadena/notation";
import type { Derived } from "../derived.ts";
import { type DerivedOptions, phrasesIn } from "./phrases.ts";

/** As text. */
export const textOf = (formula: Node, derived: Derived): string =>
  withSizes(formula, derived, {}, toText, (size) => toText(size));

/** As LaTeX. */
export const latexOf = (formula: Node, derived: Derived, options: DerivedOptions = {}): string =>
  withSizes(formula, derived, options, toLatex, (size, before) =>
    isWords(before) ? toText(size) : toLatex(size),
  );

/** Whether LaTeX has come to words, where names are written as they are. */
const isWords = (before: string): boolean => before.lastIndexOf("\\text{") > before.lastIndexOf("}");

function withSizes(
  formula: Node,
  derived: Derived,
  options: DerivedOptions,
  write: (formula: Node, options: WriteOptions) => string,
  named: (size: Node, before: string) => string,
): string {
  const here = write(formula, { phrases: phrasesIn(formula, derived, options) });
  const counterpart = /\d/.test(here) ? derived.elsewhere.of(formula) : undefined;
  if (counterpart === undefined) return here;
  const { formula: other, leaves } = counterpart;
  const phrases = phrasesIn(other, derived, options, (leaf) => leaves.get(leaf) ?? leaf);
  const [parts, others] = [here, write(other, { phrases })].map((text) => text.split(/(\d+)/));
  if (!isAlike(parts as string[], others as string[])) return here;
  return (parts as string[]).reduce((text, part, k) => {
    const there = (others as string[])[k] as string;
    const size = part === there ? undefined : derived.elsewhere.lengthOf(Number(part), Number(there));
    return text + (size === undefined ? part : named(size, text));
  }, "");
}

/** Whether two texts are the same but for numbers, which stand at the odd places. */
const isAlike = (parts: readonly string[], others: readonly string[]): boolean =>
  parts.length === others.length && parts.every((part, k) => k % 2 === 1 || part === others[k]);
