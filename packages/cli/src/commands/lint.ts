// `cadena lint`: what usually goes wrong in the graphs of derivations, whatever is claimed about them.
import { type LintResult, lint, lintToText } from "@cadena/checker";
import { Exit, type Status, worst } from "../exit.ts";
import type { Model } from "../load/load.ts";
import { near, reasonOf } from "../load/reason.ts";
import { modelsOf } from "../load/sources.ts";
import { hasColour } from "../output/colour.ts";
import { Progress } from "../output/progress.ts";
import { Problem } from "../problem.ts";
import type { Output, Ready } from "../surroundings.ts";

/** The options of `cadena lint`. */
export interface LintOptions {
  readonly format: "text" | "json";
  readonly id: readonly string[];
  readonly seed?: number;
}

/** Lints the derivations at the paths; what cannot be read does not keep the rest from being linted. */
export async function lintCommand(
  paths: readonly string[],
  { format, id, seed }: LintOptions,
  { out, err, importModule }: Ready,
): Promise<Status> {
  const progress = new Progress(err);
  const tell = (what: string): void => {
    progress.clear();
    err.write(`cadena: ${what}\n`);
  };
  const sources = { paths, id, claims: [], given: [] };
  const { models, problems } = await modelsOf(sources, importModule, tell, (file) =>
    progress.show(`loading ${file}`),
  );
  const failures = [...problems];
  const results: LintResult[] = [];
  for (const [k, model] of models.entries()) {
    progress.show(`linting ${model.derivation.id} (${k + 1} of ${models.length})`);
    const result = await resultOf(model, seed);
    progress.clear();
    if (result instanceof Problem) {
      failures.push(result);
      continue;
    }
    results.push(result);
    if (format === "text") out.write(`${lintToText(result, layoutOf(out))}\n`);
  }
  if (format === "json") out.write(`${JSON.stringify(results, null, 2)}\n`);
  for (const { message } of failures) tell(message);
  return worst([
    ...results.map(({ findings }) => (findings.length === 0 ? Exit.expected : Exit.unexpected)),
    ...failures.map(() => Exit.unreadable),
  ]);
}

const layoutOf = (out: Output) => ({
  color: hasColour(out),
  ...(out.isTTY === true && out.columns !== undefined ? { width: out.columns } : {}),
});

/** What is found in one derivation, or why it cannot be linted: its own functions throw, for example. */
async function resultOf(
  { file, derivation }: Model,
  seed: number | undefined,
): Promise<LintResult | Problem> {
  try {
    const result = lint(derivation, seed === undefined ? {} : { seed });
    const findings = result.findings.map(({ place, ...one }) => ({ ...one, place: place && near(place) }));
    return { ...result, findings };
  } catch (error) {
    return new Problem(`cannot lint ${file}: ${await reasonOf(error, file)}`);
  }
}
