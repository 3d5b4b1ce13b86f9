/** Turns a snippet of documentation into a module whose comments `//=> value` are checked, and runs it. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ESTree, type ParseResult, parseSync, Visitor } from "vite";
import type { Place } from "./check.ts";
import type { Snippet } from "./extract.ts";

/** An exported name, and the module that it is imported from. */
export type Exports = ReadonlyMap<string, string>;

/** A failure in a snippet; its message begins with the file and the line. */
class DocumentationError extends Error {
  constructor(snippet: Snippet, line: number, message: string, cause?: unknown) {
    super(`${snippet.file}:${line}: ${message}`, { cause });
    this.name = "DocumentationError";
    // The place is in the message; the frames would only show the generated module.
    this.stack = `${this.name}: ${this.message}`;
  }
}

function lineOf(code: string, offset: number): number {
  let line = 1;
  for (let i = code.indexOf("\n"); i >= 0 && i < offset; i = code.indexOf("\n", i + 1)) line++;
  return line;
}

/** The names that a pattern on the left of a declaration binds. */
function bound(pattern: ESTree.BindingPattern | ESTree.BindingRestElement): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "AssignmentPattern":
      return bound(pattern.left);
    case "RestElement":
      return bound(pattern.argument);
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element === null ? [] : bound(element)));
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        bound(property.type === "RestElement" ? property : property.value),
      );
    default:
      return [];
  }
}

function declared(statement: ESTree.Statement | ESTree.ModuleDeclaration | ESTree.Directive): string[] {
  switch (statement.type) {
    case "VariableDeclaration":
      return statement.declarations.flatMap((declaration) => bound(declaration.id));
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return statement.id === null ? [] : [statement.id.name];
    case "ExportNamedDeclaration":
      return statement.declaration === null ? [] : declared(statement.declaration as ESTree.Statement);
    default:
      return [];
  }
}

/** The text of an import of one name; nothing where it is only a type. */
function importsOf(statement: ESTree.ImportDeclaration): Map<string, string> {
  const source = JSON.stringify(statement.source.value);
  const imports = new Map<string, string>();
  if (statement.importKind === "type") return imports;
  if (statement.specifiers.length === 0) imports.set(`import ${source}`, `import ${source};`);
  for (const specifier of statement.specifiers) {
    const local = specifier.local.name;
    if (specifier.type === "ImportDefaultSpecifier") {
      imports.set(local, `import ${local} from ${source};`);
    } else if (specifier.type === "ImportNamespaceSpecifier") {
      imports.set(local, `import * as ${local} from ${source};`);
    } else if (specifier.importKind !== "type") {
      const { imported } = specifier;
      const name = imported.type === "Literal" ? JSON.stringify(imported.value) : imported.name;
      imports.set(local, `import { ${name} as ${local} } from ${source};`);
    }
  }
  return imports;
}

interface Expectation {
  /** Where the comment starts. */
  readonly start: number;
  readonly text: string;
}

/** The `//=> value` comments; a value goes on over the following lines that are comments indented by three or more. */
function expectations(code: string, comments: ParseResult["comments"]): Expectation[] {
  const found: { start: number; text: string; last: number }[] = [];
  for (const comment of comments) {
    if (comment.type !== "Line") continue;
    const line = lineOf(code, comment.start);
    const text = /^\s?=>\s?(.*)$/.exec(comment.value)?.[1];
    const before = found.at(-1);
    if (text !== undefined) {
      found.push({ start: comment.start, text: text.trim(), last: line });
    } else if (before?.last === line - 1 && /^\s{3}/.test(comment.value)) {
      const alone = code.slice(code.lastIndexOf("\n", comment.start) + 1, comment.start).trim() === "";
      if (!alone) continue;
      before.text = `${before.text}\n${comment.value.trim()}`.trim();
      before.last = line;
    }
  }
  return found;
}

/**
 * The module for a snippet. Imports of one name in several blocks count once; names of `automatic` that the code uses
 * but does not declare are imported.
 */
export function moduleOf(snippet: Snippet, automatic: Exports): string {
  const { code } = snippet;
  const { program, errors, comments } = parseSync("snippet.ts", code, { lang: "ts", sourceType: "module" });
  const [syntax] = errors;
  if (syntax !== undefined) {
    throw new DocumentationError(snippet, lineOf(code, syntax.labels[0]?.start ?? 0), syntax.message);
  }

  const imports = new Map<string, string>();
  const names = new Set<string>();
  const insertions: { at: number; text: string }[] = [];
  const removals: { start: number; end: number }[] = [];
  const pending = expectations(code, comments);

  for (const statement of program.body) {
    const line = lineOf(code, statement.start);
    if (statement.type === "ImportDeclaration") {
      removals.push(statement);
      for (const [local, text] of importsOf(statement)) {
        if ((imports.get(local) ?? text) !== text) {
          throw new DocumentationError(snippet, line, `${local} is imported from two places`);
        }
        imports.set(local, text);
      }
      continue;
    }
    for (const name of declared(statement)) {
      if (names.has(name)) {
        throw new DocumentationError(
          snippet,
          line,
          `${name} is declared twice on this page; a block that says \`ts new\` starts afresh`,
        );
      }
      names.add(name);
    }
    insertions.push({ at: statement.start, text: `__at.line = ${line};` });

    // Whatever stands between the statement and the comment that shows its value.
    const next = pending.find(({ start }) => start >= statement.end);
    if (next === undefined || !/^[\s;]*$/.test(code.slice(statement.end, next.start))) continue;
    const expected = JSON.stringify(next.text);
    if (statement.type === "ExpressionStatement") {
      const { expression } = statement;
      insertions.push({ at: expression.start, text: `await __check(__at, ${line}, async () => (` });
      if (
        expression.type === "CallExpression" &&
        expression.callee.type === "MemberExpression" &&
        code.slice(expression.callee.start, expression.callee.end) === "console.log"
      ) {
        removals.push(expression.callee);
        insertions.push({ at: expression.callee.end, text: "__logged" });
      }
      insertions.push({ at: expression.end, text: `), ${expected})` });
    } else if (statement.type === "VariableDeclaration") {
      const shown = declared(statement);
      const value = shown.length === 1 ? shown[0] : `[${shown.join(", ")}]`;
      insertions.push({
        at: statement.end,
        text: `; await __check(__at, ${line}, async () => ${value}, ${expected});`,
      });
    } else {
      continue;
    }
    pending.splice(pending.indexOf(next), 1);
  }
  const [lost] = pending;
  if (lost !== undefined) {
    const message =
      "`//=>` shows the value of an expression or a declaration at the top level, and none ends here";
    throw new DocumentationError(snippet, lineOf(code, lost.start), message);
  }

  new Visitor({
    Identifier({ name }) {
      const source = automatic.get(name);
      if (source === undefined || names.has(name) || imports.has(name)) return;
      imports.set(name, `import { ${name} } from ${JSON.stringify(source)};`);
    },
  }).visit(program);

  let text = code;
  const edits = [
    ...insertions.map(({ at, text }, order) => ({ start: at, end: at, text, order })),
    ...removals.map(({ start, end }) => ({
      start,
      end,
      text: code.slice(start, end).replace(/[^\n]/g, ""),
      order: insertions.length,
    })),
  ].sort((a, b) => b.start - a.start || b.order - a.order);
  for (const { start, end, text: by } of edits) text = text.slice(0, start) + by + text.slice(end);

  const head = [
    'import { check as __check, logged as __logged } from "../../documentation/check.ts";',
    ...imports.values(),
    "export const __at = { line: 0 };",
    "export async function __run() {",
  ].join(" ");
  // Exported declarations cannot stand inside a function, and nothing imports them.
  return `${head} ${text.replace(/(^|;)(\s*)export (?=(const|let|function|async|class|type|interface) )/gm, "$1$2")}\n}\n`;
}

/** Runs snippets as modules in a folder of their own, where imports resolve as they do for the tests. */
export class Runner {
  readonly #folder = join(import.meta.dirname, "..", ".generated", String(process.pid));
  #count = 0;

  async run(snippet: Snippet, automatic: Exports): Promise<void> {
    const text = moduleOf(snippet, automatic);
    mkdirSync(this.#folder, { recursive: true });
    const path = join(this.#folder, `${++this.#count}-${snippet.file.replace(/\W+/g, "-")}.ts`);
    writeFileSync(path, text);
    let at: Place = { line: snippet.line };
    try {
      const module = (await import(/* @vite-ignore */ path)) as { __at: Place; __run: () => Promise<void> };
      at = module.__at;
      await module.__run();
    } catch (error) {
      const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      throw new DocumentationError(snippet, at.line || snippet.line, message.replace(/^Error: /, ""), error);
    }
  }

  clear(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
