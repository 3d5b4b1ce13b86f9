// Which formulas are not only close to their targets but equal to them: all claims of a derivation that agree at
// points of floats are tried together, since they share most of their graphs.
import { CadenaError } from "@cadena/graph";
import type { AnyDerivation, Claim } from "../derivation/derivation.ts";
import { type Ground, identities } from "../evidence/identity.ts";
import type { Identity } from "../report/result.ts";
import type { Freedom, Judged } from "./claim.ts";
import { groundOf } from "./ground.ts";
import { type Posed, smallWorlds, type World } from "./world.ts";

/** For each claim that may be an identity: that it is one, or the reason why it is not shown to be. */
export function proofs(
  derivation: AnyDerivation,
  judged: readonly (readonly [Claim, Judged])[],
  seed: number,
): Map<Claim, Identity | string> {
  const candidates = judged.filter(([, { mayBeIdentity }]) => mayBeIdentity !== undefined);
  const found = new Map<Claim, Identity | string>();
  if (candidates.length === 0) return found;
  const worlds = smallWorlds(derivation);
  for (const group of byFreedom(candidates)) {
    const answers = typeof worlds === "string" ? group.map(() => worlds) : answersFor(group, worlds, seed);
    for (const [k, [claim]] of group.entries()) found.set(claim, answers[k] as Identity | string);
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

function answersFor(group: Group, worlds: readonly World[], seed: number): (Identity | string)[] {
  const posed = group.map(([claim]) => worlds.map((world) => world.posed.get(claim) as Posed));
  const reasons = posed.map((sides) => sides.find((one) => typeof one === "string") as string | undefined);
  const ready = group.filter((_, k) => reasons[k] === undefined);
  const answers = ready.length === 0 ? [] : tried(ready, worlds, seed);
  return reasons.map((reason) => reason ?? (answers.shift() as Identity | string));
}

function tried(group: Group, worlds: readonly World[], seed: number): (Identity | string)[] {
  const { conditions, at } = freedomOf(group[0] as Group[number]);
  try {
    const grounds = worlds.map(({ problem, posed }): Ground => {
      const { points } = groundOf(problem, conditions, at, seed);
      const pairs = group.map(([claim]) => posed.get(claim) as Exclude<Posed, string>);
      return {
        sizes: problem.sizes,
        points,
        pairs,
        isFree: conditions.length === 0 && Object.keys(at).length === 0,
      };
    });
    return identities(grounds, seed);
  } catch (error) {
    if (error instanceof CadenaError) return group.map(() => error.what);
    throw error;
  }
}
