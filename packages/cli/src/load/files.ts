// From what the user names to files: a file is itself, a folder is searched.
import { readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { entryAt } from "../entry.ts";
import { Problem } from "../problem.ts";

const endings = [".ts", ".mts", ".js", ".mjs"];
const order: Intl.Collator = new Intl.Collator("en", { numeric: true });

/**
 * Whether a path is a folder.
 * @throws Problem where it does not exist
 */
export function isFolder(path: string): boolean {
  const there = entryAt(path);
  if (there === undefined) throw new Problem(`cannot read ${path}: it does not exist`);
  return there.isDirectory();
}

/**
 * Accepts the name of a file that can be a model.
 * @throws Problem for any other
 */
export function checkEnding(file: string): void {
  if (endings.includes(extname(file))) return;
  throw new Problem(`cannot read ${file}: a model is a file that ends in ${endings.join(", ")}`);
}

/**
 * The files below a folder that can be models, in order (n2 before n10): all but those in node_modules, hidden ones,
 * declarations (.d.ts) and tests (.test.ts).
 */
export function filesBelow(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    if (entry.isDirectory()) found.push(...filesBelow(path));
    else if (isModel(path)) found.push(path);
  }
  return found.sort(order.compare);
}

function isModel(path: string): boolean {
  return (
    endings.includes(extname(path)) &&
    !/\.(?:d|test|spec)\.m?[jt]s$/.test(path) &&
    entryAt(path)?.isFile() === true
  );
}
