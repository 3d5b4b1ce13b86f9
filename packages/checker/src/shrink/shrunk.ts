// Counter-examples made small: at small sizes, with zeros and small whole numbers, as far as the two sides stay apart.
import { asJudged } from "../claims/asJudged.ts";
import { groundOf } from "../claims/ground.ts";
import { isPair, worldAt } from "../claims/world.ts";
import { numbersOf } from "../counterexamples.ts";
import type { Condition } from "../derivation/condition.ts";
import type { AnyDerivation, Claim } from "../derivation/derivation.ts";
import { type SizeTable, smallestSizes } from "../derivation/sizes.ts";
import type { Counterexample, DerivationResult } from "../report/result.ts";
import { smaller } from "./smaller.ts";
import { type Trial, trialOf } from "./trial.ts";

/** So many points of the smallest sizes are tried to begin with. */
const beginnings = 8;

/**
 * A result with each counter-example made small: where the formula is wrong at the smallest sizes too, it is looked at
 * there; then numbers become 0, 1 or other whole numbers, as many at a time as possible, while the enclosures of both sides
 * stay disjoint, the conditions hold, and no comparison of the graph becomes one of equal numbers, where a derivative may
 * be a convention. A counter-example with estimated error bars, or at given values, stays as it is.
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
 * const finding = shrunk(squared, check(squared)).claims[0]?.evidence.finding;
 * finding?.kind === "entry" && finding.point.x //=> 1
 */
export function shrunk(derivation: AnyDerivation, result: DerivationResult): DerivationResult {
  const read = asJudged(derivation, result);
  const claims = result.claims.map((one, k) => {
    const { finding } = one.evidence;
    const claim = read.claims[k] as Claim;
    const isFree = !("draw" in claim.states) && claim.states.at === undefined;
    if (finding.kind !== "entry" || finding.estimated || !isFree) return one;
    const trial = beginning(read, claim, finding, result.options.seed);
    if (trial === undefined) return one;
    const small = { ...finding, ...trial.written(smaller(trial.start, trial.holds)) };
    return { ...one, evidence: { ...one.evidence, finding: small } };
  });
  return { ...result, claims };
}

/** Where the formula is wrong at the smallest sizes, or else where it was found to be. */
function beginning(
  derivation: AnyDerivation,
  claim: Claim,
  found: Counterexample,
  seed: number,
): Trial | undefined {
  const given = [...(derivation.given ?? []), ...("draw" in claim.states ? [] : (claim.states.given ?? []))];
  const trials = trialsAt(derivation, claim, smallestSizes(derivation.dimensions), {}, given, seed);
  for (let index = 0; index < beginnings; index++) {
    const trial = trials?.(index);
    if (trial?.holds(trial.start)) return trial;
  }
  const there = trialsAt(derivation, claim, found.sizes, numbersOf(found.point), given, seed)?.(0);
  return there?.holds(there.start) ? there : undefined;
}

/** A claim at points of some sizes; undefined where it has no formula of the right shape there. */
function trialsAt(
  derivation: AnyDerivation,
  claim: Claim,
  sizes: SizeTable,
  at: Counterexample["point"],
  given: readonly Condition[],
  seed: number,
): ((index: number) => Trial) | undefined {
  const world = worldAt(derivation, sizes);
  const pair = world.posed.get(claim);
  if (pair === undefined || !isPair(pair) || pair.statement.kind !== "formula") return undefined;
  // The point satisfies its conditions, up to the rounding of its numbers.
  const isKnown = Object.keys(at).length > 0;
  const ground = groundOf(world.problem, isKnown ? [] : given, at, seed);
  return (index) => trialOf(world, pair, { ...ground, given }, index);
}
