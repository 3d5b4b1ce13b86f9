// The front door: checks all claims of a derivation, one after the other.
import { CadenaError } from "@cadena/graph";
import { withProof } from "./claims/claim.ts";
import { diagnosed, type Thoroughness } from "./claims/diagnosis/diagnose.ts";
import { knownMistakes } from "./claims/diagnosis/repair/knownMistakes.ts";
import type { Mistake } from "./claims/diagnosis/repair/mistake.ts";
import { type Beginning, type Judgement, judgeAll } from "./claims/judging.ts";
import { type Problem, pose } from "./claims/problem.ts";
import { proofs } from "./claims/proofs.ts";
import { witnessed } from "./claims/witnessed.ts";
import type { AnyDerivation } from "./derivation/derivation.ts";
import type { ClaimResult, DerivationResult } from "./report/result.ts";
import { version } from "./version.ts";

/** How thoroughly, and with which random numbers. */
export interface CheckOptions {
  /** Gives the same points each time; 1 where nothing is said. */
  readonly seed?: number;
  /** At how many random points two sides must agree; 5 where nothing is said. */
  readonly points?: number;
  /**
   * What a formula has to be to be ok: close to its target within computed error bars (where nothing is said), or
   * equal to it in exact arithmetic. Claims that are no identities (given numbers, programs, draws) stay numeric.
   */
  readonly require?: "numeric" | "exact";
  /** The mistakes that refuted formulas are searched for; `knownMistakes` where nothing is said. */
  readonly mistakes?: readonly Mistake[];
  /** Whether errata are diagnosed as well, which are wrong on purpose; no where nothing is said. */
  readonly errata?: boolean;
}

/**
 * Checks every claim of a derivation against the automatic gradient, in exact arithmetic where that is possible, and
 * that gradient against the forward program.
 * @throws CadenaError where the derivation cannot be built, or `points` is no whole number from 1 on
 * @example
 * const doubled = derivation({
 *   id: "double",
 *   title: "A square",
 *   dimensions: {},
 *   build: () => {
 *     const x = input("x", []);
 *     return { loss: square(x), quantities: { x } };
 *   },
 * })
 *   .claim("dx", { formula: ({ x }) => mul(2, x) })
 *   .erratum("dx", { formula: ({ x }) => x });
 * check(doubled).claims.map((claim) => claim.verdict).join(" ") //=> exact refuted
 */
export function check(
  derivation: AnyDerivation,
  { seed = 1, points = 5, require = "numeric", mistakes = knownMistakes, errata = false }: CheckOptions = {},
): DerivationResult {
  if (!(Number.isInteger(points) && points > 0)) {
    throw new CadenaError(`check: points is a whole number from 1 on, not ${points}`);
  }
  const problem = pose(derivation);
  const setting: Beginning = {
    problem,
    given: derivation.given ?? [],
    seed,
    points,
    witnesses: witnessed(derivation, problem, seed),
  };
  const claims = judgeAll(derivation, setting)
    .map((judgement) => resultsOf(judgement, setting, require, { mistakes, errata }))
    .reduce((best, other) => (unexplained(other) < unexplained(best) ? other : best));
  const { id, title } = derivation;
  const options = { seed, points, require };
  return {
    id,
    title,
    ok: claims.every((claim) => claim.ok),
    loss: nameOfLoss(problem),
    options,
    version,
    claims,
  };
}

/** All that is known of the claims in one judgement. */
function resultsOf(
  judgement: Judgement,
  setting: Beginning,
  require: CheckOptions["require"],
  thoroughness: Thoroughness,
): readonly ClaimResult[] {
  const found = proofs(judgement.derivation, judgement.judged, setting.seed);
  const results = judgement.judged.map(([claim, { result }]) => {
    const answer = found.get(claim);
    if (answer === undefined) return result;
    const proved = withProof(claim, result, answer);
    return require === "exact" ? required(proved) : proved;
  });
  return diagnosed(judgement, results, setting, thoroughness);
}

/** How many wrong claims are wrong for no known reason. */
const unexplained = (claims: readonly ClaimResult[]): number =>
  claims.filter(
    ({ erratum, verdict, hints }) =>
      !erratum && verdict === "refuted" && hints.every(({ kind }) => kind === "unrepaired"),
  ).length;

function nameOfLoss({ loss, quantities }: Problem): string | null {
  if (loss === undefined) return null;
  const named = Object.entries(quantities).find(([, node]) => node === loss);
  return named?.[0] ?? loss.name ?? null;
}

/** A formula that was to be exact, and is not, is not as expected. */
function required(result: ClaimResult): ClaimResult {
  return { ...result, ok: result.erratum ? result.ok : result.ok && result.verdict === "exact" };
}
