// Loads the derivations of files and folders. What cannot be read does not stop the rest.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { AnyDerivation } from "@cadena/checker";
import { Problem } from "../problem.ts";
import { derivationsIn } from "./default.ts";
import { checkEnding, filesBelow, isFolder } from "./files.ts";
import type { Import } from "./import.ts";
import { reasonOf } from "./reason.ts";

/** A derivation and the file that it comes from, as the user named it. */
export interface Model {
  readonly file: string;
  readonly derivation: AnyDerivation;
}

/** All that was found, in order. */
export interface Loaded {
  readonly models: readonly Model[];
  /** What could not be read; each makes the run end with exit status 3. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** How many files are named in one line. */
const few = 5;

/** A file that loads and has no derivation. */
class NoDerivation extends Problem {}

/**
 * Loads the derivations at each of the paths. One that is found twice, as in a file of its own and in a list of all,
 * counts once.
 * @param watch is told each file before it is loaded
 */
export async function load(
  paths: readonly string[],
  importModule: Import,
  watch: (file: string) => void = () => {},
): Promise<Loaded> {
  const watched: Import = (path) => {
    watch(path);
    return importModule(path);
  };
  const parts: Loaded[] = [];
  for (const path of new Set(paths)) parts.push(await loadPath(path, watched));
  const models = once(parts.flatMap((part) => part.models));
  return {
    models,
    problems: parts.flatMap((part) => part.problems),
    warnings: [...parts.flatMap((part) => part.warnings), ...doubled(models)],
  };
}

async function loadPath(path: string, importModule: Import): Promise<Loaded> {
  try {
    if (isFolder(path)) return await loadFolder(path, importModule);
    return { models: await loadFile(path, importModule), problems: [], warnings: [] };
  } catch (error) {
    return { models: [], problems: [asProblem(error)], warnings: [] };
  }
}

/** Files without a derivation are left out of a folder, unless there are no others. */
async function loadFolder(folder: string, importModule: Import): Promise<Loaded> {
  const models: Model[] = [];
  const problems: Problem[] = [];
  const skipped: string[] = [];
  const files = filesBelow(folder);
  for (const file of files) {
    try {
      if (mayHaveDefault(file)) models.push(...(await loadFile(file, importModule)));
      else skipped.push(file);
    } catch (error) {
      if (error instanceof NoDerivation) skipped.push(file);
      else problems.push(asProblem(error));
    }
  }
  const list = listed(skipped);
  if (skipped.length < files.length) {
    return { models, problems, warnings: list ? [`skipped, without a derivation: ${list}`] : [] };
  }
  return {
    models,
    problems: [new Problem(`no derivation below ${folder}${list && ` (in ${list})`}`)],
    warnings: [],
  };
}

/** Whether a file of a folder is worth running. */
function mayHaveDefault(file: string): boolean {
  return /\bdefault\b/.test(readFileSync(file, "utf8"));
}

async function loadFile(file: string, importModule: Import): Promise<Model[]> {
  checkEnding(file);
  let exports: Awaited<ReturnType<Import>>;
  try {
    exports = await importModule(resolve(file));
  } catch (error) {
    throw new Problem(`cannot load ${file}: ${await reasonOf(error, file)}`);
  }
  const found = derivationsIn(exports, file);
  if (typeof found === "string") throw new NoDerivation(`no derivation in ${file}: ${found}`);
  return found.map((derivation) => ({ file, derivation }));
}

/** What the system refuses is the user's to put right; anything else is a mistake of ours. */
function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Error && "syscall" in error) return new Problem(`cannot read: ${error.message}`);
  throw error;
}

function once(models: readonly Model[]): Model[] {
  const seen = new Set<AnyDerivation>();
  return models.filter(({ derivation }) => {
    const fresh = !seen.has(derivation);
    seen.add(derivation);
    return fresh;
  });
}

function doubled(models: readonly Model[]): string[] {
  const first = new Map<string, string>();
  const warnings: string[] = [];
  for (const { file, derivation } of models) {
    const before = first.get(derivation.id);
    if (before === undefined) first.set(derivation.id, file);
    else warnings.push(`two derivations have the id ${derivation.id}: in ${before} and in ${file}`);
  }
  return warnings;
}

/** The first few, and how many more there are. */
function listed(files: readonly string[]): string {
  const more = files.length - few;
  return files.slice(0, few).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
