// What is at a path of the file system.
import { type Stats, statSync } from "node:fs";
import { Problem } from "./problem.ts";

/**
 * What is at a path; undefined where there is nothing, or where what should be a folder on the way is a file.
 * @throws Problem where the system does not say
 */
export function entryAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return undefined;
    throw new Problem(`cannot look at ${path}: ${(error as Error).message}`);
  }
}
