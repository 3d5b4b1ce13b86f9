/**
 * Finds the code in pages and in docstrings. A snippet keeps every line at its number in the file that it comes from,
 * with the lines between left empty, so that a line of the snippet is a line of the page.
 */

/** Code of one file that runs as one module. */
export interface Snippet {
  /** The file, relative to the root of the repository. */
  readonly file: string;
  /** The line where its code begins. */
  readonly line: number;
  /** The code, each line at its place in the file. */
  readonly code: string;
}

function snippet(file: string, lines: ReadonlyMap<number, string>): Snippet {
  const numbers = [...lines.keys()];
  const last = Math.max(...numbers);
  const code = Array.from({ length: last }, (_, i) => lines.get(i + 1) ?? "").join("\n");
  return { file, line: Math.min(...numbers), code };
}

interface Block {
  readonly info: string;
  readonly lines: Map<number, string>;
}

/** The fenced blocks among numbered lines of Markdown. */
function fenced(lines: ReadonlyMap<number, string>): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; indent: number; block: Block } | undefined;
  for (const [number, text] of lines) {
    const [, indent = "", fence = "", info = ""] = /^(\s*)(`{3,}|~{3,})(.*)$/.exec(text) ?? [];
    if (open === undefined) {
      if (fence !== "") {
        open = { fence, indent: indent.length, block: { info: info.trim(), lines: new Map() } };
      }
    } else if (fence.startsWith(open.fence) && info.trim() === "") {
      blocks.push(open.block);
      open = undefined;
    } else {
      const { indent } = open;
      open.block.lines.set(number, text.slice(0, indent).trim() === "" ? text.slice(indent) : text);
    }
  }
  return blocks;
}

/** The words after the fence's `ts`, or nothing where the block is no TypeScript to run. */
function words(info: string): string[] | undefined {
  const [language, ...rest] = info.split(/\s+/);
  if (language !== "ts" && language !== "typescript") return undefined;
  return rest.includes("no-run") ? undefined : rest;
}

function numbered(text: string): Map<number, string> {
  return new Map(text.split("\n").map((line, i) => [i + 1, line.replace(/\r$/, "")]));
}

/** The code of a page: its blocks build on each other, and one that says `ts new` starts afresh. */
export function ofPage(file: string, text: string): Snippet[] {
  const modules: Map<number, string>[] = [];
  for (const block of fenced(numbered(text))) {
    const rest = words(block.info);
    if (rest === undefined || block.lines.size === 0) continue;
    let current = modules.at(-1);
    if (current === undefined || rest.includes("new")) {
      current = new Map();
      modules.push(current);
    }
    for (const [number, line] of block.lines) current.set(number, line);
  }
  return modules.map((lines) => snippet(file, lines));
}

/** The examples in the docstrings of a source file: each `@example` is a snippet of its own. */
export function ofSource(file: string, text: string): Snippet[] {
  const found: Snippet[] = [];
  for (const comment of text.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
    const first = text.slice(0, comment.index).split("\n").length;
    let example: Map<number, string> | undefined;
    const examples: Map<number, string>[] = [];
    for (const [i, raw] of comment[0].slice(0, -2).split("\n").entries()) {
      const line = i === 0 ? raw.replace(/^\/\*\* ?/, "") : raw.replace(/^\s*\* ?/, "");
      const tag = /^\s*@(\w+)(.*)$/.exec(line);
      if (tag !== null) {
        example = undefined;
        if (tag[1] === "example") {
          example = new Map([[first + i, tag[2]?.trim() ?? ""]]);
          examples.push(example);
        }
      } else {
        example?.set(first + i, line);
      }
    }
    for (const lines of examples) {
      const blocks = fenced(lines);
      const code = new Map<number, string>();
      if (blocks.length > 0) {
        for (const block of blocks) {
          if (words(block.info) !== undefined) for (const [n, line] of block.lines) code.set(n, line);
        }
      } else {
        for (const [n, line] of lines) if (line.trim() !== "") code.set(n, line);
      }
      if (code.size > 0) found.push(snippet(file, code));
    }
  }
  return found;
}
