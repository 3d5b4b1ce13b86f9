// What the numbers of a wrong gradient tell, where nobody has its formula: the values of planted mistakes against the
// automatic gradients, at data as somebody has who checks a gradient. A mistake is explained where anything but the
// pattern of the difference is said of it.
import { ArraysModel, type ArraysResult } from "@cadena/checker";
import { evaluate, type Tensor } from "@cadena/graph";
import { genericData, usualData } from "../checking/data.ts";
import { chained } from "../checking/model.ts";
import type { Case } from "./cases.ts";
import { type Duration, timed } from "./timed.ts";

/** What is said of one array of wrong numbers; the model has been evaluated before. */
export interface Explained extends Duration {
  readonly model: string;
  readonly name: string;
  readonly wrong: string;
  readonly kind: string;
  /** The explanations, the simplest first. */
  readonly told: readonly string[];
  readonly isExplained: boolean;
}

/**
 * Explains the values of wrong formulas for one gradient.
 * @param known whether the right formulas are known, as in notes that somebody follows, or the model alone
 */
export function explainedNumbers({ gradient, mistakes }: Case, known: "formulas" | "model"): Explained[] {
  const { model, name, leaves, right } = gradient;
  // Usual weights are small, and a mistake in them smaller: generic data show it, where the model has values there.
  const data = [genericData, usualData]
    .map((drawn) => drawn(model, leaves, 1))
    .find((one) => (evaluate([right], one) as [Tensor])[0].data.every(Number.isFinite));
  if (data === undefined) return [];
  const values = Object.fromEntries(Array.from(data, ([leaf, value]) => [leaf.name as string, value]));
  const derivation = chained(model);
  const against = new ArraysModel(known === "model" ? { ...derivation, claims: [] } : derivation, values);
  const convention = model.perExample?.includes(name) ? "per-example" : "cost";
  return mistakes.flatMap(({ node, text, kind }) => {
    const [array] = evaluate([node], data) as [Tensor];
    const question = { name, quantity: name.slice(1), what: "gradient", array } as const;
    const { result: told, duration } = timed(() => against.compared([question], { convention }));
    const [result] = told.arrays as [ArraysResult["arrays"][number]];
    // At these data nothing may be seen of it.
    if (result.verdict !== "differs") return [];
    const explanations = result.explanations.map((one) => one.text);
    const isExplained = result.explanations.some((one) => one.kind !== "pattern" || /cut off/.test(one.text));
    return [{ model: model.id, name, wrong: text, kind, told: explanations, isExplained, ...duration }];
  });
}
