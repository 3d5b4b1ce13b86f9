// Why refuted claims are wrong: because of an earlier one, by a factor or a transpose, or for want of a condition.
import type { Claim } from "../../derivation/derivation.ts";
import type { ClaimResult, Hint } from "../../report/result.ts";
import { isIndependent, type Judged } from "../claim.ts";
import type { Beginning, Judgement } from "../judging.ts";
import { inheritance, wrongBelow } from "./inheritance.ts";
import { multiple } from "./multiple.ts";
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

/** The results of a judgement, in its order, with hints at those that are wrong and should not be. */
export function diagnosed(
  judgement: Judgement,
  results: readonly ClaimResult[],
  setting: Beginning,
): ClaimResult[] {
  const suppositions = new Suppositions(judgement.derivation, setting.seed);
  return results.map((result, k) => {
    if (result.verdict !== "refuted" || result.erratum) return result;
    const [claim, judged] = judgement.judged[k] as Judgement["judged"][number];
    return {
      ...result,
      hints: hintsFor(result, {
        claim,
        judged,
        judgement,
        setting,
        suppositions,
        instead: wrongBelow(judged, judgement),
      }),
    };
  });
}

/** The first explanation that fits; an edit that repairs the formula will be the last of them. */
function hintsFor({ evidence: { finding } }: ClaimResult, patient: Patient): readonly Hint[] {
  const { trial } = patient.judged;
  if (trial === undefined) return [];
  if (isIndependent(trial.target, patient.setting.problem)) return [independent];
  const explained = inheritance(patient) ?? turned(patient);
  if (explained !== undefined) return [explained];
  if (finding.kind === "shape") return [];
  const factor = multiple(patient);
  return factor === undefined ? suggestions(patient) : [factor];
}

const independent: Hint = {
  kind: "independent",
  shown: "exact",
  text: "the loss does not depend on it, so that its gradient is 0",
};
