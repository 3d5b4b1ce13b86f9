// Which derivation of a file a command is about, and what its graph ends in.
import { type AnyDerivation, type Quantities, quantityOf } from "@cadena/checker";
import { gradients, type Node } from "@cadena/graph";
import { load, type Model } from "../load/load.ts";
import { Problem } from "../problem.ts";
import type { Ready } from "../surroundings.ts";

/** A derivation that was asked for. */
export interface Chosen {
  readonly model: Model;
  /** Whether all else in its folder could be read as well. */
  readonly isComplete: boolean;
}

/**
 * The derivation in a file, or the one of an id among several; undefined where nothing could be read, which is told.
 * @throws Problem where it is not clear which one, or there is none of this id
 */
export async function chosen(
  path: string,
  id: string | undefined,
  { err, importModule }: Ready,
): Promise<Chosen | undefined> {
  const { models, problems, warnings } = await load([path], importModule);
  for (const message of [...warnings, ...problems.map((problem) => problem.message)])
    err.write(`cadena: ${message}\n`);
  if (models.length === 0) return undefined;
  return { model: among(models, path, id), isComplete: problems.length === 0 };
}

function among(models: readonly Model[], path: string, id: string | undefined): Model {
  const ids = models.map(({ derivation }) => derivation.id).join(", ");
  if (id === undefined) {
    const [only, ...others] = models;
    if (only !== undefined && others.length === 0) return only;
    throw new Problem(`${path} has ${models.length} derivations: choose one by --id (${ids})`);
  }
  const model = models.find(({ derivation }) => derivation.id === id);
  if (model === undefined) throw new Problem(`no derivation ${id} in ${path} (there are ${ids})`);
  return model;
}

/** The loss under the name that it has among the quantities; without one, as J. */
export function lossOf(quantities: Quantities, loss: Node): Quantities {
  const name = Object.keys(quantities).find((one) => quantities[one] === loss);
  return { [name ?? ("J" in quantities ? "loss" : "J")]: loss };
}

/** The quantities that claims are about. */
export function claimedIn({ claims }: AnyDerivation, quantities: Quantities): Quantities {
  const claimed = new Set(claims.map((claim) => quantityOf(claim, quantities)));
  return Object.fromEntries(Object.entries(quantities).filter(([name]) => claimed.has(name)));
}

/** The gradients of a loss by some of the quantities, named as ∂J/∂Z. */
export function gradientsOf(loss: Node, quantities: Quantities, by: Quantities): Quantities {
  const [lossName] = Object.keys(lossOf(quantities, loss));
  const found = gradients(loss, Object.values(by));
  return Object.fromEntries(Object.keys(by).map((name, k) => [`∂${lossName}/∂${name}`, found[k] as Node]));
}

/** The name of a derivation above its picture or table. */
export const titleOf = ({ id, title }: AnyDerivation): string => `${id}: ${title}`;
