// A report of `cadena check --format json`, read from its file.
import { readFileSync } from "node:fs";
import { fromJSON, type JsonReport } from "@cadena/checker";
import { CadenaError } from "@cadena/graph";
import { Problem } from "../problem.ts";
import type { Sources } from "./sources.ts";

/** A report that says where its models are from. */
export interface StoredReport extends JsonReport {
  readonly sources: Sources;
}

/**
 * Reads a report.
 * @throws Problem where there is none, or it does not say what it is about
 */
export function readReport(path: string): StoredReport {
  const report = parsed(path);
  const { sources } = report as Partial<StoredReport>;
  const isList = (value: unknown): boolean =>
    Array.isArray(value) && value.every((one) => typeof one === "string");
  const { paths, id, claims, given } = sources ?? ({} as Partial<Sources>);
  if (sources !== undefined && [paths, id, claims, given].every(isList)) return { ...report, sources };
  throw new Problem(`cannot replay ${path}: it does not say where its models are from`);
}

function parsed(path: string): JsonReport {
  try {
    return fromJSON(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if (error instanceof CadenaError) throw new Problem(`cannot replay ${path}: ${error.what}`);
    if (error instanceof SyntaxError) throw new Problem(`cannot replay ${path}: it is no JSON`);
    throw new Problem(`cannot read ${path}: ${(error as Error).message}`);
  }
}
