// Writes a file such that nobody ever sees half of it: beside it, and then renamed.
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { entryAt } from "../entry.ts";
import { Problem } from "../problem.ts";

/**
 * Says why a file could not be written there, before the work is done.
 * @throws Problem where its folder does not exist, or it is a folder itself
 */
export function checkPlace(path: string): void {
  const folder = dirname(path);
  const there = entryAt(folder);
  if (there === undefined) throw new Problem(`cannot write ${path}: the folder ${folder} does not exist`);
  if (!there.isDirectory()) throw new Problem(`cannot write ${path}: ${folder} is not a folder`);
  if (entryAt(path)?.isDirectory()) {
    throw new Problem(`cannot write ${path}: it is a folder`);
  }
}

/**
 * Puts a text into a file, in place of what was there.
 * @throws Problem where the system refuses; what was there is then untouched
 */
export function replaceFile(path: string, text: string): void {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    writeFileSync(beside, text, { flag: "wx" });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new Problem(`cannot write ${path}: ${error instanceof Error ? error.message : error}`);
  }
}
