// A derivation as Markdown, with LaTeX between dollars.
import type { Derived } from "../derived.ts";
import { inWords, modelInLatex, stepInLatex } from "./latex.ts";
import { type DerivedOptions, phraseOf } from "./phrases.ts";
import { conventionOf, headingOf, proofOf } from "./reasons.ts";

/**
 * A derivation as Markdown, with formulas as LaTeX between dollars.
 * @example
 * const [x, w] = [input("x", []), parameter("w", [])];
 * const found = derive({ loss: square(mul(w, x)), quantities: { x, w } }, "w");
 * derivedToMarkdown(found).split("\n")[0] //=> ## derivation: gradients
 */
export function derivedToMarkdown(derived: Derived, options: DerivedOptions = {}): string {
  const { steps } = derived;
  const display = (latex: string): string => `$$\n${latex}\n$$`;
  const blocks = [
    `## ${headingOf(derived)}`,
    display(modelInLatex(derived)),
    conventionOf(derived, inWords(derived)),
    ...steps.flatMap((step) => [
      `### $${phraseOf(step.name).latex}$`,
      display(stepInLatex(step, derived, options)),
    ]),
    proofOf(derived, inWords(derived)),
  ];
  return blocks.filter((block) => block !== undefined).join("\n\n");
}
