// Why refuted claims are wrong: because of an earlier one, by a factor or a transpose, or for want of a condition.
import type { Claim } from "../../derivation/derivation.ts";
import type { Bound } from "../../evidence/bound.ts";
import type { ClaimResult, Hint } from "../../report/result.ts";
import { isIndependent, type Judged } from "../claim.ts";
import type { Beginning, Judgement } from "../judging.ts";
import { inheritance, wrongBelow } from "./inheritance.ts";
import { multiple } from "./multiple.ts";
import type { Mistake } from "./repair/mistake.ts";
import { quantity } from "./repair/mistakes/name.ts";
import { Repairs } from "./repair/repair.ts";
import { suggestions } from "./suggestion.ts";
import { type Instead, Suppositions } from "./supposition.ts";
import { turned } from "./turned.ts";

/** A refuted claim, and what is known about it and around it. */
export interface Patient {
  readonly claim: Claim;
  readonly judged: Judged;
  readonly judgement: Judgement;
  readonly setting: Beginning;
  readonly suppositions: Suppositions;
  /** What it is made from as it should be, in the place of what is wrong there; empty where nothing is. */
  readonly instead: Instead;
}

/** How much is diagnosed. */
export interface Thoroughness {
  /** The mistakes that are looked for in a formula. */
  readonly mistakes: readonly Mistake[];
  /** Whether errata are diagnosed as well. */
  readonly errata: boolean;
}

/** The results of a judgement, in its order, with hints at those that are wrong and should not be. */
export function diagnosed(
  judgement: Judgement,
  results: readonly ClaimResult[],
  setting: Beginning,
  { mistakes, errata }: Thoroughness,
): ClaimResult[] {
  const suppositions = new Suppositions(judgement.derivation, setting.seed, shownIn(judgement, results));
  return results.map((result, k) => {
    if (result.verdict !== "refuted" || (result.erratum && !errata)) return result;
    const [claim, judged] = judgement.judged[k] as Judgement["judged"][number];
    const instead = wrongBelow(judged, judgement);
    const patient = { claim, judged, judgement, setting, suppositions, instead };
    return { ...result, hints: hintsFor(result, patient, mistakes) };
  });
}

/** The claims that are identities, and how likely it is that they are not. */
function shownIn({ judged }: Judgement, results: readonly ClaimResult[]): Map<Claim, Bound> {
  const shown = new Map<Claim, Bound>();
  for (const [k, { verdict, evidence }] of results.entries()) {
    const { finding } = evidence;
    const [claim] = judged[k] as Judgement["judged"][number];
    if (verdict === "exact" && finding.kind === "identity") shown.set(claim, finding);
  }
  return shown;
}

/** The first explanation that fits. */
function hintsFor(
  { evidence: { finding } }: ClaimResult,
  patient: Patient,
  mistakes: readonly Mistake[],
): readonly Hint[] {
  const { trial } = patient.judged;
  if (trial !== undefined && isIndependent(trial.target, patient.setting.problem)) return [independent];
  const transposed = turned(patient);
  const explained = inheritance(patient) ?? (transposed?.isRight ? transposed : undefined);
  if (explained !== undefined) return [explained];
  const isShaped = finding.kind !== "shape";
  const repairs = new Repairs(patient, mistakes);
  const factor = isShaped ? factorOf(patient, repairs) : undefined;
  if (factor?.kind === "convention") return [factor, ...otherwise(patient, mistakes)];
  const single = repairs.find("singles");
  if (factor?.kind === "factor" && factor.already.length > 0) return [factor, ...given(single)];
  if (single !== undefined || factor !== undefined) return given(single ?? factor);
  const conditions = isShaped ? suggestions(patient) : [];
  if (conditions.some((hint) => hint.kind === "condition" && hint.general !== null)) return conditions;
  const addition = repairs.find("additions");
  if (conditions.length > 0) return [...given(addition), ...conditions];
  return given(addition ?? repairs.find("pairs") ?? transposed ?? repairs.inVain());
}

const given = (hint: Hint | undefined): Hint[] => (hint === undefined ? [] : [hint]);

/** What may be meant where the other convention is not: E stands for dE = E / m. */
function otherwise(patient: Patient, mistakes: readonly Mistake[]): Hint[] {
  const repairs = new Repairs(
    patient,
    mistakes.filter((one) => one === quantity),
  );
  return given(repairs.find("singles"));
}

/** A formula is looked at first: most of them are no multiple of what they should be. */
function factorOf(patient: Patient, repairs: Repairs): Hint | undefined {
  if (patient.judged.trial?.statement.kind !== "formula") return multiple(patient);
  const ratio = repairs.ratio();
  return ratio && multiple(patient, ratio);
}

const independent: Hint = {
  kind: "independent",
  shown: "exact",
  text: "the loss does not depend on it, so that its gradient is 0",
};
