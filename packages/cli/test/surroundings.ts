// A run inside the test: models are given, not imported, and what is written is kept.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Import } from "../src/load/import.ts";
import { run } from "../src/program.ts";
import type { Output } from "../src/surroundings.ts";

/** A folder with files in it, gone after the test. */
export function folder(files: Readonly<Record<string, string>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), "cadena-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

/** A folder of models whose default exports are given; a function's call gives them, so that it can throw. */
export function models(defaults: Readonly<Record<string, unknown>>): { path: string; importModule: Import } {
  const path = folder(Object.fromEntries(Object.keys(defaults).map((name) => [name, "export default"])));
  const importModule: Import = async (file) => {
    const value = defaults[file.slice(path.length + 1)];
    return { default: value instanceof Throws ? value.now() : value };
  };
  return { path, importModule };
}

/** In place of a default export: the file throws this. */
export class Throws {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
  now(): never {
    throw this.error;
  }
}

/** What a run wrote, and its exit status. */
export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Where both streams are a terminal. */
export const terminal = { isTTY: true };

/** Runs the program inside this process. */
export async function runs(
  words: readonly string[],
  importModule?: Import,
  { isTTY, columns }: Pick<Output, "isTTY" | "columns"> = { isTTY: false },
): Promise<Ran> {
  const written = { out: "", err: "" };
  const output = (name: "out" | "err") => ({
    isTTY,
    columns,
    write: (text: string): void => {
      written[name] += text;
    },
  });
  const status = await run(words, {
    out: output("out"),
    err: output("err"),
    prepareImports: async () => importModule ?? (() => Promise.reject(new Error("no models in this test"))),
  });
  return { status, ...written };
}
