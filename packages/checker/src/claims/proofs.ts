// Which formulas are not only close to their targets but equal to them: all claims of a derivation that agree at
// points of floats are tried together, since they share most of their graphs.
import { CadenaError } from "@cadena/graph";
import type { AnyDerivation, Claim } from "../derivation/derivation.ts";
import { sizesAsText } from "../derivation/sizes.ts";
import { identities } from "../evidence/identity.ts";
import type { Counterexample, Identity, Misshapen } from "../report/result.ts";
import type { Freedom, Judged } from "./claim.ts";
import { compared } from "./compared.ts";
import { type Ground, groundOf } from "./ground.ts";
import type { Pair, Posed, World } from "./world.ts";
import { chosenWorlds, hiddenIn } from "./worlds.ts";

/** What exact arithmetic or a counter-example at small sizes says of a formula; or why neither says anything. */
type Answer = Identity | Counterexample | Misshapen | string;

/** The answer about a claim, and what to know about the sizes at which it was found. */
export interface Proof {
  readonly answer: Answer;
  readonly warnings: readonly string[];
}

/** The answer for each claim that may be an identity. */
export function proofs(
  derivation: AnyDerivation,
  judged: readonly (readonly [Claim, Judged])[],
  seed: number,
): Map<Claim, Proof> {
  const candidates = judged.filter(([, { mayBeIdentity }]) => mayBeIdentity !== undefined);
  const found = new Map<Claim, Proof>();
  if (candidates.length === 0) return found;
  const { worlds, warning } = chosenWorlds(derivation);
  // Each is told once, with the first claim that it is about.
  let [choice, hidden]: (string | undefined)[] = [warning];
  for (const group of byFreedom(candidates)) {
    const answers = answersFor(group, worlds, seed);
    for (const [k, [claim]] of group.entries()) {
      const hides = hidden === undefined ? hiddenIn(derivation, worlds[0] as World, claim) : undefined;
      const warnings = [choice, hides].filter((one) => one !== undefined);
      found.set(claim, { answer: answers[k] as Answer, warnings });
      [choice, hidden] = [undefined, hidden ?? hides];
    }
  }
  return found;
}

type Group = readonly (readonly [Claim, Judged])[];

/** Claims under the same conditions, with the same given values, are tried at the same points. */
function byFreedom(candidates: Group): Group[] {
  const groups = new Map<string, (readonly [Claim, Judged])[]>();
  for (const one of candidates) {
    const { conditions, at } = freedomOf(one);
    const key = JSON.stringify([conditions.map(({ text }) => text), at]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

const freedomOf = ([, { mayBeIdentity }]: Group[number]): Freedom => mayBeIdentity as Freedom;

function answersFor(group: Group, worlds: readonly World[], seed: number): Answer[] {
  const obstacles = group.map(([claim]) => obstacleTo(claim, worlds));
  const ready = group.filter((_, k) => obstacles[k] === undefined);
  const answers = ready.length === 0 ? [] : tried(ready, worlds, seed);
  return obstacles.map((obstacle) => obstacle ?? (answers.shift() as Answer));
}

/** Why a claim has no two sides to compare in one of the worlds. */
function obstacleTo(claim: Claim, worlds: readonly World[]): Misshapen | string | undefined {
  for (const { posed, problem } of worlds) {
    const sides = posed.get(claim) as Posed;
    if (typeof sides === "string") return sides;
    if (sides.kind === "shape")
      return { kind: "shape", reason: `${sides.reason} (at ${sizesAsText(problem.sizes)})` };
  }
  return undefined;
}

function tried(group: Group, worlds: readonly World[], seed: number): Answer[] {
  const { conditions, at } = freedomOf(group[0] as Group[number]);
  try {
    const small = worlds.map(({ problem, posed }) => ({
      ...groundOf(problem, conditions, at, seed),
      sizes: problem.sizes,
      quantities: problem.quantities,
      pairs: group.map(([claim]) => posed.get(claim) as Pair),
    }));
    return identities(small, seed).map((answer, k) => {
      if (typeof answer !== "string") return answer;
      return counterexample(small.map((ground) => [ground, ground.pairs[k] as Pair])) ?? answer;
    });
  } catch (error) {
    if (error instanceof CadenaError) return group.map(() => error.what);
    throw error;
  }
}

/** What agrees at a derivation's own sizes may be wrong at others; what agrees at usual points, far out or close to 0. */
function counterexample(sides: readonly (readonly [Ground, Pair])[]): Counterexample | undefined {
  for (const [ground, { claimed, target }] of sides) {
    const found = compared({ kind: "formula", node: claimed }, target, ground, pointsAtSmallSizes);
    if (found.kind === "entry") return found;
  }
  const [ground, { claimed, target }] = sides[0] as (typeof sides)[number];
  for (const points of spreads.map((by) => ground.points.spread(by))) {
    const there = { ...ground, points };
    const found = compared({ kind: "formula", node: claimed }, target, there, points.round, 1);
    if (found.kind === "entry") return found;
  }
  return undefined;
}

const pointsAtSmallSizes = 3;
/** How much larger free numbers are than usual ones. */
const spreads = [2 ** 3, 2 ** 5, 2 ** 10, 2 ** -20];
