// A formula that holds under a condition that nobody has stated.
import { isParameter, leavesOf, type Node } from "@cadena/graph";
import type { Hint } from "../../report/result.ts";
import type { Patient } from "./diagnose.ts";
import { generalFormula } from "./general.ts";
import { type Candidate, candidatesFor } from "./library.ts";
import type { Shown } from "./supposition.ts";

/** So many pairs of conditions on data, of those that say what is general, are tried where no single one helps. */
const patience = 80;

/** Under which conditions a formula holds: the weakest on each leaf, or on pairs of leaves. */
export function suggestions(patient: Patient): Hint[] {
  const { trial } = patient.judged;
  if (trial?.statement.kind !== "formula") return [];
  const leaves = openLeaves(patient);
  const candidates = leaves.map(candidatesFor);
  const single = candidates.flatMap((ofLeaf) => weakest(patient, ofLeaf));
  if (single.length > 0) return single.map(([candidate, shown]) => suggestion(patient, [candidate], shown));
  const telling = leaves
    .filter((leaf) => !isParameter(leaf))
    .map((leaf) => candidatesFor(leaf).filter(({ one, itself }) => one ?? itself));
  const pairs = telling.flatMap((first, k) =>
    telling.slice(k + 1).flatMap((second) => first.flatMap((a) => second.map((b) => [a, b] as const))),
  );
  for (const pair of pairs.slice(0, patience)) {
    const shown = holdsUnder(patient, pair);
    if (shown !== undefined) return [suggestion(patient, pair, shown)];
  }
  return [];
}

/** The leaves below both sides that nothing is said about, at small sizes, where no size is 1 by chance. */
function openLeaves({ claim, judged, suppositions, instead }: Patient): Node[] {
  const [world] = suppositions.worlds(instead);
  const sides = world?.posed.get(claim);
  if (sides === undefined || typeof sides === "string" || sides.kind !== "sides") return [];
  const { conditions = [], at = {} } = judged.trial ?? {};
  const taken = new Set([...conditions.map(({ of }) => of), ...Object.keys(at)]);
  return leavesOf([sides.claimed, sides.target]).filter(({ name }) => !taken.has(name ?? ""));
}

const holdsUnder = (
  { claim, suppositions, instead }: Patient,
  candidates: readonly Candidate[],
): Shown | undefined =>
  suppositions.holds(claim, { instead, given: candidates.map(({ condition }) => condition) });

/** The conditions on a leaf that help, but for those that are stronger than another one. */
function weakest(patient: Patient, candidates: readonly Candidate[]): (readonly [Candidate, Shown])[] {
  const found: (readonly [Candidate, Shown])[] = [];
  for (const candidate of candidates) {
    const weaker = candidate.weaker.map(({ text }) => text);
    if (found.some(([{ condition }]) => weaker.includes(condition.text))) continue;
    const shown = holdsUnder(patient, [candidate]);
    if (shown !== undefined) found.push([candidate, shown]);
  }
  return found;
}

function suggestion(patient: Patient, candidates: readonly Candidate[], shown: Shown): Hint {
  const needs = candidates.map(({ condition }) => condition.text);
  const [only, second] = candidates;
  const general = only === undefined || second !== undefined ? undefined : generalFormula(patient, only);
  const inGeneral = general === undefined ? "" : `; in general ${general}`;
  const sure = shown === "exact" ? "" : ", as far as floats can tell";
  return {
    kind: "condition",
    needs,
    general: general ?? null,
    shown,
    text: `it holds if ${needs.join(" and ")}${sure}${inGeneral}`,
  };
}
