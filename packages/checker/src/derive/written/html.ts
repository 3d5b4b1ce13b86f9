// A derivation as one HTML page that needs nothing else: formulas in MathML, in light and dark, on a screen and on paper.
import { identifier } from "@cadena/graph/extend";
import temml from "temml";
import { escaped } from "../../report/escaped.ts";
import type { Derived, DerivedStep, Line } from "../derived.ts";
import { latexOf } from "./formula.ts";
import { type DerivedOptions, phraseOf } from "./phrases.ts";
import { conventionOf, headingOf, type Mathematics, proofOf, reasonOf } from "./reasons.ts";

const style = `
:root { color-scheme: light dark; --quiet: light-dark(#667, #99a); --line: light-dark(#ddd, #444); }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1.25rem; background: light-dark(#fff, #16161a); color: light-dark(#1b1b1f, #e8e8ec); }
h1 { font-size: 1.5rem; font-weight: 600; }
.scroll { overflow-x: auto; overflow-y: hidden; padding-bottom: 0.75rem; }
table { border-spacing: 0; }
td { padding: 0.3rem 0.35rem; vertical-align: middle; }
td:first-child { text-align: right; white-space: nowrap; }
td.reason { color: var(--quiet); padding-left: 2rem; font-size: 0.9rem; }
tbody + tbody tr:first-child td { padding-top: 1.5rem; }
tbody tr:last-child td.result { border-bottom: 2px solid var(--line); }
footer { margin-top: 2.5rem; color: var(--quiet); font-size: 0.9rem; }
math { font-size: 1.1em; }
@media print { body { margin: 0; max-width: none; } tbody { break-inside: avoid; } }
`;

/**
 * A derivation as an HTML page, with formulas as MathML.
 * @example
 * const [x, w] = [input("x", []), parameter("w", [])];
 * const found = derive({ loss: square(mul(w, x)), quantities: { x, w } }, "w");
 * derivedToHtml(found).includes("<math") //=> true
 */
export function derivedToHtml(derived: Derived, options: DerivedOptions = {}): string {
  const heading = escaped(headingOf(derived));
  return [
    "<!doctype html>",
    '<html lang="en">',
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${heading}</title><style>${style}</style></head>`,
    "<body>",
    `<h1>${heading}</h1>`,
    derivedFragment(derived, options),
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** The same as a part of another page, without a heading and a style. */
export function derivedFragment(derived: Derived, options: DerivedOptions = {}): string {
  const words = inWords(derived);
  const rows = derived.model.map(
    ({ name, formula }) =>
      `<tr><td>${math(phraseOf(name).latex)}</td><td>${math(`= ${latexOf(formula, derived)}`)}</td></tr>`,
  );
  const convention = conventionOf(derived, words);
  return [
    table([`<tbody>${rows.join("\n")}</tbody>`]),
    ...(convention === undefined ? [] : [`<p>${convention}</p>`]),
    table(derived.steps.map((step) => body(step, derived, options))),
    `<footer>${proofOf(derived, words)}</footer>`,
  ].join("\n");
}

function body(step: DerivedStep, derived: Derived, options: DerivedOptions): string {
  const left = phraseOf(step.name).latex;
  const rows = step.lines.map((line, k) => row(k === 0 ? math(left) : "", line, step, derived, options));
  return `<tbody>\n${rows.join("\n")}\n</tbody>`;
}

function row(left: string, line: Line, step: DerivedStep, derived: Derived, options: DerivedOptions): string {
  const formula = math(`= ${latexOf(line.formula, derived, options)}`);
  const reason = reasonOf({ ...line, given: line.given.map(escaped) }, step, derived, inWords(derived));
  return `<tr><td>${left}</td><td class="result">${formula}</td><td class="reason">${reason}</td></tr>`;
}

const table = (bodies: readonly string[]): string =>
  `<div class="scroll"><table>\n${bodies.join("\n")}\n</table></div>`;

const inWords = (derived: Derived): Mathematics => ({
  equation: ({ name, formula }) => inline(`${phraseOf(name).latex} = ${latexOf(formula, derived)}`),
  formula: (formula) => inline(latexOf(formula, derived)),
  zero: (formula) => inline(`${latexOf(formula, derived)} = 0`),
  name: (name) => inline(phraseOf(name).latex),
  quantity: (name) => inline(identifier(name).latex),
});

const inline = (latex: string): string => temml.renderToString(latex);

/** In the size of a display, inside a line. */
const math = (latex: string): string => temml.renderToString(`\\displaystyle ${latex}`);
