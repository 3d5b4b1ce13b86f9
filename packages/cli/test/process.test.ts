import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { folder, type Ran } from "./surroundings.ts";

const LIMIT = 30_000;
const home = join(import.meta.dirname, "..");
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** Runs the command as a process of its own, from its sources. */
function cadena(...words: string[]): Promise<Ran> {
  return cadenaIn(home, ...words);
}

function cadenaIn(cwd: string, ...words: string[]): Promise<Ran> {
  const node = ["--import", tsx, "-C", "@cadena/source", join(home, "src/main.ts"), ...words];
  return new Promise((resolve) => {
    execFile(process.execPath, node, { cwd }, (error, out, err) => {
      resolve({ status: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

/** A model, that complains where another one had another copy of the graph package. */
const model = (id: string): string => `
import { derivation } from "@cadena/checker";
import { input, mul, Node, square } from "@cadena/graph";
import * as nn from "@cadena/nn";
import { two } from "./two.js";
if ((globalThis.copy ??= Node) !== Node || nn === undefined) throw new Error("another copy");
console.log("loading ${id}");
setInterval(() => {}, 1000);
export default derivation({
  id: "${id}",
  title: "A square",
  dimensions: {},
  build: () => {
    const x = input("x", []);
    return { loss: square(x), quantities: { x } };
  },
}).claim("dx", { formula: ({ x }) => mul(two, x) });
`;

describe("models outside of the repository", () => {
  test("load whatever their language, with one copy of the packages, and print where messages go", {
    timeout: LIMIT,
  }, async () => {
    const path = folder({
      "a.ts": `interface Unused { readonly x: number }${model("A")}`,
      "b.mts": model("B"),
      "c.js": model("C"),
      "d.mjs": model("D"),
      "e/e.ts": model("E"),
      "e/package.json": '{ "type": "module" }',
      "e/two.ts": "export const two: number = 2;",
      "two.js": "exports.two = 2;",
    });
    const { status, out, err } = await cadena("check", path, "--format", "json");
    expect(err.split("\n").sort()).toEqual([
      "",
      `cadena: skipped, without a derivation: ${join(path, "e/two.ts")}, ${join(path, "two.js")}`,
      "loading A",
      "loading B",
      "loading C",
      "loading D",
      "loading E",
    ]);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      derivations: [..."ABCDE"].map((id) => ({ id, ok: true })),
    });
    expect(status).toBe(0);
  });

  test("that cannot be loaded are told with the user's line, and the rest is checked", {
    timeout: LIMIT,
  }, async () => {
    const path = folder({
      "a.ts": 'interface A {\n  x: number;\n}\nthrow new RangeError("no\\nmore");\nexport default 1;\n',
      "b.ts": "interface B {\n  x: number;\n}\nexport default { a: 1,, };\n",
      "c.mjs": "const a = 1;\nexport default { a: 1,, };\n",
      "d.ts": '\nimport { nothing } from "@cadena/graph";\nexport default nothing;\n',
      "e.ts": 'export { default } from "./nowhere.ts";\n',
      "f.ts":
        'import { input, matmul } from "@cadena/graph";\n\nexport default matmul(input("W", [1, 2]), input("X", [3, 5]));\n',
      "g.ts": model("G"),
      "two.js": "exports.two = 2;",
    });
    const { status, out, err } = await cadena("check", path);
    expect(err.replaceAll(`${path}/`, "").split("\n")).toEqual([
      "loading G",
      "cadena: skipped, without a derivation: two.js",
      "cadena: cannot load a.ts: no (a.ts:4:7)",
      'cadena: cannot load b.ts: Expected identifier but found "," (b.ts:4:22)',
      "cadena: cannot load c.mjs: Unexpected token ',' (c.mjs:2)",
      "cadena: cannot load d.ts: The requested module '@cadena/graph' does not provide an export named 'nothing' (d.ts:2)",
      expect.stringMatching(
        /^cadena: cannot load e\.ts: Cannot find module '(.*\/)?nowhere\.ts' imported from e\.ts$/,
      ),
      "cadena: cannot load f.ts: matmul: inner sizes differ: W [1, 2] · X [3, 5] (2 ≠ 3) (f.ts:3:16)",
      "",
    ]);
    expect(out).toContain("1 derivation, 1 claim: 1 exact\n");
    expect(status).toBe(3);
  });

  test.each([
    ["ends the process", "process.exit(0);"],
    ["waits for ever", "await new Promise(() => {});"],
  ])("that %s cannot pass for checked", { timeout: LIMIT }, async (_, code) => {
    const path = join(folder({ "a.mts": `${code}\nexport default 1;` }), "a.mts");
    expect(await cadena("check", path)).toEqual({
      status: 3,
      out: "",
      err: `cadena: the process ended before all was checked: by a model, or as one waits for what never comes (the last was ${path})\n`,
    });
  });

  test.each([
    ["throws", "setTimeout(() => {\n  throw new Error('late');\n});\n"],
    ["rejects", "setTimeout(async () => {\n  throw new Error('late');\n});\n"],
  ])("that %s after it was asked is told in one line", { timeout: LIMIT }, async (_, code) => {
    const wait = "await new Promise((done) => setTimeout(done, 500));";
    const path = join(folder({ "a.mts": `${code}${wait}\nexport default 1;` }), "a.mts");
    expect(await cadena("check", path)).toEqual({
      status: 3,
      out: "",
      err: `cadena: something that a model left running threw: late (${path}:2:9)\n`,
    });
  });

  test("that are empty have no default export", { timeout: LIMIT }, async () => {
    const path = join(folder({ "a.ts": "\n" }), "a.ts");
    const { status, err } = await cadena("check", path);
    expect(err).toBe(`cadena: no derivation in ${path}: it has no default export\n`);
    expect(status).toBe(3);
  });
});

test("the README's model gives what the README says", { timeout: LIMIT }, async () => {
  const readme = readFileSync(join(home, "README.md"), "utf8");
  const block = (start: string): string => readme.split(start)[1]?.split("\n```")[0] ?? expect.fail(start);
  const path = folder({ "model.ts": block("```ts no-run\n") });
  const { status, out, err } = await cadenaIn(path, "check", "model.ts");
  expect(out).toBe(`${block("$ cadena check model.ts\n")}\n`);
  expect({ status, err }).toEqual({ status: 0, err: "" });
});
