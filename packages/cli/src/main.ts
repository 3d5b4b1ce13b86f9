#!/usr/bin/env node
// The program `cadena`: gives `run` this process to work with, and ends it with the exit status.
import { Exit } from "./exit.ts";
import { type Import, prepareImports } from "./load/import.ts";
import { run } from "./program.ts";

const given = process.argv.slice(2);
// pnpm hands a literal "--" on to the script.
const words = given[0] === "--" ? given.slice(1) : given;

// Only results go to the standard output; whatever a model prints is a message.
const { stdout, stderr } = process;
const write = stdout.write.bind(stdout) as (text: string, written?: () => void) => boolean;
stdout.write = stderr.write.bind(stderr) as typeof stdout.write;
// A reader that has seen enough, as `head`, changes nothing about the exit status.
stdout.on("error", () => {});

// A model can end the process, wait for something that never comes, or throw later than it is asked for anything.
let ended = false;
let last = "";
process.on("exit", () => {
  if (ended) return;
  stderr.write(
    `cadena: the process ended before all was checked: by a model, or as one waits for what never comes (the last was ${last})\n`,
  );
  process.exitCode = Exit.unreadable;
});
process.on("uncaughtException", async (error) => {
  const { reasonOf } = await import("./load/reason.ts");
  stderr.write(`cadena: something that a model left running threw: ${await reasonOf(error, last)}\n`);
  end(Exit.unreadable);
});

/** Remembers which model is loaded. */
async function prepared(): Promise<Import> {
  const importModule = await prepareImports();
  return (path) => {
    last = path;
    return importModule(path);
  };
}

run(words, {
  out: { write, isTTY: stdout.isTTY, columns: stdout.columns },
  err: stderr,
  prepareImports: prepared,
}).then(end, (error: unknown) => {
  stderr.write(`cadena: a mistake in cadena itself: ${error instanceof Error ? error.stack : error}\n`);
  end(Exit.unreadable);
});

/** Ends when all is written, even where a model has left something running. */
function end(status: number): void {
  ended = true;
  write("", () => process.exit(status));
}
