// What the command line adds to models before they are checked: claims in files of notes, and conditions.
import { readFileSync } from "node:fs";
import { type AnyDerivation, type Condition, parseCondition, usualSizes, withNotes } from "@cadena/checker";
import { CadenaError, leavesOf } from "@cadena/graph";
import { Problem } from "../problem.ts";
import { isFolder } from "./files.ts";
import type { Model } from "./load.ts";

/** Files of notes with claims, and conditions as people write them. */
export interface Additions {
  readonly claims: readonly string[];
  readonly given: readonly string[];
}

/** Models with what was added, and what is to be told about it. */
export interface Added {
  readonly models: readonly Model[];
  readonly warnings: readonly string[];
}

/** How many names are told in one line. */
const few = 8;

/**
 * Adds claims and conditions.
 * @throws Problem for a file or a condition that cannot be read, and for claims that could be about several models
 */
export function withAdditions(models: readonly Model[], { claims, given }: Additions): Added {
  const conditions = given.map(readCondition);
  const { models: conditioned, warnings } = withConditions(models, conditions);
  if (claims.length === 0) return { models: conditioned, warnings };
  const [model, ...others] = conditioned;
  if (model === undefined) return { models: conditioned, warnings };
  if (others.length > 0) {
    const ids = conditioned.map(({ derivation }) => derivation.id).join(", ");
    throw new Problem(
      `--claims needs one derivation, and there are ${conditioned.length}: choose by --id (${ids})`,
    );
  }
  const noted = claims.reduce(withFile, { model, warnings });
  return { models: [noted.model], warnings: noted.warnings };
}

function readCondition(text: string): Condition {
  try {
    return parseCondition(text);
  } catch (error) {
    throw error instanceof CadenaError ? new Problem(error.message) : error;
  }
}

/** Conditions on the leaves that a model has; each must be on a leaf of at least one. */
function withConditions(models: readonly Model[], conditions: readonly Condition[]): Added {
  if (conditions.length === 0 || models.length === 0) return { models, warnings: [] };
  const leaves = models.map(({ derivation }) => leafNames(derivation));
  const known = new Set(leaves.flatMap((names) => [...names]));
  const lost = conditions.find(({ of }) => !known.has(of));
  if (lost !== undefined) {
    throw new Problem(
      `--given ${lost.text}: there is no leaf ${lost.of} (the leaves are ${[...known].join(", ")})`,
    );
  }
  const added = models.map(({ file, derivation }, k): Model => {
    const own = conditions.filter(({ of }) => leaves[k]?.has(of));
    return { file, derivation: { ...derivation, given: [...(derivation.given ?? []), ...own] } };
  });
  const warnings = conditions.flatMap(({ of, text }) => {
    const without = models.filter((_, k) => !leaves[k]?.has(of)).map(({ derivation }) => derivation.id);
    return without.length === 0 ? [] : [`--given ${text}: there is no leaf ${of} in ${listed(without)}`];
  });
  return { models: added, warnings };
}

/** The leaves of a model under all their names; none where it cannot be built, which its check tells. */
function leafNames({ build, dimensions }: AnyDerivation): ReadonlySet<string> {
  try {
    const { loss, quantities } = build(usualSizes(dimensions) as never);
    const nodes = [...Object.values(quantities), ...(loss === undefined ? [] : [loss])];
    const own = leavesOf(nodes).flatMap(({ name }) => name ?? []);
    return new Set([...own, ...Object.keys(quantities).filter((name) => quantities[name]?.op.isLeaf)]);
  } catch {
    return new Set();
  }
}

interface Noted {
  readonly model: Model;
  readonly warnings: readonly string[];
}

function withFile({ model, warnings }: Noted, file: string): Noted {
  if (isFolder(file)) throw new Problem(`cannot read ${file}: it is a folder`);
  const text = readFileSync(file, "utf8");
  const before = model.derivation.claims.length;
  try {
    const { derivation, definitions } = withNotes(model.derivation, text, { file });
    const names = definitions.map(({ target, line }) => `${target.text} (line ${line})`);
    const told = [
      ...(derivation.claims.length === before ? [`no claim about ${derivation.id} in ${file}`] : []),
      ...(names.length === 0
        ? []
        : [`not checked, as the model does not have it: ${file}: ${listed(names)}`]),
    ];
    return { model: { ...model, derivation }, warnings: [...warnings, ...told] };
  } catch (error) {
    throw asProblem(`cannot check ${model.file} with ${file}`, error);
  }
}

function asProblem(what: string, error: unknown): unknown {
  return error instanceof CadenaError ? new Problem(`${what}: ${error.message}`) : error;
}

/** The first few, and how many more there are. */
function listed(names: readonly string[]): string {
  const more = names.length - few;
  return names.slice(0, few).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
