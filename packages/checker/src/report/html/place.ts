// Where numbers of a derivation are shown: at the counter-example to its first wrong claim, or at its first random point.
import { CadenaError } from "@cadena/graph";
import { type Ground, groundOf } from "../../claims/ground.ts";
import { type World, worldAt } from "../../claims/world.ts";
import { numbersOf } from "../../counterexamples.ts";
import { sizesAsText } from "../../derivation/sizes.ts";
import type { Counterexample } from "../result.ts";
import type { Study } from "./study.ts";

/** A derivation at some sizes, and a point there. */
export interface Place {
  readonly world: World;
  readonly ground: Ground;
  readonly title: string;
}

/** The place of a counter-example. */
export function placeOf({ derivation, result }: Study, found: Counterexample): Place {
  const world = worldAt(derivation, found.sizes);
  const ground = groundOf(world.problem, [], numbersOf(found.point), result.options.seed);
  return { world, ground, title: sizesAsText(found.sizes) };
}

/** The first place that tells something; undefined where the derivation cannot be built or sampled there. */
export function usualPlace(study: Study): Place | undefined {
  try {
    return firstPlace(study);
  } catch (error) {
    if (error instanceof CadenaError) return undefined;
    throw error;
  }
}

function firstPlace(study: Study): Place {
  const { derivation, result, world } = study;
  for (const { name, erratum, evidence } of result.claims) {
    const { finding } = evidence;
    if (erratum || finding.kind !== "entry") continue;
    return { ...placeOf(study, finding), title: `the counter-example to ${name}` };
  }
  const { seed } = result.options;
  const ground = groundOf(world.problem, derivation.given ?? [], {}, seed);
  return { world, ground, title: `random point 1 of seed ${seed}` };
}
