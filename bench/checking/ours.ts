// What `check` says of the formulas of the zoo, and how long it takes.
import { type AnyDerivation, type ClaimResult, check } from "@cadena/checker";
import type { Gradient } from "./gradient.ts";
import { chained, type Model, mistaken } from "./model.ts";
import type { Planted } from "./planted.ts";

/** What became of one formula. */
export interface Judged {
  readonly model: string;
  readonly family: string;
  readonly name: string;
  readonly formula: string;
  /** The kind of mistake that is in it; undefined for a right formula. */
  readonly mistake: string | undefined;
  readonly verdict: ClaimResult["verdict"];
  /** Why it is neither exact nor refuted. */
  readonly reason: string | undefined;
  /** The time of the check, shared by the claims that are checked together. */
  readonly ms: number;
}

/** All gradients of a model, one after the other as in a textbook. */
export function judgedRight(model: Model): Judged[] {
  return judged(model, chained(model), []);
}

/** Wrong formulas for one gradient; nothing is searched for what they should have been. */
export function judgedWrong({ model, name }: Gradient, mistakes: readonly Planted[]): Judged[] {
  const formulas = mistakes.map(({ text }) => text);
  return formulas.length === 0 ? [] : judged(model, mistaken(model, name, formulas), mistakes);
}

function judged(model: Model, claims: AnyDerivation, mistakes: readonly Planted[]): Judged[] {
  const start = performance.now();
  const { claims: results } = check(claims);
  const ms = (performance.now() - start) / results.length;
  return results.map(({ name, formula, verdict, evidence: { finding } }, k) => ({
    model: model.id,
    family: model.family,
    name,
    formula,
    mistake: mistakes[k]?.kind,
    verdict,
    reason: "reason" in finding ? finding.reason : undefined,
    ms,
  }));
}
