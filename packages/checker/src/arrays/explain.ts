// All that fits the numbers of a wrong gradient, the simplest first.
import { entries } from "./explainers/entries.ts";
import { factor } from "./explainers/factor.ts";
import { pattern } from "./explainers/pattern.ts";
import { place } from "./explainers/place.ts";
import { product } from "./explainers/product.ts";
import { shape } from "./explainers/shape.ts";
import { single } from "./explainers/single.ts";
import { sum } from "./explainers/sum.ts";
import { term } from "./explainers/term.ts";
import type { Case, Explainer, Explanation } from "./explanation.ts";

/** What is the matter with the right formula. */
const ofRight: readonly Explainer[] = [shape, term, entries];
/** What was computed instead: where no formula is known that it is close to. */
const instead: readonly Explainer[] = [product, single];

/** So many explanations are told at most. */
const most = 5;

/** Explains wrong numbers: in groups, of which a later one is asked where those before it have nothing to say. */
export function explained(wrong: Case): Explanation[] {
  // What follows from another wrong array may have another explanation as well, which says less.
  const mayInherit = wrong.vocabulary.named.some((one) => one.right !== undefined);
  const groups = mayInherit ? [[...ofRight, ...instead], [place]] : [ofRight, [place], instead];
  for (const group of [[factor], ...groups, [sum], [pattern]]) {
    const found = group
      .flatMap((explainer) => explainer.explain(wrong).map((one) => ({ kind: explainer.kind, ...one })))
      .sort((a, b) => a.cost - b.cost);
    const texts = found.map(({ text }) => text);
    const once = found.filter(({ text }, k) => texts.indexOf(text) === k);
    if (once.length > 0) return once.slice(0, most);
  }
  return [];
}
