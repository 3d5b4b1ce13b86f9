// All that fits the numbers of a wrong gradient, the simplest first.

import { combined } from "./explainers/combined.ts";
import { entries } from "./explainers/entries.ts";
import { factor } from "./explainers/factor.ts";
import { pattern } from "./explainers/pattern.ts";
import { product } from "./explainers/product.ts";
import { shape } from "./explainers/shape.ts";
import { single } from "./explainers/single.ts";
import { sum } from "./explainers/sum.ts";
import { term } from "./explainers/term.ts";
import type { Case, Explainer, Explanation } from "./explanation.ts";

/** Ways to explain numbers, in groups: a later one is asked where those before it have nothing to say. */
const groups: readonly (readonly Explainer[])[] = [
  [factor],
  [shape, term, entries, product, single],
  [combined, sum],
  [pattern],
];

/** So many explanations are told at most. */
const most = 5;

/** Explains wrong numbers. */
export function explained(wrong: Case): Explanation[] {
  for (const group of groups) {
    const found = group
      .flatMap((explainer) => explainer.explain(wrong).map((one) => ({ kind: explainer.kind, ...one })))
      .sort((a, b) => a.cost - b.cost);
    if (found.length > 0) return found.slice(0, most);
  }
  return [];
}
