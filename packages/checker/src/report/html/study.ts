// The graphs behind a result: its derivation, built again, with both sides of every claim, and derived anew.
import { CadenaError } from "@cadena/graph";
import { asJudged } from "../../claims/asJudged.ts";
import { isPair, type Pair, type World, worldAt } from "../../claims/world.ts";
import { chosenWorlds } from "../../claims/worlds.ts";
import type { AnyDerivation, Claim, Convention } from "../../derivation/derivation.ts";
import { usualSizes } from "../../derivation/sizes.ts";
import { derive } from "../../derive/derive.ts";
import type { Derived } from "../../derive/derived.ts";
import { type NamedSizes, namedSizes } from "../../derive/sizes.ts";
import type { DerivationResult } from "../result.ts";

/** What is known of a derivation besides its result. */
export interface Study {
  readonly result: DerivationResult;
  /** With claims in the convention and the layout in which they were judged. */
  readonly derivation: AnyDerivation;
  /** At its usual sizes. */
  readonly world: World;
  /** At small sizes, where a number tells which sizes it was made from, and these by name. */
  readonly page: World;
  readonly sizes: NamedSizes;
  /** How the gradients follow that claims are about; undefined where nothing could be derived. */
  readonly derived: Derived | undefined;
}

/** Builds a derivation again, to show what its result is about. */
export function studyOf(derivation: AnyDerivation, result: DerivationResult): Study {
  const read = asJudged(derivation, result);
  const world = worldAt(read, usualSizes(read.dimensions));
  const { worlds } = chosenWorlds(read);
  const numbered = worlds.map(({ problem, posed }) => ({
    sizes: problem.sizes,
    nodes: [...posed.values()].filter(isPair).flatMap(({ claimed, target }) => [claimed, target]),
  }));
  return {
    result,
    derivation: read,
    world,
    page: worlds[0] ?? world,
    sizes: namedSizes(read.dimensions, numbered),
    derived: derivedFor(read, result),
  };
}

function derivedFor(derivation: AnyDerivation, { claims }: DerivationResult): Derived | undefined {
  const quantities = new Set(claims.flatMap(({ evidence }) => evidence.quantity ?? []));
  if (quantities.size === 0) return undefined;
  const isScaled = claims.some(({ evidence }) => evidence.convention === "per-example");
  const convention: Convention = isScaled ? "per-example" : "cost";
  try {
    return derive(derivation, [...quantities], { convention, through: [...quantities] });
  } catch (error) {
    if (error instanceof CadenaError) return undefined;
    throw error;
  }
}

/** Both sides of a claim as nodes; undefined where it has not the right shape, or draws numbers. */
export function pairOf({ derivation }: Study, world: World, k: number): Pair | undefined {
  const posed = world.posed.get(derivation.claims[k] as Claim);
  return posed !== undefined && isPair(posed) ? posed : undefined;
}
