// Compiles TypeScript that must not compile, and gives back what the compiler says about each line.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const compiler = join(dirname(fileURLToPath(import.meta.resolve("typescript/package.json"))), "bin/tsc");
const base = join(import.meta.dirname, "../../../../tsconfig.check.json");
/** Hidden from the ordinary check, which passes over folders whose names begin with a dot. */
const folder = join(import.meta.dirname, ".generated");

/** What the compiler says about each of the lines, which follow the preamble; undefined where it says nothing. */
export function complaints(name: string, preamble: string, lines: readonly string[]): (string | undefined)[] {
  const scratch = join(folder, name);
  mkdirSync(scratch, { recursive: true });
  try {
    writeFileSync(join(scratch, "snippet.ts"), [preamble, ...lines].join("\n"));
    const config = {
      extends: relative(scratch, base),
      compilerOptions: { noEmit: true },
      include: ["*.ts"],
      exclude: [],
    };
    writeFileSync(join(scratch, "tsconfig.json"), JSON.stringify(config));
    const { stdout, error } = spawnSync(
      process.execPath,
      [compiler, "-p", scratch, "--pretty", "false", "--noErrorTruncation"],
      { encoding: "utf8" },
    );
    if (error) throw error;
    return read(stdout, preamble.split("\n").length, lines.length);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Complaints by line; one begins with `file(line,column): error TS...: ` and goes on in indented lines. */
function read(output: string, first: number, count: number): (string | undefined)[] {
  const said = new Array<string | undefined>(count).fill(undefined);
  let at = -1;
  for (const text of output.split("\n")) {
    const head = /^(.*)\((\d+),\d+\): error TS\d+: (.*)$/.exec(text);
    if (head?.[1]?.endsWith("snippet.ts") === false)
      throw new Error(`the compiler complains elsewhere: ${text}`);
    if (head) at = Number(head[2]) - 1 - first;
    if (at < 0 && text !== "") throw new Error(`the compiler complains before the lines: ${text}`);
    if (at >= 0) said[at] = `${said[at] === undefined ? "" : `${said[at]}\n`}${head?.[3] ?? text}`;
  }
  return said.map((text) => text?.trimEnd());
}
