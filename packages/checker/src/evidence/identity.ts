// Whether both sides of claims are one formula: each claim in turn, with as much held free as both sides have in common,
// then with earlier claims alone, then as a whole; what the prime fields leave open is asked in p-adic numbers. Where the
// sides are not equal there, nothing is refuted: the equality may rest on a law that the fields do not have.
import { CadenaError } from "@cadena/graph";
import { prime } from "../numbers/padic/prime.ts";
import type { Identity } from "../report/result.ts";
import { worstOf } from "./bound.ts";
import { few, inRegions, type Wanted } from "./fields.ts";
import { formalPoints, formalReason } from "./formal.ts";
import type { Pair } from "./holding.ts";
import { type Attempt, type Choose, type Ground, Place, type Step } from "./place.ts";

/** For each pair of the grounds, what exact arithmetic says of it: an identity, or why it is none there. */
export function identities(grounds: readonly Ground[], seed: number): (Identity | string)[] {
  const places = grounds.map((ground) => new Place(ground, seed));
  return (grounds[0]?.pairs ?? []).map((_, k) => {
    const steps = grounds.map(({ pairs }) => pairs[k] as Step);
    const answer = identity(places, steps, seed);
    if (typeof answer !== "string")
      for (const [p, place] of places.entries()) place.learn(steps[p] as Step, answer);
    return answer;
  });
}

/** What exact arithmetic says of one formula, which has a pair of sides at each place. */
export function identity(places: readonly Place[], pairs: readonly Pair[], seed: number): Identity | string {
  return told(places, seed, () => {
    const local = attempts(places, pairs, (all) => all);
    return failure(local) === undefined ? figures(places, local) : opened(places, pairs, local, seed);
  });
}

/**
 * The same of a formula that looks right in floats, so that fewer points are enough, and with nothing opened that both
 * sides have in common.
 */
export function locally(places: readonly Place[], pairs: readonly Pair[], seed: number): Identity | string {
  return told(places, seed, () => {
    const local = attempts(places, pairs, (all) => all, few);
    return failure(local)?.tried.reason ?? figures(places, local);
  });
}

function told(places: readonly Place[], seed: number, answerOf: () => Shown | string): Identity | string {
  try {
    const answer = answerOf();
    if (typeof answer === "string") return answer;
    return { kind: "identity", sizes: places.map(({ sizes }) => sizes), seed, ...answer };
  } catch (error) {
    if (error instanceof CadenaError) return error.what;
    throw error;
  }
}

type Shown = Omit<Identity, "kind" | "sizes" | "seed">;

/** With less and less held, where not everything can be. */
function opened(
  places: readonly Place[],
  pairs: readonly Pair[],
  local: readonly Attempt[],
  seed: number,
): Shown | string {
  const failed = failure(local) as Attempt;
  const isWhole = failed.held.values.length === 0;
  // Quantities may be tied to each other, as the mean and the values that it is of: then only earlier claims are held.
  const steps = isWhole ? local : attempts(places, pairs, ofClaims);
  if (failure(steps) === undefined) return figures(places, steps);
  const whole = isWhole ? local : attempts(places, pairs, () => []);
  const { tried } = failure(whole) ?? {};
  if (tried === undefined) return figures(places, nearest(places, pairs, whole));
  // The sign of a root is as arbitrary in p-adic numbers, and their points meet no more regions.
  if (tried.answer !== "opaque" || tried.roots > 0 || tried.hasOwn) return tried.reason;
  const wanted = tried.comparisons > 0 ? inRegions.most : formalPoints;
  for (const [p, { points }] of places.entries()) {
    if (formalReason(pairs[p] as Pair, points, seed, wanted) !== undefined) return tried.reason;
  }
  return { ...formalFigures, points: wanted };
}

/** The values that earlier claims have given formulas for. */
const ofClaims: Choose = (all) => all.filter(({ multiples }) => multiples.size > 0);

/** The attempts at all places, up to the first that fails. */
function attempts(
  places: readonly Place[],
  pairs: readonly Pair[],
  choose: Choose,
  wanted?: Wanted,
): Attempt[] {
  const made: Attempt[] = [];
  for (const [p, place] of places.entries()) {
    const attempt = place.attempt(pairs[p] as Pair, choose, wanted);
    made.push(attempt);
    if (attempt.tried.answer !== "equal") break;
  }
  return made;
}

const failure = (made: readonly Attempt[]): Attempt | undefined =>
  made.find(({ tried }) => tried.answer !== "equal");

/**
 * As much held as possible, where not everything can be: what holds with some values held, holds with fewer, so that the
 * number of values to open is found by halving.
 */
function nearest(
  places: readonly Place[],
  pairs: readonly Pair[],
  whole: readonly Attempt[],
): readonly Attempt[] {
  let best = whole;
  let [failing, holding] = [0, Math.max(...places.map((place, p) => place.holdable(pairs[p] as Pair)))];
  while (holding - failing > 1) {
    const middle = Math.floor((failing + holding) / 2);
    const made = attempts(places, pairs, (all) => all.slice(middle));
    if (failure(made) === undefined) [holding, best] = [middle, made];
    else failing = middle;
  }
  return best;
}

/** A formula that a wrong one would pass for this likely is not called exact. */
const tolerable = 1e-12;

function figures(places: readonly Place[], made: readonly Attempt[]): Shown | string {
  const bound = worstOf(made.map((one, p) => (places[p] as Place).boundOf(one)));
  if (bound.error > tolerable) return "its degree is too high for the size of the prime fields";
  const tried = made.map((one) => one.tried);
  const names = made.map(({ held }) => held.values.map(({ name }) => name));
  const deepest = tried.reduce((a, b) => (b.primes.length > a.primes.length ? b : a));
  return {
    engine: "tower of prime fields",
    points: Math.min(...tried.map(({ points }) => points)),
    levels: deepest.primes.length / 2,
    primes: deepest.primes.map(String),
    local: (names[0] ?? []).filter((name) => names.every((others) => others.includes(name))),
    oneSided: Math.max(...tried.map(({ oneSided }) => oneSided)),
    opaque: [...new Set(tried.flatMap(({ functions }) => functions))],
    ...bound,
  };
}

/** One 61-bit digit that agrees by chance at each point; agreement to several digits is less likely by far. */
const formalFigures: Shown = {
  engine: "p-adic numbers",
  points: formalPoints,
  levels: 1,
  primes: [String(prime)],
  local: [],
  oneSided: null,
  opaque: [],
  error: 2 ** -183,
  heuristic: "no theorem bounds the chance of agreement in p-adic numbers",
};
