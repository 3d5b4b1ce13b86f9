// Results as one page: what became of the claims at the top, a section for each derivation below.
import type { AnyDerivation } from "../../derivation/derivation.ts";
import { linesOf } from "../block.ts";
import { legend } from "../level.ts";
import type { DerivationResult } from "../result.ts";
import { summary } from "../summary.ts";
import { lookOf } from "./claim.ts";
import { html, Markup } from "./markup.ts";
import { script } from "./script.ts";
import { sectionOf } from "./section.ts";
import { type Study, studyOf } from "./study.ts";
import { style } from "./style.ts";

/** What a page shows besides its results. */
export interface HtmlOptions {
  readonly title?: string;
  /** The derivations that were checked: with them the page has pictures, formulas and numbers. */
  readonly derivations?: readonly AnyDerivation[];
  /** The command that checks a derivation again. */
  readonly command?: (result: DerivationResult) => string;
}

/**
 * Results as a page of HTML that needs nothing else, no network included: the verdicts, and for each derivation its
 * graph, both formulas of each claim, what is wrong and how far, how the gradients follow, and all that the verdicts rest
 * on. It can be read without scripts, by keyboard, in light and dark, and on paper.
 * @example
 * const squared = derivation({
 *   id: "S",
 *   title: "A square",
 *   dimensions: {},
 *   build: () => {
 *     const x = input("x", []);
 *     return { loss: square(x), quantities: { x } };
 *   },
 * }).claim("dx", { formula: ({ x }) => mul(2, x) });
 * const page = await toHTML(check(squared), { derivations: [squared] });
 * page.split("\n")[0] //=> <!doctype html>
 */
export async function toHTML(
  results: DerivationResult | readonly DerivationResult[],
  { title = "Gradients, checked", derivations = [], command }: HtmlOptions = {},
): Promise<string> {
  const all = [results].flat() as readonly DerivationResult[];
  const studies = paired(all, derivations);
  const sections: Markup[] = [];
  for (const [k, result] of all.entries()) {
    sections.push(await sectionOf(result, studies[k], k + 1, command?.(result)));
  }
  return `${
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip" href="#claims">To the claims</a>
<header class="top">
<h1>${title}</h1>
<p>${summary(all)}</p>
${counts(all)}
${filter(all)}
</header>
${contents(all)}
<main id="claims">
${sections}
</main>
<footer>${levels(all)}<p>Made by Cadena ${all[0]?.version}.</p></footer>
<script>${new Markup(script)}</script>
</body>
</html>`.text
  }\n`;
}

/** The study of each result whose derivation is there: of those with one id, the first goes with the first. */
function paired(
  results: readonly DerivationResult[],
  derivations: readonly AnyDerivation[],
): readonly (Study | undefined)[] {
  const left = [...derivations];
  return results.map((result) => {
    const k = left.findIndex(({ id }) => id === result.id);
    const [derivation] = k < 0 ? [] : left.splice(k, 1);
    return derivation && studyOf(derivation, result);
  });
}

/** The words of all claims, each with how it looks, and how many there are. */
function wordsOf(results: readonly DerivationResult[]): Map<string, { look: string; count: number }> {
  const found = new Map<string, { look: string; count: number }>();
  for (const result of results) {
    for (const [k, { word }] of linesOf(result).entries()) {
      const look = lookOf(result.claims[k] as DerivationResult["claims"][number]);
      found.set(word, { look, count: (found.get(word)?.count ?? 0) + 1 });
    }
  }
  return found;
}

function counts(results: readonly DerivationResult[]): Markup {
  const items = Array.from(wordsOf(results), ([word, { look, count }]) => {
    return html`<li class="${look}"><b>${count}</b>${spoken(word)}</li>`;
  });
  return html`<ul class="counts" aria-label="verdicts">${items}</ul>`;
}

/** A verdict as a part of a sentence; these two are about errata. */
const spoken = (word: string): string =>
  word === "REFUTED" ? "errata refuted" : word === "HOLDS" ? "errata that hold" : word.toLowerCase();

function filter(results: readonly DerivationResult[]): Markup {
  const boxes = Array.from(
    wordsOf(results).keys(),
    (word) =>
      html`<label><input type="checkbox" name="word" value="${word}" checked> ${spoken(word)}</label>`,
  );
  return html`<form class="filter" role="search" hidden><fieldset><legend>Show</legend>${boxes}</fieldset>
<label>Search <input type="search" name="text"></label> <output aria-live="polite"></output></form>`;
}

function contents(results: readonly DerivationResult[]): Markup | undefined {
  if (results.length < 2) return undefined;
  const items = results.map(({ id, title, ok, claims }, k) => {
    const look = ok ? "good" : claims.some((claim) => lookOf(claim) === "bad") ? "bad" : "open";
    const [sign, word] = { good: ["✓", "as expected"], bad: ["✗", "wrong"], open: ["?", "open"] }[look] as [
      string,
      string,
    ];
    return html`<li><a href="#d${k + 1}"><span class="dot ${look}" role="img" aria-label="${word}">${sign}</span><span class="id">${id}</span> ${title}</a></li>`;
  });
  return html`<nav class="contents" aria-label="derivations"><ol>${items}</ol></nav>`;
}

function levels(results: readonly DerivationResult[]): Markup {
  const items = legend(results).map(([level, meaning]) => html`<dt>${level}</dt><dd>${meaning}</dd>`);
  return html`<dl class="levels">${items}</dl>`;
}
