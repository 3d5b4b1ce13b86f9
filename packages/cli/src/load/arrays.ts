// Arrays from files that NumPy, PyTorch or anything else has written.
import { readFileSync } from "node:fs";
import { type Arrays, FormatError, readArrays } from "@cadena/arrays";
import { Problem } from "../problem.ts";

/**
 * The arrays of all files together.
 * @throws Problem for a file that cannot be read, and for a name that two files have
 */
export function arraysIn(files: readonly string[]): Arrays {
  const found = new Map<string, { array: Arrays[string]; file: string }>();
  for (const file of files) {
    for (const [name, array] of Object.entries(read(file))) {
      const before = found.get(name);
      if (before !== undefined) throw new Problem(`${name} is in ${before.file} and in ${file}`);
      found.set(name, { array, file });
    }
  }
  return Object.fromEntries(Array.from(found, ([name, { array }]) => [name, array]));
}

function read(file: string): Arrays {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new Problem(`cannot read ${file}: ${(error as Error).message}`);
  }
  try {
    return readArrays(file, bytes);
  } catch (error) {
    if (error instanceof FormatError) throw new Problem(`cannot read ${error.message}`);
    throw error;
  }
}
