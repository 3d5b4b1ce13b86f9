// A statement that is right but for a factor: a number of examples, a sign, or 2.
import { div, mul, type Node } from "@cadena/graph";
import type { Hint } from "../../report/result.ts";
import type { Trial } from "../claim.ts";
import { compared } from "../compared.ts";
import { type Mistaken, usedIn } from "../mistaken.ts";
import type { Problem } from "../problem.ts";
import { quantitiesOfExamples } from "../reading.ts";
import { quantityOf } from "../target.ts";
import type { Patient } from "./diagnose.ts";
import type { Repairs } from "./repair/repair.ts";
import type { Shown, There } from "./supposition.ts";

type Factor = Extract<Hint, { kind: "factor" }>["factor"];

/** The factors that are tried, as numbers; undefined where nothing says how many examples there are. */
const factors: Readonly<Record<Factor, (m: number | undefined) => number | undefined>> = {
  m: (m) => m,
  "1/m": (m) => m && 1 / m,
  "-1": () => -1,
  "2": () => 2,
  "1/2": () => 1 / 2,
};

/**
 * By which factor a statement is off, and where it may come from; undefined where it is not that.
 * @param ratio what a formula is times its target, as far as floats tell, at so many examples
 */
export function multiple(
  patient: Patient,
  ratio?: NonNullable<ReturnType<Repairs["ratio"]>>,
): Hint | undefined {
  const { trial } = patient.judged;
  if (trial === undefined) return undefined;
  const looks = (factor: Factor): boolean =>
    ratio === undefined || Math.abs((factors[factor](ratio.examples) ?? 0) - ratio.times) < 1e-6;
  for (const factor of (Object.keys(factors) as Factor[]).filter(looks)) {
    const shown = isOff(patient, trial, factor);
    if (shown !== undefined) return explained(patient, trial, factor, shown);
  }
  return undefined;
}

/** Whether a statement is the target, times a factor. */
function isOff(
  { claim, setting, suppositions, instead }: Patient,
  trial: Trial,
  factor: Factor,
): Shown | undefined {
  const valueIn = ({ examples }: Problem): number | undefined => factors[factor](examples);
  if (trial.statement.kind === "formula") {
    const formula = ({ claimed, problem }: There): Node | undefined => {
      const value = valueIn(problem);
      return claimed === undefined || value === undefined || value === 1 ? undefined : div(claimed, value);
    };
    return suppositions.holds(claim, { instead, formula });
  }
  const value = valueIn(setting.problem);
  if (value === undefined || value === 1) return undefined;
  const { statement, target, ground } = trial;
  const found = compared(statement, mul(value, target.node), ground, setting.points);
  return found.kind === "agreement" && !found.vanishes ? "numeric" : undefined;
}

function explained(patient: Patient, { target }: Trial, factor: Factor, shown: Shown): Hint {
  const { claim, judgement, setting } = patient;
  const { convention } = target;
  const quantity = quantityOf(claim, setting.problem.quantities) ?? "";
  const isOfExamples = quantitiesOfExamples(judgement.derivation);
  const count = setting.problem.examples;
  const already = factor === "1/m" && convention === "cost" ? gradientsWithin(patient, isOfExamples) : [];
  if (already.length === 0 && isOfExamples.has(quantity)) {
    if (factor === "m" && convention === "cost") {
      const text = `the formula gives ${count} times the gradient of the cost: in the convention "per-example" it is right`;
      return { kind: "convention", convention: "per-example", shown, text };
    }
    if (factor === "1/m" && convention === "per-example") {
      const text = `the formula gives 1/${count} of the gradient per example: in the convention "cost" it is right`;
      return { kind: "convention", convention: "cost", shown, text };
    }
  }
  const name = judgement.derivation.examples ?? "m";
  const what = convention === undefined ? "what it should be" : "the gradient";
  const texts: Readonly<Record<Factor, string>> = {
    m: `1/${name} is missing: the formula gives ${name} times ${what}`,
    "1/m":
      already.length > 0
        ? `1/${name} is applied twice: it is already in ${already.join(" and ")}`
        : `1/${name} too much: the formula gives 1/${name} of ${what}`,
    "-1": "the sign is wrong: its negative is right",
    "2": `the formula gives twice ${what}`,
    "1/2": `the formula gives half ${what}`,
  };
  return { kind: "factor", factor, already, shown, text: texts[factor] };
}

/** The gradients of the cost with an entry for each example that a formula is made from. */
function gradientsWithin({ judged, judgement }: Patient, isOfExamples: ReadonlySet<string>): string[] {
  const { trial } = judged;
  if (trial?.statement.kind !== "formula") return [];
  const right = new Map<string, Mistaken>();
  for (const [claim, { node, trial, result }] of judgement.judged) {
    if (claim.erratum || node === undefined || trial?.target.convention !== "cost") continue;
    if (result.verdict !== "refuted" && isOfExamples.has(result.evidence.quantity ?? "")) {
      right.set(claim.name, { claimed: node, target: trial.target.node });
    }
  }
  return usedIn(trial.statement.node, right).map(([name]) => name);
}
