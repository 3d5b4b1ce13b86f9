// A derivation as LaTeX: the model and each gradient as aligned lines, for math mode.
import { identifier } from "@cadena/graph/extend";
import type { Derived, DerivedStep } from "../derived.ts";
import { latexOf } from "./formula.ts";
import { type DerivedOptions, phraseOf } from "./phrases.ts";
import { type Mathematics, reasonOf } from "./reasons.ts";

/** Formulas inside words, between dollars. */
export const inWords = (derived: Derived): Mathematics => ({
  equation: ({ name, formula }) => `$${phraseOf(name).latex} = ${latexOf(formula, derived)}$`,
  formula: (formula) => `$${latexOf(formula, derived)}$`,
  zero: (formula) => `$${latexOf(formula, derived)} = 0$`,
  name: (name) => `$${phraseOf(name).latex}$`,
  quantity: (name) => `$${identifier(name).latex}$`,
});

/** The model as aligned equations. */
export const modelInLatex = (derived: Derived): string =>
  aligned(derived.model.map(({ name, formula }) => [phraseOf(name).latex, latexOf(formula, derived), ""]));

/** One step as aligned equations, with the reasons to the right. */
export function stepInLatex(step: DerivedStep, derived: Derived, options: DerivedOptions): string {
  const left = phraseOf(step.name).latex;
  const words = inWords(derived);
  return aligned(
    step.lines.map((line, k) => {
      const reason = reasonOf(line, step, derived, words);
      return [k === 0 ? left : "", latexOf(line.formula, derived, options), reason && `\\text{${reason}}`];
    }),
  );
}

const aligned = (rows: readonly (readonly [left: string, formula: string, reason: string])[]): string =>
  [
    "\\begin{aligned}",
    rows
      .map(([left, formula, reason]) => `${left} &= ${formula}${reason === "" ? "" : ` && ${reason}`}`)
      .join(" \\\\\n"),
    "\\end{aligned}",
  ].join("\n");

/**
 * A derivation as LaTeX for math mode: one `aligned` environment for the model, and one for each gradient.
 * @example
 * const [x, w] = [input("x", []), parameter("w", [])];
 * const found = derive({ loss: square(mul(w, x)), quantities: { x, w } }, "w");
 * derivedToLatex(found).includes("dw &= ") //=> true
 */
export function derivedToLatex(derived: Derived, options: DerivedOptions = {}): string {
  return [modelInLatex(derived), ...derived.steps.map((step) => stepInLatex(step, derived, options))].join(
    "\n\n",
  );
}
