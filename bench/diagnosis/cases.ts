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

/** So many mistakes of every kind that fits, in places chosen by chance. */
export function casesOf(gradient: Gradient, ofEachKind: number): Case {
  const counts = new Map<string, number>();
  const mistakes = planted(gradient, Number.POSITIVE_INFINITY).filter(({ kind }) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count <= ofEachKind;
  });
  return { gradient, mistakes };
}
