// Engine A, and engine B behind it: both sides of claims in a tower of prime fields, at small sizes and random points.
// Where all entries are equal there, they are equal as formulas, but for a tiny probability. Where they are not,
// nothing is refuted: the equality may rest on a law that the fields do not have.
import { type Node, sub } from "@cadena/graph";
import type { SizeTable } from "../derivation/sizes.ts";
import type { Ternary } from "../numbers/interval.ts";
import { agreement, digitsFor, type PAdic, pAdic, samplePAdic } from "../numbers/padic/index.ts";
import { degreeBound } from "../numbers/tower/degree.ts";
import { exponentDepth } from "../numbers/tower/depth.ts";
import type { TowerNumber } from "../numbers/tower/element.ts";
import { type Tower, tower } from "../numbers/tower/tower.ts";
import type { Points } from "../points/points.ts";
import { draws } from "../points/random.ts";
import type { Identity } from "../report/result.ts";
import { elements, prepared } from "./program.ts";

/** Pairs of sides that are tried at the same points. */
export interface Ground {
  readonly sizes: SizeTable;
  readonly points: Points;
  readonly pairs: readonly { readonly claimed: Node; readonly target: Node }[];
  /** Whether the leaves are free, so that the theorem on random points applies. */
  readonly isFree: boolean;
}

/**
 * So many points must agree at each choice of sizes; more until every comparison has come out both ways, and more where
 * a root's sign is a matter of chance.
 */
const wanted = { points: 3, withBranches: 12, withRoots: 24 };
/** Points with bad luck are passed over, but not for ever. */
const patience = 40;

/** Why two sides are no identity, where the tower tells them apart. */
const apart = "the two sides do not follow from each other by the laws of the prime fields";

/**
 * For each pair, what exact arithmetic says of it: an identity, or why it is none there. What the tower leaves open is
 * asked again in p-adic numbers (engine B), where the logarithm of a sum keeps its laws; what it tells apart is not,
 * since a high power of a multiple of p vanishes among few digits.
 */
export function identities(grounds: readonly Ground[], seed: number): (Identity | string)[] {
  const count = grounds[0]?.pairs.length ?? 0;
  const trials = grounds.map((ground) => tried(ground, seed));
  const shown = { kind: "identity", sizes: grounds.map(({ sizes }) => sizes), seed } as const;
  return Array.from({ length: count }, (_, k) => {
    const found = trials.map(({ reasons }) => reasons[k]).filter((one) => one !== undefined);
    if (found.includes(apart)) return apart;
    const [reason] = found;
    if (reason !== undefined) return inPAdics(grounds, k, seed) ? { ...shown, ...pAdicFigures } : reason;
    return {
      ...shown,
      engine: "tower of prime fields",
      points: Math.min(...trials.map(({ points }) => points)),
      levels: Math.max(...trials.map(({ levels }) => levels)),
      oneSided: Math.max(...trials.map(({ oneSided }) => oneSided)),
      ...worst(grounds.map((ground, g) => boundOf(ground, k, trials[g] as Tried))),
    };
  });
}

/** One 61-bit digit that agrees by chance at each point; agreement to several digits is less likely by far. */
const pAdicFigures = {
  engine: "p-adic numbers",
  points: 3,
  levels: 1,
  oneSided: null,
  error: 2 ** -183,
  heuristic: "no theorem bounds the chance of agreement in p-adic numbers",
} as const;

/** Whether two sides agree in p-adic numbers at three points of each choice of sizes. */
function inPAdics(grounds: readonly Ground[], k: number, seed: number): boolean {
  return grounds.every(({ pairs, points }) => {
    const { claimed, target } = pairs[k] as (typeof pairs)[number];
    const n = pAdic("formal", digitsFor(exponentDepth([claimed, target])));
    const evaluate = prepared([claimed, target]);
    return Array.from({ length: pAdicFigures.points }, (_, index) => index).every((index) => {
      const { uniform } = draws(seed, index, -4);
      const fresh = (shadow: number): PAdic => samplePAdic(uniform, n.digits, shadow, { valuation: 0 });
      const [a, b] = evaluate(n, points.at(n, index, fresh)).map((value) => elements(n, value));
      return Array.from(b ?? []).every((y, i) => agreement(a?.[i] as PAdic, y).answer === "equal");
    });
  });
}

interface Tried {
  /** For each pair why it is no identity; undefined where it is one. */
  readonly reasons: (string | undefined)[];
  readonly points: number;
  readonly levels: number;
  readonly size: bigint;
  /** How many comparisons came out the same way at all points. */
  readonly oneSided: number;
}

/** How the comparisons of a graph came out, in their order, over several points. */
class Outcomes {
  readonly #ways: Set<Ternary>[] = [];

  add(outcomes: readonly Ternary[]): void {
    for (const [k, outcome] of outcomes.entries()) {
      const ways = this.#ways[k] ?? new Set();
      this.#ways[k] = ways.add(outcome);
    }
  }

  get oneSided(): number {
    return this.#ways.filter((ways) => ways.size < 2).length;
  }
}

function tried({ points, pairs }: Ground, seed: number): Tried {
  const nodes = pairs.flatMap(({ claimed, target }) => [claimed, target]);
  const levels = exponentDepth(nodes) + 1;
  const evaluate = prepared(nodes);
  const reasons = new Array<string | undefined>(pairs.length).fill(undefined);
  const seen = new Outcomes();
  const n = tower({ levels, seed });
  let [found, roots] = [0, 0];
  for (let index = 0; index < patience; index++) {
    const branches = seen.oneSided > 0 ? wanted.withBranches : wanted.points;
    if (found >= (roots > 0 ? wanted.withRoots : branches)) break;
    n.reseed(seed * 1000 + index);
    const values = evaluate(n, points.at(n, index, n.fresh)).map((value) => elements(n, value));
    const record = n.record();
    const answers = pairs.map((_, k) => compared(n, values[2 * k], values[2 * k + 1]));
    if (answers.includes("retry")) continue;
    found++;
    roots += record.roots;
    seen.add(record.outcomes);
    for (const [k, answer] of answers.entries()) {
      if (answer === apart) reasons[k] = apart;
      else if (answer !== "equal") reasons[k] ??= answer;
    }
  }
  if (found < wanted.points) reasons.fill("too few random points have values in the prime fields");
  return { reasons, points: found, levels, size: n.size, oneSided: seen.oneSided };
}

type Numbers = ArrayLike<TowerNumber> | undefined;

/** "equal", "retry", or why the two are not equal for certain. */
function compared(n: Tower, claimed: Numbers = [], target: Numbers = []): string {
  let reason = "equal";
  for (let i = 0; i < target.length; i++) {
    const [a, b] = [claimed[i] as TowerNumber, target[i] as TowerNumber];
    const trouble = a.trouble ?? b.trouble;
    if (trouble?.kind === "retry") return "retry";
    const answer = n.equal(a, b);
    if (answer === "different") reason = apart;
    else if (answer === "unknown" && reason === "equal") {
      reason = trouble?.what ?? "it rests on a function without algebra";
    }
  }
  return reason;
}

interface Bound {
  readonly error: number;
  readonly heuristic: string | null;
}

/** How likely it is that a wrong formula passes: (degree / size)^points. */
function boundOf({ pairs, isFree }: Ground, k: number, { points, size }: Tried): Bound {
  const { claimed, target } = pairs[k] as (typeof pairs)[number];
  const { degree, heuristic } = degreeBound([sub(claimed, target)]);
  const error = 10 ** (points * (Math.log10(Math.max(1, degree)) - Math.log10(Number(size))));
  return { error, heuristic: heuristic ?? (isFree ? null : "the leaves are bound by conditions") };
}

const worst = (bounds: readonly Bound[]): Bound =>
  bounds.reduce((a, b) => ({ error: Math.max(a.error, b.error), heuristic: a.heuristic ?? b.heuristic }));
