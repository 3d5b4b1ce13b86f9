// `cadena diagnose`: gradients as arrays from elsewhere against the automatic ones, and what explains their mistakes.
import { arraysToText, type Convention, diagnoseArrays } from "@cadena/checker";
import { CadenaError } from "@cadena/graph";
import { Exit, type Status } from "../exit.ts";
import { arraysIn } from "../load/arrays.ts";
import { hasColour } from "../output/colour.ts";
import { Problem } from "../problem.ts";
import type { Ready } from "../surroundings.ts";
import { chosen } from "./ends.ts";

/** The options of `cadena diagnose`. */
export interface DiagnoseOptions {
  readonly format: "text" | "json";
  readonly convention: Convention | "auto";
  readonly id?: string;
}

/**
 * Compares the arrays in files with the derivation in a file, or the one of an id among several.
 * @throws Problem where something cannot be read, or the arrays and the model do not go together
 */
export async function diagnoseCommand(
  path: string,
  files: readonly string[],
  { format, convention, id }: DiagnoseOptions,
  ready: Ready,
): Promise<Status> {
  const arrays = arraysIn(files);
  const found = await chosen(path, id, ready);
  if (found === undefined) return Exit.unreadable;
  const { out } = ready;
  try {
    const result = diagnoseArrays(found.model.derivation, arrays, { convention });
    const width = out.isTTY === true && out.columns !== undefined ? { width: out.columns } : {};
    const text =
      format === "json"
        ? JSON.stringify(result, null, 2)
        : arraysToText(result, { color: hasColour(out), ...width });
    out.write(`${text}\n`);
    if (result.arrays.some(({ verdict }) => verdict === "unreadable") || !found.isComplete)
      return Exit.unreadable;
    return result.ok ? Exit.expected : Exit.unexpected;
  } catch (error) {
    if (!(error instanceof CadenaError)) throw error;
    const hint = error.hint === undefined ? "" : `\n  Hint: ${error.hint}`;
    throw new Problem(`cannot diagnose ${files.join(", ")}: ${error.what}${hint}`);
  }
}
