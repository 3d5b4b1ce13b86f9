// `cadena check`: loads derivations, checks them one after the other, prints what becomes of their claims.
import { styleText } from "node:util";
import {
  type CheckOptions as Checking,
  type ClaimResult,
  check,
  type DerivationResult,
  toJSON,
  toText,
} from "@cadena/checker";
import { Exit, type Status, worst } from "../exit.ts";
import { load, type Model } from "../load/load.ts";
import { reasonOf } from "../load/reason.ts";
import { hasColour } from "../output/colour.ts";
import { Progress } from "../output/progress.ts";
import { summary } from "../output/summary.ts";
import { Problem } from "../problem.ts";
import type { Ready } from "../surroundings.ts";

/** The options of `cadena check`. */
export interface CheckOptions extends Checking {
  readonly format: "text" | "json";
}

/** Checks the derivations at the paths; what cannot be read does not keep the rest from being checked. */
export async function checkCommand(
  paths: readonly string[],
  { format, ...options }: CheckOptions,
  { out, err, importModule }: Ready,
): Promise<Status> {
  const progress = new Progress(err);
  const { models, problems, warnings } = await load(paths, importModule, (file) =>
    progress.show(`loading ${file}`),
  );
  progress.clear();
  const tell = (what: string): unknown => err.write(`cadena: ${what}\n`);
  for (const warning of warnings) tell(warning);

  const failures = [...problems];
  const results: DerivationResult[] = [];
  for (const [k, model] of models.entries()) {
    progress.show(`checking ${model.derivation.id} (${k + 1} of ${models.length})`);
    const result = await resultOf(model, options);
    progress.clear();
    if (result instanceof Problem) failures.push(result);
    else {
      results.push(result);
      if (format === "text") out.write(`${block(result, hasColour(out))}\n\n`);
    }
  }

  if (format === "text" && results.length > 0) out.write(`${summary(results)}\n`);
  if (format === "json") {
    const report = toJSON(results);
    out.write(`${JSON.stringify({ ...report, ok: report.ok && failures.length === 0 }, null, 2)}\n`);
  }
  for (const { message } of failures) tell(message);
  const statuses = results.flatMap(({ claims }) => claims.map(statusOf));
  return worst([...statuses, ...failures.map(() => Exit.unreadable)]);
}

/** What becomes of one derivation, or why it cannot be checked: its own functions throw, for example. */
async function resultOf({ file, derivation }: Model, options: Checking): Promise<DerivationResult | Problem> {
  try {
    return check(derivation, options);
  } catch (error) {
    return new Problem(`cannot check ${file}: ${await reasonOf(error, file)}`);
  }
}

/** The title, and below it a line for each claim. */
function block(result: DerivationResult, color: boolean): string {
  const title = color ? styleText("bold", result.title, { validateStream: false }) : result.title;
  return result.claims.length === 0
    ? `${title}\n${result.id}  no claims`
    : `${title}\n${toText(result, { color })}`;
}

/** A formula that is numeric where it had to be exact is neither refuted nor as good as asked for. */
function statusOf({ ok, verdict, erratum }: ClaimResult): Status {
  if (ok) return Exit.expected;
  const open = verdict === "undecided" || (verdict === "numeric" && !erratum);
  return open ? Exit.undecided : Exit.unexpected;
}
