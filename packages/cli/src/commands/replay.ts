// `cadena replay`: checks again what a report is about, and tells what is no longer the same.
import { type DerivationResult, type Replayed, replay, version } from "@cadena/checker";
import { Exit, type Status, worst } from "../exit.ts";
import type { Model } from "../load/load.ts";
import { reasonOf } from "../load/reason.ts";
import { readReport } from "../load/report.ts";
import { modelsOf } from "../load/sources.ts";
import { Progress } from "../output/progress.ts";
import { replayedAsText, replaySummary } from "../output/replayed.ts";
import { Problem } from "../problem.ts";
import type { Ready } from "../surroundings.ts";

/** Repeats each check of the report at a path; what cannot be repeated does not keep the rest from it. */
export async function replayCommand(path: string, { out, err, importModule }: Ready): Promise<Status> {
  const progress = new Progress(err);
  const tell = (what: string): void => {
    progress.clear();
    err.write(`cadena: ${what}\n`);
  };
  const report = readReport(path);
  const { models, problems } = await modelsOf(report.sources, importModule, tell, (file) =>
    progress.show(`loading ${file}`),
  );
  progress.clear();
  const others = report.derivations.filter((one) => one.version !== version);
  if (others[0] !== undefined) tell(`${path} was made with version ${others[0].version}; this is ${version}`);

  const failures = [...problems];
  const results: Replayed[] = [];
  for (const [model, record] of paired(models, report.derivations)) {
    progress.show(`checking ${record.id} again`);
    const result = await resultOf(model, record);
    progress.clear();
    if (result instanceof Problem) failures.push(result);
    else {
      results.push(result);
      out.write(`${replayedAsText(result)}\n`);
    }
  }
  out.write(`\n${replaySummary(results)}\n`);
  for (const { message } of failures) tell(message);
  const statuses = results.map(({ same }) => (same ? Exit.expected : Exit.unexpected));
  return worst([...statuses, ...failures.map(() => Exit.unreadable)]);
}

/** Each record with its model: the first of an id with the first, the second with the second. */
function paired(
  models: readonly Model[],
  records: readonly DerivationResult[],
): (readonly [Model | undefined, DerivationResult])[] {
  const left = [...models];
  return records.map((record) => {
    const k = left.findIndex(({ derivation }) => derivation.id === record.id);
    return [k < 0 ? undefined : left.splice(k, 1)[0], record];
  });
}

async function resultOf(model: Model | undefined, record: DerivationResult): Promise<Replayed | Problem> {
  if (model === undefined) return new Problem(`cannot check ${record.id} again: there is no such derivation`);
  const { file, derivation } = model;
  try {
    return replay(derivation, record);
  } catch (error) {
    return new Problem(`cannot check ${file} again: ${await reasonOf(error, file)}`);
  }
}
