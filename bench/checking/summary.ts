// All that was judged, as figures and as a table.
import type { Findings, Measurement } from "../printing/measurement.ts";
import type { Tally } from "./others.ts";
import type { Judged } from "./ours.ts";

/** What became of all formulas of the zoo. */
export function summary(judged: readonly Judged[], others: Tally): Findings {
  const right = judged.filter(({ mistake }) => mistake === undefined);
  const wrong = judged.filter(({ mistake }) => mistake !== undefined);
  const undecided = judged.filter(({ verdict }) => verdict === "undecided");
  const times = judged.map(({ ms }) => ms).sort((a, b) => a - b);
  const figures = {
    wrong: {
      count: wrong.length,
      accepted: counted(wrong, "exact") + counted(wrong, "numeric"),
      acceptedAsExact: counted(wrong, "exact"),
      kinds: new Set(wrong.map(({ mistake }) => mistake)).size,
    },
    right: {
      count: right.length,
      rejected: counted(right, "refuted"),
      exact: counted(right, "exact"),
      numeric: counted(right, "numeric"),
    },
    models: new Set(judged.map(({ model }) => model)).size,
    undecided: undecided.length,
    medianMs: times[times.length >> 1] ?? 0,
    worstMs: times.at(-1) ?? 0,
    slowest: slowest(judged),
    others,
    unexpected: judged.filter(isUnexpected).map(({ ms: _, ...one }) => one),
  };
  return {
    rows: [...byFamily(judged), ...ofOthers(others), ...judged.filter(isUnexpected).map(told)],
    figures,
  };
}

const counted = (judged: readonly Judged[], verdict: Judged["verdict"]): number =>
  judged.filter((one) => one.verdict === verdict).length;

/** The models whose claims take longest, with the time of one. */
function slowest(judged: readonly Judged[]): Readonly<Record<string, number>> {
  const byModel = new Map<string, number>();
  for (const { model, ms } of judged) byModel.set(model, Math.max(ms, byModel.get(model) ?? 0));
  const inOrder = [...byModel].sort(([, a], [, b]) => b - a);
  return Object.fromEntries(inOrder.slice(0, 5).map(([model, ms]) => [model, Math.round(ms)]));
}

const isUnexpected = ({ mistake, verdict }: Judged): boolean =>
  verdict !== (mistake === undefined ? "exact" : "refuted");

function byFamily(judged: readonly Judged[]): Measurement[] {
  const families = [...new Set(judged.map(({ family }) => family)), "all"];
  return families.map((family) => {
    const of = family === "all" ? judged : judged.filter((one) => one.family === family);
    const [right, wrong] = [true, false].map((is) =>
      of.filter(({ mistake }) => (mistake === undefined) === is),
    );
    const times = of.map(({ ms }) => ms).sort((a, b) => a - b);
    return {
      family,
      right: right?.length ?? 0,
      exact: counted(right ?? [], "exact"),
      rejected: counted(right ?? [], "refuted"),
      wrong: wrong?.length ?? 0,
      refuted: counted(wrong ?? [], "refuted"),
      accepted: counted(wrong ?? [], "exact") + counted(wrong ?? [], "numeric"),
      undecided: counted(of, "undecided"),
      "median ms": Math.round(times[times.length >> 1] ?? 0),
      "worst ms": Math.round(times.at(-1) ?? 0),
    };
  });
}

const percent = (part: number, whole: number): string =>
  `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

function ofOthers(others: Tally): Measurement[] {
  return Object.entries(others).map(([rule, { wrong, wrongAccepted, right, rightRejected }]) => ({
    rule,
    wrong,
    "wrong accepted": percent(wrongAccepted, wrong),
    right,
    "right rejected": percent(rightRejected, right),
  }));
}

const told = ({ model, name, formula, mistake = "none", verdict, reason = "" }: Judged): Measurement => ({
  model,
  name,
  formula,
  mistake,
  verdict,
  reason,
});
