/** The files of the repository, as the tests that read them see it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** The folder of the repository. */
export const root: string = join(import.meta.dirname, "..");

const SKIPPED = new Set(["node_modules", "dist", "out", "coverage"]);

/** The files below a folder, relative to the root, in order; none where the folder is missing. */
export function filesBelow(folder: string, extension: string): string[] {
  const start = join(root, folder);
  if (!existsSync(start)) return [];
  const found: string[] = [];
  const visit = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.name.startsWith(".")) continue;
      const inside = join(path, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) visit(inside);
      } else if (entry.name.endsWith(extension)) {
        found.push(relative(root, inside).split(sep).join("/"));
      }
    }
  };
  visit(start);
  return found.sort();
}

/** The text of a file, named relative to the root. */
export function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** The folders in packages/ that are packages. */
export function packages(): string[] {
  return readdirSync(join(root, "packages"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, "packages", entry.name, "package.json")))
    .map((entry) => entry.name)
    .sort();
}
