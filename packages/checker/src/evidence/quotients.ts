// p-adic difference quotients as a witness: they evaluate the forward program alone, in exact arithmetic, so that
// they share no derivative rule with the gradient, and no tolerance decides.
import { CadenaError, UnsupportedError } from "@cadena/graph";
import type { Value } from "@cadena/graph/extend";
import {
  type PAdic,
  type PAdicQuotient,
  type PAdicSystem,
  pAdic,
  pAdicQuotient,
  samplePAdic,
} from "../numbers/padic/index.ts";
import type { Ternary } from "../numbers/ternary.ts";
import { traced } from "../numbers/tracing.ts";
import type { LeafValues, Points } from "../points/points.ts";
import { longDraws } from "../points/random.ts";
import type { Fresh } from "../points/sampling.ts";
import type { GradientWitnesses } from "../report/result.ts";
import type { Question } from "./direction.ts";
import { elements } from "./program.ts";

type ExactWitness = GradientWitnesses["quotients"];

/** A gradient, without a point and a direction to look along. */
type Gradient = Omit<Question, "index" | "direction">;

/** How many digits numbers have, and the valuations of free numbers: of those with a positive float, and of others. */
interface Setting {
  readonly digits: number;
  readonly positive: number | "nearOne";
  readonly others: number;
}

/**
 * Exponentials need multiples of p, every layer above a weight more digits, logarithms and powers of free numbers
 * that these are near 1, and roots even valuations.
 */
const settings: readonly Setting[] = [
  { digits: 20, positive: 1, others: 1 },
  { digits: 20, positive: "nearOne", others: 1 },
  { digits: 32, positive: 1, others: 1 },
  { digits: 20, positive: 0, others: 0 },
  { digits: 20, positive: "nearOne", others: 0 },
  { digits: 32, positive: 2, others: 2 },
  { digits: 48, positive: 1, others: 1 },
];

/** At how many points each setting is tried: what is no square at one may be one at the next. */
const rounds = 3;

/** So many quotients must contradict, out of at most so many. */
const contradictions = 2;
const most = 6;

/** Compares a gradient with difference quotients, in the first setting in which they exist. */
export function byQuotients(gradient: Gradient): ExactWitness {
  const reasons: string[] = [];
  try {
    for (let k = 0; k < rounds * settings.length; k++) {
      const setting = settings[k % settings.length] as Setting;
      const ask = (n: number): PAdicQuotient => asked(gradient, setting, k + n * rounds * settings.length);
      const first = ask(0);
      const regionOf = (n: number): number => regionAt(gradient, k + n * rounds * settings.length);
      if (first.applicable) return judged(first, ask, regionOf);
      reasons.push(first.reason);
    }
  } catch (error) {
    if (!(error instanceof UnsupportedError)) throw error;
    reasons.unshift(error.what);
  }
  return undecided(reasons[0] as string);
}

const undecided = (reason: string): ExactWitness => ({
  verdict: "undecided",
  digits: 0,
  directions: 0,
  reason,
});

/**
 * One agreement is enough where nothing is compared: by chance, it is one in 2^(61 digits). Where something is, several
 * points see several regions.
 */
function judged(
  first: PAdicQuotient & { applicable: true },
  ask: (n: number) => PAdicQuotient,
  regionOf: (n: number) => number,
): ExactWitness {
  const [agreeing, against]: [number[], number[]] = [[], []];
  const regions = new Set<number>();
  for (let n = 0; n < most && against.length < contradictions; n++) {
    const found = n === 0 ? first : ask(n);
    if (!found.applicable) continue;
    if (!found.agrees) against.push(found.digits);
    else {
      agreeing.push(found.digits);
      regions.add(regionOf(n));
    }
    if (against.length === 0 && (regions.has(smooth) || regions.size === inRegions)) break;
  }
  if (against.length >= contradictions) {
    return { verdict: "refuted", digits: Math.max(...against), directions: against.length };
  }
  if (against.length > 0) return undecided("only one of several quotients contradicts");
  return {
    verdict: "exact",
    digits: Math.min(...agreeing),
    directions: agreeing.length,
    regions: regions.size,
  };
}

/** Where there are comparisons, quotients are to agree in so many regions, if as many are found. */
const inRegions = 2;

/** The region of a program that compares nothing. */
const smooth = 0;

/** Which way the comparisons of the program and of its gradient go at the floats of a point. */
function regionAt({ cut, gradient, points }: Gradient, index: number): number {
  const { branches } = traced((n) => {
    const here = cut.at(n, points.at(n, index));
    cut.value(n, here);
    gradient(n, here);
  });
  return branches;
}

/** Number systems are remembered, since loops are compiled for each. */
const systems = new Map<number, PAdicSystem>();

function systemOf(digits: number): PAdicSystem {
  const known = systems.get(digits) ?? pAdic("true", digits);
  systems.set(digits, known);
  return known;
}

/** The quotient along a random direction, at the point of a number. */
function asked({ cut, gradient, place, points }: Gradient, setting: Setting, index: number): PAdicQuotient {
  const system = systemOf(setting.digits);
  try {
    const leaf = leafAt(points, setting, index);
    const here = cut.at(system, leaf);
    const moving = (x: ArrayLike<PAdic>): Value<PAdic, Ternary> => ({
      dtype: "real",
      shape: cut.variable.shape,
      data: x,
    });
    return pAdicQuotient({
      system,
      at: Array.from(elements(system, here(cut.variable))),
      value: (x) => {
        const [value] = cut.value(system, (leaf) => (leaf === cut.variable ? moving(x) : here(leaf)));
        return finite(elements(system, value)[0] as PAdic);
      },
      gradient: () => Array.from(elements(system, gradient(system, leaf)[place]), finite),
      seed: index,
    });
  } catch (error) {
    if (!(error instanceof CadenaError) || error instanceof UnsupportedError) throw error;
    return { applicable: false, reason: error.what };
  }
}

/** The leaves' values at points that have been asked about, so that what is evaluated there can be remembered. */
const leaves = new WeakMap<Points, Map<number, LeafValues<PAdic, Ternary>>>();

function leafAt(points: Points, setting: Setting, index: number): LeafValues<PAdic, Ternary> {
  const ofPoints = leaves.get(points) ?? new Map<number, LeafValues<PAdic, Ternary>>();
  leaves.set(points, ofPoints);
  const known =
    ofPoints.get(index) ?? points.at(systemOf(setting.digits), index, freshIn(setting, points.seed, index));
  ofPoints.set(index, known);
  return known;
}

/** A number that real numbers have too: a p-adic logarithm of a negative number shows nothing about them. */
const finite = (x: PAdic): PAdic =>
  Number.isFinite(x.shadow) ? x : { ...x, flaw: x.flaw ?? "a value is not finite at the point" };

/** Random numbers with given floats beside them, where the setting says. */
function freshIn({ digits, positive, others }: Setting, seed: number, index: number): Fresh<PAdic> {
  const { uniform } = longDraws(seed, "quotient", index);
  return (x) => {
    const valuation = x > 0 ? positive : others;
    return samplePAdic(uniform, digits, x, valuation === "nearOne" ? valuation : { valuation });
  };
}
