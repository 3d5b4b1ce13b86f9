// Engine A: two sides at random points of a tower of prime fields. Where all entries are equal there, they are equal as
// formulas, but for a tiny probability.
import { type Node, UndecidedError } from "@cadena/graph";
import { int32, interpret, type NumberSystem, type Plan, plan, type Value } from "@cadena/graph/extend";
import type { Ternary } from "../numbers/ternary.ts";
import { comparisonsBelow } from "../numbers/tower/dependence.ts";
import { nesting } from "../numbers/tower/depth.ts";
import type { TowerNumber } from "../numbers/tower/element.ts";
import { type Indicator, indicators } from "../numbers/tower/indicators.ts";
import { type Tower, tower } from "../numbers/tower/tower.ts";
import type { Choices, LeafValues, Points } from "../points/points.ts";
import { draws } from "../points/random.ts";
import { generic } from "../points/sampling.ts";
import { Chosen } from "./chosen.ts";
import type { Held } from "./holding.ts";
import { elements } from "./program.ts";
import { Regions } from "./regions.ts";
import { type Setting, type Shadows, settingOf } from "./shadows.ts";

/** What points of a tower say of two sides. */
export interface Tried {
  /** Opaque where a function has no algebra here; open where a point has no values, or no point may have met a region. */
  readonly answer: "equal" | "apart" | "opaque" | "open";
  /** Why they are not equal for certain. */
  readonly reason: string;
  readonly points: number;
  readonly primes: readonly bigint[];
  /** How many values a free number takes, at least. */
  readonly size: number;
  /** How many comparisons there were, and how many of them came out the same way at all points. */
  readonly comparisons: number;
  readonly oneSided: number;
  /** Whether the claimed side makes a comparison that may be none of the target's. */
  readonly hasOwn: boolean;
  /** How many roots were taken whose sign is a matter of chance. */
  readonly roots: number;
  /** The functions without algebra that were met. */
  readonly functions: readonly string[];
}

/** How many points must agree. */
export interface Wanted {
  readonly points: number;
  /** Where a root's sign is a matter of chance. */
  readonly withRoots: number;
  /** Where the sides are not equal whatever the outcomes of comparisons are; with fewer than the most, that is left open. */
  readonly inRegions: number;
}

/**
 * At least so many points where comparisons have outcomes; so many where the sides are not equal whatever these are. Where
 * an entry of both sides depends on more than so many comparisons, not all of their joint outcomes may be met.
 */
export const inRegions = { least: 8, most: 64, each: 8 };

const usual: Wanted = { points: 3, withRoots: 24, inRegions: inRegions.most };

/** For sides that are known to look equal in floats. */
export const few: Wanted = { points: 1, withRoots: 4, inRegions: 8 };
/** Points with bad luck are passed over, but not for ever. */
const patience = 40;

export const apart = "the two sides do not follow from each other by the laws of the prime fields";
const own = "a comparison of the formula is none of the other side's, so that no number of points decides";
const scarce = "its leaves take more values than points can meet";
const many = "it has more regions than points can meet";
const opaque = "it rests on a function without algebra";
const endless = "the formula has no finite value at a point";
const unlucky = "too few random points have values in the prime fields";

/** The sizes of the smallest primes: two kinds of fields take turns, so that no constant can be 0 in all of them. */
const bits = [61, 62];

/** Where two sides are tried. */
export interface Surroundings {
  readonly points: Points;
  readonly shadows: Shadows;
  readonly seed: number;
}

/** Tries two sides at points. */
export function inFields(held: Held, surroundings: Surroundings, wanted: Wanted = usual): Tried {
  const { points, shadows, seed } = surroundings;
  const sides = [held.pair.claimed, held.pair.target];
  const { depth, logarithms } = nesting(sides);
  const towers = bits.map((size) => towerOf(depth + (logarithms ? 2 : 1), size));
  const ready = plan(sides);
  const regions = new Regions(ready.outputs[1] as Node);
  const choices = new Chosen();
  const functions = new Set<string>();
  let [found, roots, reason] = [0, 0, ""];
  /** Whether both sides are constant in every region, as a hardmax is. */
  let isStep = true;
  /** Whether the sides are equal whatever comparisons, or leaves of few values, come to; undefined before that is asked. */
  let [isEverywhere, isMixed]: (boolean | undefined)[] = [];
  const enough = (): number => {
    const inAll = regions.comparisons === 0 ? 0 : isEverywhere ? inRegions.least : wanted.inRegions;
    return Math.max(
      wanted.points,
      inAll,
      choices.among > 1 && !isMixed ? inRegions.most : 0,
      roots > 0 ? wanted.withRoots : 0,
    );
  };
  for (let index = 0; index < enough() + patience && found < enough(); index++) {
    const n = towers[index % towers.length] as Tower;
    n.reseed(seed * 1000 + index);
    const setting = settingOf(index);
    regions.begin();
    choices.begin();
    const here = valuesAt(n, held, points, shadows, setting, (leaf, made) => choices.note(leaf, made));
    const values: Value<TowerNumber, Ternary>[] = interpret(
      { reals: n, integers: int32 },
      ready,
      here,
      (node) => {
        const record = n.record();
        regions.note(node, record.comparisons);
        roots += record.roots;
        for (const name of record.functions) functions.add(name);
      },
    );
    const [claimed, target] = values.map((value) => elements(n, value)) as [Numbers, Numbers];
    const answer = compared(n, claimed, target, held.leaves.size > 0);
    isStep &&= [...Array.from(claimed), ...Array.from(target)].every(
      ({ fraction }) => fraction !== undefined,
    );
    // A float that overflows or is saturated far out says nothing.
    if (answer === "retry" || (setting.isFar && answer !== "equal" && answer !== apart)) continue;
    found++;
    regions.count(n);
    choices.count();
    if (answer === apart) reason = apart;
    else if (answer !== "equal") reason ||= answer;
    if (reason === apart || (reason !== "" && found >= wanted.points)) break;
    if (reason !== "") continue;
    // This is dearer than a few points, which tell most sides apart.
    if (regions.comparisons > 0 && found >= inRegions.least) {
      isEverywhere ??= areEqual(held, ready, surroundings, towers.map(openOf));
    }
    if (choices.among > 1) {
      isMixed ??= areEqual(held, ready, { ...surroundings, points: points.mixed }, towers);
    }
  }
  if (regions.singles) reason ||= own;
  if (regions.comparisons > 0 && !isEverywhere) {
    if (regions.own) reason ||= own;
    if (wanted.inRegions < inRegions.most) reason ||= many;
    if (!isStep && comparisonsBelow(sides) > inRegions.each) reason ||= many;
  }
  if (found < wanted.points) reason ||= unlucky;
  if (choices.among > choices.met && !isMixed) reason ||= scarce;
  const comparisons = isEverywhere ? 0 : regions.comparisons;
  return {
    answer: answers[reason] ?? "open",
    reason,
    points: found,
    primes: towers.flatMap((one) => one.primes),
    size: Math.min(...towers.map(({ size }) => Number(size))),
    comparisons,
    oneSided: comparisons > 0 ? regions.oneSided : 0,
    hasOwn: comparisons > 0 && regions.own,
    roots,
    functions: [...functions].toSorted(),
  };
}

/**
 * Whether two sides are equal at a few points, in number systems over the towers. Points at which a side has no values,
 * as for want of a root, are passed over.
 */
function areEqual<B>(
  held: Held,
  ready: Plan,
  { points, shadows, seed }: Surroundings,
  systems: readonly (NumberSystem<TowerNumber, B> & Pick<Tower, "equal" | "fresh" | "record" | "reseed">)[],
): boolean {
  for (let index = 0, found = 0; found < usual.points; index++) {
    if (index === usual.points + patience) return false;
    const n = systems[index % systems.length] as (typeof systems)[number];
    n.reseed(seed * 1000 + index);
    try {
      const here = valuesAt(n, held, points, shadows, settingOf(index));
      const [a, b] = interpret({ reals: n, integers: int32 }, ready, here).map((value) =>
        elements(n, value),
      ) as [TowerNumber[], TowerNumber[]];
      if ([...Array.from(a), ...Array.from(b)].some(({ trouble }) => trouble !== undefined)) continue;
      if (!Array.from(b).every((y, i) => n.equal(a[i] as TowerNumber, y) === "equal")) return false;
      found++;
    } catch (error) {
      if (error instanceof UndecidedError) return false;
      throw error;
    } finally {
      n.record();
    }
  }
  return true;
}

const answers: Readonly<Record<string, Tried["answer"]>> = {
  "": "equal",
  [apart]: "apart",
  [opaque]: "opaque",
};

function valuesAt<B>(
  n: NumberSystem<TowerNumber, B> & Pick<Tower, "fresh">,
  { leaves }: Held,
  points: Points,
  shadows: Shadows,
  { index, shadow, ...setting }: Setting,
  choose?: (leaf: Node, choices: Choices) => void,
): LeafValues<TowerNumber, B> {
  const here = points.at(n, index, (x, place) => n.fresh(shadow(x, place)), choose);
  if (leaves.size === 0) return here;
  const floats = shadows({ index, shadow, ...setting });
  return (leaf) => {
    const source = leaves.get(leaf);
    if (source === undefined) return here(leaf);
    // A value that floats cannot hold at this point is held all the same: any float stands beside it.
    const known = floats.get(source);
    const stream = draws(points.seed, index, -5);
    const data = Array.from({ length: leaf.size }, (_, i) => {
      const float = known?.[i] ?? Number.NaN;
      return n.fresh(Number.isFinite(float) ? float : generic(stream));
    });
    return { dtype: "real", shape: leaf.shape, data };
  };
}

type Numbers = ArrayLike<TowerNumber>;

/** "equal", "retry", or why the two are not equal for certain. */
function compared(n: Tower, claimed: Numbers, target: Numbers, isHeld: boolean): string {
  let reason = "equal";
  for (let i = 0; i < target.length; i++) {
    const [a, b] = [claimed[i] as TowerNumber, target[i] as TowerNumber];
    const trouble = a.trouble ?? b.trouble;
    if (trouble?.kind === "retry" || (isUndefined(a) && isUndefined(b))) return "retry";
    const answer = n.equal(a, b);
    if (answer === "different") reason = apart;
    else if (reason !== "equal") continue;
    else if (answer === "unknown") reason = trouble?.what ?? opaque;
    // A held value may be 0 in a whole region: what is divided by it there has residues, but no float.
    else if (isHeld && !Number.isFinite(a.shadow)) {
      if (!Number.isFinite(b.shadow)) return "retry";
      reason = endless;
    }
  }
  return reason;
}

/** Whether a point lies outside of where a number is defined, or its floats do not tell. */
const isUndefined = ({ trouble }: TowerNumber): boolean =>
  trouble?.kind === "undefined" || trouble?.kind === "infinite" || trouble?.kind === "unclear";

/** Towers are remembered, since loops are compiled for each. */
const towers = new Map<string, Tower>();

function towerOf(levels: number, size: number): Tower {
  const key = `${levels} ${size}`;
  const known = towers.get(key) ?? tower({ levels, seed: 0, bits: size });
  towers.set(key, known);
  return known;
}

/** For each tower, itself with open comparisons. */
const opened = new WeakMap<Tower, OpenTower>();

type OpenTower = NumberSystem<TowerNumber, Indicator> & Pick<Tower, "equal" | "fresh" | "record" | "reseed">;

function openOf(n: Tower): OpenTower {
  const { equal, fresh, record, reseed } = n;
  const known = opened.get(n) ?? { ...indicators(n), equal, fresh, record, reseed };
  opened.set(n, known);
  return known;
}
