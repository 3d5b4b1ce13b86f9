// The formulas that mistakes are planted into: each distinct one of the zoo once, since many models share them.
import { type Gradient, gradientsOf } from "../checking/gradient.ts";
import type { Model } from "../checking/model.ts";
import { type Planted, planted } from "../checking/planted.ts";

/** A gradient, and wrong formulas for it. */
export interface Case {
  readonly gradient: Gradient;
  readonly mistakes: readonly Planted[];
}

/** The gradients of models whose formulas differ. */
export function distinct(models: readonly Model[]): Gradient[] {
  const seen = new Set<string>();
  return models.flatMap(gradientsOf).filter(({ model, name }) => {
    const formula = model.gradients[name];
    if (typeof formula !== "string" || seen.has(formula)) return false;
    seen.add(formula);
    return true;
  });
}

/** One mistake of every kind that fits, in a place chosen by chance. */
export function caseOf(gradient: Gradient): Case {
  const seen = new Set<string>();
  const mistakes = planted(gradient, Number.POSITIVE_INFINITY).filter(({ kind }) => {
    const isNew = !seen.has(kind);
    seen.add(kind);
    return isNew;
  });
  return { gradient, mistakes };
}
