// Writes a file such that nobody ever sees half of it: beside it, and then renamed.
import { accessSync, constants, realpathSync, renameSync, rmSync, type Stats, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { entryAt } from "../entry.ts";
import { Problem } from "../problem.ts";

/**
 * Says why a file could not be written there, before the work is done.
 * @throws Problem where its folder does not exist, it is a folder itself, or one of both may not be written
 */
export function checkPlace(path: string): void {
  if (path === "") throw new Problem("cannot write a file without a name");
  const folder = dirname(path);
  const there = entryAt(folder);
  if (there === undefined) throw new Problem(`cannot write ${path}: the folder ${folder} does not exist`);
  if (!there.isDirectory()) throw new Problem(`cannot write ${path}: ${folder} is not a folder`);
  const file = entryAt(path);
  if (file?.isDirectory()) {
    throw new Problem(`cannot write ${path}: it is a folder`);
  }
  if (file !== undefined && !mayWrite(path)) throw new Problem(`cannot write ${path}: permission denied`);
  if (isReplaced(file) && !mayWrite(folder)) {
    throw new Problem(`cannot write ${path}: permission denied in the folder ${folder}`);
  }
}

/**
 * Puts a text into a file, in place of what was there. What is no file (/dev/stdout, a pipe) is written to as it is.
 * @throws Problem where the system refuses; a file that was there is then untouched
 */
export function replaceFile(path: string, text: string): void {
  const there = entryAt(path);
  try {
    if (isReplaced(there)) replace(there === undefined ? path : realpathSync(path), text, there);
    else writeFileSync(path, text);
  } catch (error) {
    throw new Problem(`cannot write ${path}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Whether a new file takes its place: where there is nothing, or another file. */
const isReplaced = (there: Stats | undefined): boolean => there === undefined || there.isFile();

function replace(path: string, text: string, there: Stats | undefined): void {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    writeFileSync(beside, text, { flag: "wx", ...(there && { mode: there.mode }) });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
