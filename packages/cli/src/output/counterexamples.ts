// Counter-examples as test files in a folder: one for each claim that is refuted and should hold.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type AnyDerivation, type DerivationResult, shrunk, toTestFile } from "@cadena/checker";
import { CadenaError } from "@cadena/graph";
import { Problem } from "../problem.ts";
import { replaceFile } from "./replace.ts";

/**
 * Saves the counter-examples of a result, made small.
 * @returns what there is to tell: a line for each file, and for each claim that cannot be written so
 * @throws Problem where a file or the folder cannot be written
 */
export function saveCounterexamples(
  folder: string,
  derivation: AnyDerivation,
  result: DerivationResult,
): readonly string[] {
  const wrong = result.claims.map(({ erratum, evidence }) => !erratum && evidence.finding.kind === "entry");
  if (!wrong.includes(true)) return [];
  makeFolder(folder);
  const small = shrunk(derivation, result);
  const taken = new Set<string>();
  return small.claims.flatMap(({ name }, k) => {
    if (!wrong[k]) return [];
    try {
      const path = join(folder, nameOf(`${result.id}-${name}`, taken));
      replaceFile(path, toTestFile(derivation, small, k));
      return [`saved ${path}`];
    } catch (error) {
      if (error instanceof CadenaError) return [`not saved: ${error.what}`];
      throw error;
    }
  });
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Problem(`cannot write to ${folder}: ${(error as Error).message}`);
  }
}

/** The name of a file that no other one has, without what file systems do not like. */
function nameOf(title: string, taken: Set<string>): string {
  const plain = title.replace(/[^\p{L}\p{N}_.-]+/gu, "-").slice(0, 80);
  let name = plain;
  for (let k = 2; taken.has(name.toLowerCase()); k++) name = `${plain}-${k}`;
  taken.add(name.toLowerCase());
  return `${name}.test.ts`;
}
