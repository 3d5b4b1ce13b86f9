// Says in one line why a file could not be loaded, and where: the user's line where there is one.
import { execFile } from "node:child_process";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { CadenaError, userLine } from "@cadena/graph";

interface Reason {
  readonly what: string;
  readonly where?: string | undefined;
}

/** Why the file at a path could not be loaded: `what (file:line:column)`. */
export async function reasonOf(error: unknown, path: string): Promise<string> {
  const { what, where } = ofError(error) ?? (await ofSyntax(error as Error, path));
  return where === undefined ? what : `${what} (${near(where)})`;
}

/** Nothing where it is a syntax error whose line Node did not say. */
function ofError(error: unknown): Reason | undefined {
  if (error instanceof CadenaError) {
    return {
      what: firstLine(error.what),
      where: error.where ?? (error.cause instanceof Error ? ofError(error.cause)?.where : undefined),
    };
  }
  if (!(error instanceof Error)) return { what: `threw ${String(error)}` };
  const what = firstLine(error.message) || error.name;
  // What esbuild says of TypeScript that it cannot read.
  const transformed = /^Transform failed.*\n(.+:\d+:\d+): ERROR: (.+)/.exec(error.message);
  if (transformed) return { what: transformed[2] ?? what, where: transformed[1] };
  // Node's head of a stack: the place in a line of its own, before the code and the message.
  const head = /^(\S+:\d+)\n/.exec(error.stack ?? "");
  if (head) return { what, where: head[1] };
  if (error instanceof SyntaxError) return undefined;
  return { what, where: userLine({ trace: { stack: stackBelow(error) }, role: undefined }) };
}

/** Has Node look at the file once more, without running it, to learn the line. */
function ofSyntax(error: Error, path: string): Promise<Reason> {
  const what = firstLine(error.message);
  return new Promise((resolve) => {
    execFile(process.execPath, ["--check", path], (_, __, said) => {
      resolve({ what, where: /^(?:file:)?\S+:\d+$/m.exec(said)?.[0] });
    });
  });
}

/** The stack without the message, which may have several lines, and without the packages of others. */
function stackBelow(error: Error): string {
  const lines = (error.stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line));
  return ["", ...lines.filter((line) => !line.includes("/node_modules/"))].join("\n");
}

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0] ?? "";
}

/** A place as the user would write it: relative where it lies below the current folder. */
export function near(place: string): string {
  const path = place.startsWith("file:") ? fileURLToPath(place) : place;
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short;
}
