// All that fits the numbers of a wrong gradient, the simplest first.
import { combined } from "./explainers/combined.ts";
import { entries } from "./explainers/entries.ts";
import { factor } from "./explainers/factor.ts";
import { part } from "./explainers/part.ts";
import { pattern } from "./explainers/pattern.ts";
import { polynomial } from "./explainers/polynomial.ts";
import { product } from "./explainers/product.ts";
import { shape } from "./explainers/shape.ts";
import { single } from "./explainers/single.ts";
import { sum } from "./explainers/sum.ts";
import { term } from "./explainers/term.ts";
import type { Case, Explainer, Explanation } from "./explanation.ts";

/** What is the matter with the right formula. */
const ofRight: readonly Explainer[] = [shape, term, entries];
/** What was computed instead. */
const instead: readonly Explainer[] = [product, single];
const further: readonly (readonly Explainer[])[] = [[combined, sum, polynomial], [part], [pattern]];

/** So many explanations are told at most. */
const most = 5;

/** Explains wrong numbers: in groups, of which a later one is asked where those before it have nothing to say. */
export function explained(wrong: Case): Explanation[] {
  // What follows from another wrong array may have another explanation as well, which says less.
  const mayInherit = wrong.vocabulary.named.some((one) => one.right !== undefined);
  const first = mayInherit ? [[...ofRight, ...instead]] : [ofRight, instead];
  for (const group of [[factor], ...first, ...further]) {
    const found = group
      .flatMap((explainer) => explainer.explain(wrong).map((one) => ({ kind: explainer.kind, ...one })))
      .sort((a, b) => a.cost - b.cost);
    if (found.length > 0) return found.slice(0, most);
  }
  return [];
}
