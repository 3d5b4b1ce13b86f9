// Repeats a check from its report, and tells what is no longer the same.
import { CadenaError } from "@cadena/graph";
import { check } from "./check.ts";
import { keyed, type Retrial, triedAgain } from "./counterexamples.ts";
import type { AnyDerivation } from "./derivation/derivation.ts";
import { type JsonReport, toJSON } from "./report/json.ts";
import type { ClaimResult, DerivationResult } from "./report/result.ts";

/** One claim, now and in the report. */
export interface ReplayedClaim {
  readonly name: string;
  readonly formula: string;
  /** What differs, in words; "same" where nothing does. */
  readonly outcome: string;
  /** What the report's counter-example is now, at its own point; null where the report has none. */
  readonly counterexample: Retrial | null;
}

/** One derivation, now and in the report. */
export interface Replayed {
  readonly id: string;
  readonly title: string;
  readonly same: boolean;
  /** The version of the package that made the report. */
  readonly version: string;
  readonly claims: readonly ReplayedClaim[];
}

/**
 * Repeats the check of a derivation with the options of its report (see `toJSON`), and compares each claim's formula,
 * verdict, level and finding. Counter-examples are evaluated again besides, at the sizes and at the point that the
 * report gives.
 * @throws CadenaError where the report has no derivation of this id, or the derivation cannot be built
 * @example
 * const squared = derivation({
 *   id: "S",
 *   title: "A square",
 *   dimensions: {},
 *   build: () => {
 *     const x = input("x", []);
 *     return { loss: square(x), quantities: { x } };
 *   },
 * }).claim("dx", { formula: ({ x }) => x });
 * const report = toJSON(check(squared, { seed: 7 }));
 * replay(squared, report).claims[0]?.outcome //=> same
 * replay(squared, report).claims[0]?.counterexample //=> disjoint again
 */
export function replay(derivation: AnyDerivation, report: JsonReport | DerivationResult): Replayed {
  const before = recordOf(derivation, report);
  const { id, options, version } = before;
  const [now] = toJSON(check(derivation, options)).derivations as readonly [DerivationResult];
  const again = triedAgain(derivation, before);
  const [old, present] = [keyed(before.claims), keyed(now.claims)];
  const claims = [...new Set([...old.keys(), ...present.keys()])].map((key): ReplayedClaim => {
    const [one, other] = [old.get(key), present.get(key)];
    const { name, formula } = (other ?? one) as ClaimResult;
    return { name, formula, outcome: outcomeOf(one, other), counterexample: again.get(key) ?? null };
  });
  const same = claims.every(
    ({ outcome, counterexample }) => outcome === "same" && counterexample !== "not disjoint",
  );
  return { id, title: now.title, same, version, claims };
}

function recordOf({ id }: AnyDerivation, report: JsonReport | DerivationResult): DerivationResult {
  if (!("derivations" in report)) return report;
  const found = report.derivations.find((one) => one.id === id);
  if (found !== undefined) return found;
  const known = report.derivations.map((one) => one.id).join(", ");
  throw new CadenaError(`replay: the report has no derivation ${id} (it has ${known || "none"})`, {
    origin: undefined,
  });
}

function outcomeOf(before: ClaimResult | undefined, now: ClaimResult | undefined): string {
  if (before === undefined) return "the report does not have it";
  if (now === undefined) return "it is no longer claimed";
  const facts = ({ formula, verdict, level, evidence: { finding } }: ClaimResult): unknown => {
    return { formula, verdict, level, finding };
  };
  return difference(facts(before), facts(now), "") ?? "same";
}

/** The first place where two plain values differ, and how; undefined where they do not. */
function difference(before: unknown, now: unknown, path: string): string | undefined {
  if (isRecord(before) && isRecord(now)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
      const found = difference(before[key], now[key], path === "" ? key : `${path}.${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const [old, present] = [before, now].map((value) => JSON.stringify(value) ?? "nothing");
  return old === present ? undefined : `${path}: ${old} in the report, ${present} now`;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
