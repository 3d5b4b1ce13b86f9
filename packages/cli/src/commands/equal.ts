// `cadena equal`: whether two formulas are equal, without any file.
import { type Equivalence, equivalent, toJSON, toText } from "@cadena/checker";
import { CadenaError } from "@cadena/graph";
import { type Status, statusOf, worst } from "../exit.ts";
import { hasColour } from "../output/colour.ts";
import { Problem } from "../problem.ts";
import type { Output } from "../surroundings.ts";

/** The options of `cadena equal`. */
export interface EqualOptions {
  readonly format: "text" | "json";
  readonly shapes: readonly string[];
  readonly given: readonly string[];
  readonly seed?: number;
  readonly points?: number;
}

/**
 * Compares two formulas, and prints the verdict with the shapes that it is about.
 * @throws Problem for a formula, a shape or a condition that cannot be read, and where no shapes fit
 */
export function equalCommand(
  left: string,
  right: string,
  { format, shapes, ...options }: EqualOptions,
  out: Output,
): Status {
  const found = compared(left, right, { ...options, shapes: shapes.join("; ") });
  const { result, verdict, shapes: inferred } = found;
  if (format === "text") {
    const width = out.isTTY === true && out.columns !== undefined ? { width: out.columns } : {};
    out.write(`${toText(result, { color: hasColour(out), ...width })}\n`);
  } else {
    const { ok, derivations } = toJSON(result);
    out.write(`${JSON.stringify({ ok, verdict, shapes: inferred, derivations }, null, 2)}\n`);
  }
  return worst(result.claims.map(statusOf));
}

function compared(left: string, right: string, options: Parameters<typeof equivalent>[2]): Equivalence {
  try {
    return equivalent(left.trim(), right.trim(), options);
  } catch (error) {
    throw error instanceof CadenaError ? new Problem(error.message) : error;
  }
}
