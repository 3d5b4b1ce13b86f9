// `cadena check`: loads derivations, checks them one after the other, prints what becomes of their claims.
import { type CheckOptions as Checking, check, type DerivationResult } from "@cadena/checker";
import { Exit, type Status, statusOf, worst } from "../exit.ts";
import type { Model } from "../load/load.ts";
import { reasonOf } from "../load/reason.ts";
import { modelsOf, type Sources } from "../load/sources.ts";
import { saveCounterexamples } from "../output/counterexamples.ts";
import type { Format } from "../output/formats.ts";
import { Progress } from "../output/progress.ts";
import { checkPlace } from "../output/replace.ts";
import { Report } from "../output/report.ts";
import { Problem, problemIn } from "../problem.ts";
import type { Ready } from "../surroundings.ts";

/** The options of `cadena check`. */
export interface CheckOptions extends Checking, Omit<Sources, "paths"> {
  readonly format: Format;
  readonly output?: string;
  /** A folder for counter-examples as test files. */
  readonly saveCounterexamples?: string;
}

/** Checks the derivations at the paths; what cannot be read does not keep the rest from being checked. */
export async function checkCommand(
  paths: readonly string[],
  { format, output, saveCounterexamples: folder, id, claims, given, ...options }: CheckOptions,
  { out, err, importModule }: Ready,
): Promise<Status> {
  const progress = new Progress(err);
  const tell = (what: string): void => {
    progress.clear();
    err.write(`cadena: ${what}\n`);
  };
  const unwritable = output === undefined ? undefined : await problemIn(() => checkPlace(output));
  if (unwritable !== undefined) tell(unwritable.message);

  const sources: Sources = { paths, id, claims, given };
  const { models, problems } = await modelsOf(sources, importModule, tell, (file) =>
    progress.show(`loading ${file}`),
  );
  progress.clear();

  const failures = [...problems];
  const results: DerivationResult[] = [];
  const attempt = async (act: () => unknown): Promise<void> => {
    const problem = await problemIn(act);
    if (problem !== undefined) failures.push(problem);
  };
  const report = new Report({ out, ...(unwritable === undefined ? { format, file: output } : textOnly) });
  for (const [k, model] of models.entries()) {
    progress.show(`checking ${model.derivation.id} (${k + 1} of ${models.length})`);
    const result = await resultOf(model, options);
    progress.clear();
    if (result instanceof Problem) failures.push(result);
    else {
      results.push(result);
      report.add(model.derivation, result);
      if (folder !== undefined) {
        await attempt(() => saveCounterexamples(folder, model.derivation, result).forEach(tell));
      }
    }
  }

  await attempt(() => report.end({ isWhole: failures.length === 0, sources }));
  for (const { message } of failures) tell(message);
  const statuses = results.flatMap(({ claims }) => claims.map(statusOf));
  const isComplete = failures.length === 0 && unwritable === undefined;
  return worst([...statuses, ...(isComplete ? [] : [Exit.unreadable])]);
}

/** What is left of a report that has no place: text on the standard output. */
const textOnly = { format: "text", file: undefined } as const;

/** What becomes of one derivation, or why it cannot be checked: its own functions throw, for example. */
async function resultOf({ file, derivation }: Model, options: Checking): Promise<DerivationResult | Problem> {
  try {
    return check(derivation, options);
  } catch (error) {
    return new Problem(`cannot check ${file}: ${await reasonOf(error, file)}`);
  }
}
