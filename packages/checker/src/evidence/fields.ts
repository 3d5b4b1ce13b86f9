// Engine A: two sides at random points of a tower of prime fields. Where all entries are equal there, they are equal as
// formulas, but for a tiny probability.
import type { Node } from "@cadena/graph";
import { int32, interpret, type Plan, plan, type Value } from "@cadena/graph/extend";
import type { Ternary } from "../numbers/interval.ts";
import { nesting } from "../numbers/tower/depth.ts";
import type { TowerNumber } from "../numbers/tower/element.ts";
import { type Tower, tower } from "../numbers/tower/tower.ts";
import type { LeafValues, Points } from "../points/points.ts";
import type { Held } from "./holding.ts";
import { elements } from "./program.ts";
import { Regions } from "./regions.ts";
import { type Setting, type Shadows, settingOf } from "./shadows.ts";

/** What points of a tower say of two sides. */
export interface Tried {
  /** Open where a comparison of the claimed side is none of the target's: then points decide nothing. */
  readonly answer: "equal" | "apart" | "unknown" | "open";
  /** Why they are not equal for certain. */
  readonly reason: string;
  readonly points: number;
  readonly primes: readonly bigint[];
  /** How many values a free number takes, at least. */
  readonly size: number;
  /** How many comparisons there were, and how many of them came out the same way at all points. */
  readonly comparisons: number;
  readonly oneSided: number;
  /** Whether some leaves take few values only. */
  readonly isDrawn: boolean;
  /** The functions without algebra that were met. */
  readonly functions: readonly string[];
}

/** So many points must agree, and more where a root's sign is a matter of chance. */
const wanted = { points: 3, withRoots: 24 };
/**
 * The same where there are regions, since each has to be met: at least so many, and for few entries so many entries in
 * all, for each entry is a sample of its own.
 */
const inRegions = { least: 12, most: 64, entries: 256 };
/** For graphs of more elements than this the least number has to do. */
const large = 5000;
/** Points with bad luck are passed over, but not for ever. */
const patience = 40;

export const apart = "the two sides do not follow from each other by the laws of the prime fields";
const open = "a comparison of the formula is none of the other side's, so that no number of points decides";
const endless = "the formula has no finite value at a point";
const unlucky = "too few random points have values in the prime fields";

/** The sizes of the smallest primes: two kinds of fields take turns, so that no constant can be 0 in all of them. */
const bits = [61, 62];

/** Where two sides are tried. */
export interface Surroundings {
  readonly points: Points;
  /** The leaves that have a given value. */
  readonly fixed: ReadonlySet<Node>;
  readonly shadows: Shadows;
  readonly seed: number;
}

/** Tries two sides at points. */
export function inFields(held: Held, { points, fixed, shadows, seed }: Surroundings): Tried {
  const sides = [held.pair.claimed, held.pair.target];
  const { depth, logarithms } = nesting(sides);
  const towers = bits.map((size) => towerOf(depth + (logarithms ? 2 : 1), size));
  const ready = plan(sides);
  const regions = new Regions(ready.outputs[1] as Node);
  const functions = new Set<string>();
  let [found, roots, reason, isDrawn] = [0, 0, "", false];
  const enough = (): number => {
    const forRegions = regions.comparisons > 0 || isDrawn ? pointsFor(ready, held.pair.target) : 0;
    return Math.max(wanted.points, forRegions, roots > 0 ? wanted.withRoots : 0);
  };
  for (let index = 0; index < enough() + patience && found < enough(); index++) {
    const n = towers[index % towers.length] as Tower;
    n.reseed(seed * 1000 + index);
    const setting = settingOf(index);
    const here = valuesAt(n, held, points, shadows, setting);
    regions.begin();
    let isSaturated = false;
    const values: Value<TowerNumber, Ternary>[] = interpret(
      { reals: n, integers: int32 },
      ready,
      here,
      (node, value) => {
        const record = n.record();
        regions.note(node, record.comparisons);
        isSaturated ||= record.comparisons.some(({ a, b }) => isBeyondFloats(a) || isBeyondFloats(b));
        roots += record.roots;
        for (const name of record.functions) functions.add(name);
        if (node.op.isLeaf && !held.leaves.has(node) && !fixed.has(node)) isDrawn ||= takesFewValues(value);
      },
    );
    const answer = compared(n, elements(n, values[0]), elements(n, values[1]));
    if (answer === "retry") continue;
    // A float that overflows or is saturated far out says nothing, and may take the wrong branch.
    if (setting.isFar && answer !== "equal" && (answer !== apart || isSaturated)) continue;
    found++;
    regions.count();
    if (answer === apart) reason = apart;
    else if (answer !== "equal") reason ||= answer;
    else if (!regions.areShared(n)) reason ||= open;
    if (reason === apart || (reason !== "" && found >= wanted.points)) break;
  }
  if (found < wanted.points) reason ||= unlucky;
  return {
    answer: answers[reason] ?? "unknown",
    reason,
    points: found,
    primes: towers.flatMap((one) => one.primes),
    size: Math.min(...towers.map(({ size }) => Number(size))),
    comparisons: regions.comparisons,
    oneSided: regions.oneSided,
    isDrawn,
    functions: [...functions].toSorted(),
  };
}

const answers: Readonly<Record<string, Tried["answer"]>> = { "": "equal", [apart]: "apart", [open]: "open" };

function pointsFor({ order }: Plan, target: Node): number {
  if (order.reduce((total, { size }) => total + size, 0) > large) return inRegions.least;
  return Math.max(inRegions.least, Math.min(inRegions.most, Math.ceil(inRegions.entries / target.size)));
}

/** Whether a number is finite, and its float is not: log e^x far out. */
const isBeyondFloats = ({ trouble, shadow }: TowerNumber): boolean =>
  trouble === undefined && !Number.isFinite(shadow);

/** Whether a leaf's elements are constants, as those of a one-hot column are, or integers, or truths. */
const takesFewValues = (value: Value<TowerNumber, Ternary>): boolean =>
  value.dtype !== "real" || Array.from(value.data).some(({ fraction }) => fraction !== undefined);

function valuesAt(
  n: Tower,
  { leaves }: Held,
  points: Points,
  shadows: Shadows,
  setting: Setting,
): LeafValues<TowerNumber, Ternary> {
  const here = points.at(n, setting.index, (x, place) => n.fresh(setting.shadow(x, place)));
  if (leaves.size === 0) return here;
  const floats = shadows(setting);
  return (leaf) => {
    const source = leaves.get(leaf);
    if (source === undefined) return here(leaf);
    const known = floats.get(source);
    const data = Array.from({ length: leaf.size }, (_, i) => n.fresh(known?.[i] ?? Number.NaN));
    return { dtype: "real", shape: leaf.shape, data };
  };
}

/** "equal", "retry", or why the two are not equal for certain. */
function compared(n: Tower, claimed: ArrayLike<TowerNumber>, target: ArrayLike<TowerNumber>): string {
  let reason = "equal";
  for (let i = 0; i < target.length; i++) {
    const [a, b] = [claimed[i] as TowerNumber, target[i] as TowerNumber];
    const trouble = a.trouble ?? b.trouble;
    if (trouble?.kind === "retry" || (isUndefined(a) && isUndefined(b))) return "retry";
    const answer = n.equal(a, b);
    if (answer === "different") reason = apart;
    else if (reason !== "equal") continue;
    else if (answer === "unknown") reason = trouble?.what ?? "it rests on a function without algebra";
    // A held value may be 0 in a whole region: what is divided by it there has residues, but no float.
    else if (!Number.isFinite(a.shadow)) reason = endless;
  }
  return reason;
}

/** Whether a point lies outside of where a number is defined. */
const isUndefined = ({ trouble }: TowerNumber): boolean =>
  trouble?.kind === "undefined" || trouble?.kind === "infinite";

/** Towers are remembered, since loops are compiled for each. */
const towers = new Map<string, Tower>();

function towerOf(levels: number, size: number): Tower {
  const key = `${levels} ${size}`;
  const known = towers.get(key) ?? tower({ levels, seed: 0, bits: size });
  towers.set(key, known);
  return known;
}
