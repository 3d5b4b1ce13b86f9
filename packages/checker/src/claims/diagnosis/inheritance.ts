// A formula that is right by itself, and made from earlier claims that are wrong.
import type { Claim } from "../../derivation/derivation.ts";
import type { Hint } from "../../report/result.ts";
import type { Judged } from "../claim.ts";
import { inheritedFrom, type Judgement } from "../judging.ts";
import { usedIn } from "../mistaken.ts";
import type { Patient } from "./diagnose.ts";
import type { Instead } from "./supposition.ts";

/** Whose errors a formula inherits; undefined where it is wrong by itself. */
export function inheritance(patient: Patient): Hint | undefined {
  const { claim, judged, judgement, setting, suppositions, instead } = patient;
  const from = inheritedFrom(judged, judgement.mistaken, setting.points);
  if (from.length === 0) return undefined;
  const text = `the formula itself is right: its values inherit the error of ${from.join(" and ")}`;
  return { kind: "inherits", from, text, shown: suppositions.holds(claim, { instead }) ?? "numeric" };
}

/** The wrong claims that a formula is made from, and each as it should be: any of them where it makes no graph. */
export function wrongBelow({ trial, node }: Judged, { judged, mistaken }: Judgement): Instead {
  if (trial !== undefined && trial.statement.kind !== "formula") return new Map();
  const below = trial?.statement.kind === "formula" ? usedIn(trial.statement.node, mistaken) : [...mistaken];
  const used = below.filter(([, { claimed }]) => claimed !== node);
  const names = new Set(used.map(([name]) => name));
  const claims = judged.flatMap(([one]) => (names.has(one.name) && !one.erratum ? [one] : []));
  return new Map(claims.map((one) => [one, asItShouldBe(one)]));
}

/** A claim in whose place later ones find what it should have been, as they do for given numbers. */
function asItShouldBe({ states, ...claim }: Claim): Claim {
  const { formula: _, text: __, ...rest } = states as { formula?: unknown; text: string };
  return { ...claim, states: { ...rest, values: [] } };
}
