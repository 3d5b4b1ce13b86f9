/**
 * The rules of the architecture, read from the imports of every source file: packages import each other in one
 * direction only, all but the command line run in a browser as they are, and no two files need each other to load.
 */
import { dirname, join, normalize } from "node:path";
import { parseSync, Visitor } from "vite";
import { describe, expect, test } from "vitest";
import { filesBelow, packages, read } from "./files.ts";

interface Rule {
  /** The packages of this repository that it may import. */
  readonly cadena: readonly string[];
  /** The packages of others that any of its files may import. */
  readonly others?: readonly string[];
  /** Whether all files may import Node's own modules. */
  readonly node?: boolean;
  /** What single files may import besides: Node's own modules as "node:*", or packages of others. */
  readonly doors?: Readonly<Record<string, readonly string[]>>;
}

/** A new package states its place here. */
const RULES: Readonly<Record<string, Rule>> = {
  graph: { cadena: [] },
  notation: { cadena: ["graph"], others: ["@viz-js/viz"] },
  arrays: { cadena: ["graph"], others: ["fflate"] },
  nn: { cadena: ["graph", "wasm"], others: ["csv-parse"], doors: { "src/node.ts": ["node:*"] } },
  checker: {
    cadena: ["graph", "notation"],
    others: ["temml"],
    doors: { "src/vitest.ts": ["vitest"] },
  },
  wasm: { cadena: ["graph"] },
  cli: {
    cadena: ["graph", "notation", "arrays", "wasm", "nn", "checker"],
    others: ["commander", "tsx"],
    node: true,
  },
};

interface Import {
  readonly line: number;
  readonly module: string;
  /** Whether it is there when the file loads: neither only a type nor on demand. */
  readonly loads: boolean;
}

function parse(file: string, text: string): ReturnType<typeof parseSync>["program"] {
  const { program, errors } = parseSync(file, text, { lang: "ts", sourceType: "module" });
  if (errors[0] !== undefined) throw new Error(`${file}: ${errors[0].message}`);
  return program;
}

/** Everything that a file imports or re-exports, types and imports on demand too. */
function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  const note = (start: number, module: string, loads: boolean): void => {
    found.push({ line: text.slice(0, start).split("\n").length, module, loads });
  };
  new Visitor({
    ImportDeclaration({ start, source, importKind, specifiers }) {
      const types =
        specifiers.length > 0 &&
        specifiers.every((one) => one.type === "ImportSpecifier" && one.importKind === "type");
      note(start, source.value, importKind !== "type" && !types);
    },
    ExportNamedDeclaration({ start, source, exportKind }) {
      if (source !== null) note(start, source.value, exportKind !== "type");
    },
    ExportAllDeclaration({ start, source, exportKind }) {
      note(start, source.value, exportKind !== "type");
    },
    ImportExpression({ start, source }) {
      const literal = source.type === "Literal" && typeof source.value === "string";
      note(start, literal ? String(source.value) : "(computed)", false);
    },
    TSImportType({ start, source }) {
      note(start, source.value, false);
    },
  }).visit(parse(file, text));
  return found;
}

/** The name of the package that a module belongs to: "@scope/name/door" is of "@scope/name". */
function packageOf(module: string): string {
  return module
    .split("/")
    .slice(0, module.startsWith("@") ? 2 : 1)
    .join("/");
}

/** What is wrong with the imports of a file of a package; its path is relative to the package. */
function violations(name: string, path: string, text: string): string[] {
  const rule = RULES[name];
  const file = `packages/${name}/${path}`;
  if (rule === undefined) return [`${file}: the package ${name} has no rule in test/architecture.test.ts`];
  const extra = rule.doors?.[path] ?? [];
  const wrong: string[] = [];
  for (const { line, module } of importsOf(file, text)) {
    const complain = (what: string): void => void wrong.push(`${file}:${line}: ${what}`);
    if (module.startsWith(".")) {
      if (!normalize(join(dirname(path), module)).startsWith("src")) complain(`${module} leaves src/`);
      else if (!module.endsWith(".ts")) complain(`${module} does not end in .ts`);
    } else if (module.startsWith("node:")) {
      if (rule.node !== true && !extra.includes("node:*")) complain(`${module} does not exist in a browser`);
    } else if (module.startsWith("@cadena/")) {
      const other = packageOf(module).slice("@cadena/".length);
      if (other === name) complain(`${module} is the package itself; import the file`);
      else if (!rule.cadena.includes(other)) complain(`${name} may not import ${module}`);
    } else if (module === "(computed)") {
      if (rule.node !== true) complain("what is imported is computed");
    } else if (![...(rule.others ?? []), ...extra].includes(packageOf(module))) {
      complain(`${name} may not import ${module}`);
    }
  }
  return wrong;
}

/** The lines of an index that do more than export again what stands elsewhere. */
function ownCode(file: string, text: string): string[] {
  return parse(file, text)
    .body.filter((statement) => {
      if (statement.type === "ExportAllDeclaration") return false;
      if (statement.type !== "ExportNamedDeclaration") return true;
      // A package that is still empty says `export {}`.
      return statement.source === null && (statement.declaration !== null || statement.specifiers.length > 0);
    })
    .map(({ start }) => `${file}:${text.slice(0, start).split("\n").length}: an index only exports again`);
}

/** The first circle in a directed graph, or nothing. */
function circle(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (at: string): string[] | undefined => {
    const seen = path.indexOf(at);
    if (seen >= 0) return [...path.slice(seen), at];
    if (done.has(at)) return undefined;
    path.push(at);
    for (const next of edges.get(at) ?? []) {
      const found = visit(next);
      if (found !== undefined) return found;
    }
    path.pop();
    done.add(at);
    return undefined;
  };
  for (const at of edges.keys()) {
    const found = visit(at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Which files a file needs to load, among the sources of one package. */
function loads(name: string): Map<string, Set<string>> {
  return new Map(
    filesBelow(`packages/${name}/src`, ".ts").map((file) => {
      const needs = importsOf(file, read(file)).filter((one) => one.loads && one.module.startsWith("."));
      return [file, new Set(needs.map(({ module }) => normalize(join(dirname(file), module))))];
    }),
  );
}

describe.each(packages())("packages/%s", (name) => {
  const base = `packages/${name}/`;
  const sources = filesBelow(`${base}src`, ".ts");

  test("has sources and a rule", () => {
    expect(Object.keys(RULES)).toContain(name);
    expect(sources).not.toEqual([]);
  });

  test("imports only what it may", () => {
    expect(sources.flatMap((file) => violations(name, file.slice(base.length), read(file)))).toEqual([]);
  });

  test("declares the packages of this repository that it may import, and no others", () => {
    const manifest = JSON.parse(read(`${base}package.json`)) as { dependencies?: Record<string, string> };
    const declared = Object.keys(manifest.dependencies ?? {}).filter((one) => one.startsWith("@cadena/"));
    expect(declared.sort()).toEqual(RULES[name]?.cadena.map((one) => `@cadena/${one}`).sort());
  });

  test("has indexes that only export again", () => {
    const indexes = sources.filter((file) => file.endsWith("/index.ts"));
    expect(indexes.flatMap((file) => ownCode(file, read(file)))).toEqual([]);
  });

  test("has no files that need each other to load", () => {
    expect(circle(loads(name))).toBeUndefined();
  });
});

test("the folders of graph do not need each other in a circle", () => {
  const folders = new Map<string, Set<string>>();
  for (const [file, needs] of loads("graph")) {
    const from = dirname(file);
    const to = folders.get(from) ?? new Set();
    for (const need of needs) if (dirname(need) !== from) to.add(dirname(need));
    folders.set(from, to);
  }
  expect(circle(folders)).toBeUndefined();
});

describe("the rules", () => {
  test.each([
    ["graph", "src/a.ts", 'import { x } from "@cadena/nn";', "graph may not import @cadena/nn"],
    ["nn", "src/a.ts", 'import type { X } from "@cadena/checker";', "nn may not import @cadena/checker"],
    ["nn", "src/a.ts", 'import { readFileSync } from "node:fs";', "node:fs does not exist in a browser"],
    ["graph", "src/a.ts", 'export * from "left-pad/x";', "graph may not import left-pad/x"],
    ["graph", "src/a.ts", 'type X = import("@cadena/cli").X;', "graph may not import @cadena/cli"],
    ["notation", "src/a.ts", 'await import("fs");', "notation may not import fs"],
    ["checker", "src/a.ts", 'import { expect } from "vitest";', "checker may not import vitest"],
    ["checker", "src/a/b.ts", 'import "../../../graph/src/index.ts";', "leaves src/"],
    ["graph", "src/a.ts", 'import "./b.js";', "does not end in .ts"],
    ["nobody", "src/a.ts", "export {};", "the package nobody has no rule"],
  ])("see what is wrong in %s %s: %s", (name, path, text, message) => {
    expect(violations(name, path, text)).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    ["nn", "src/node.ts", 'import { readFileSync } from "node:fs";'],
    ["checker", "src/vitest.ts", 'import { expect } from "vitest";'],
    ["notation", "src/draw/svg.ts", 'const { instance } = await import("@viz-js/viz");'],
    ["cli", "src/a/b.ts", 'import { add } from "@cadena/graph/extend"; import "../c.ts"; import "node:os";'],
  ])("allow in %s %s: %s", (name, path, text) => {
    expect(violations(name, path, text)).toEqual([]);
  });

  test("see code in an index", () => {
    expect(ownCode("index.ts", 'export * from "./a.ts";\nexport const b = 1;')).toEqual([
      expect.stringContaining("index.ts:2"),
    ]);
  });

  test("see a circle", () => {
    const edges = new Map([
      ["a", new Set(["b"])],
      ["b", new Set(["c"])],
      ["c", new Set(["b"])],
    ]);
    expect(circle(edges)).toEqual(["b", "c", "b"]);
  });
});
