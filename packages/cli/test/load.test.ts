import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { derivation } from "@cadena/checker";
import { input, matmul, ShapeError } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { load } from "../src/load/load.ts";
import { folder, models, Throws } from "./surroundings.ts";

const model = (id: string) =>
  derivation({ id, title: id, dimensions: {}, build: () => ({ quantities: { x: input("x", []) } }) });

/** What is loaded from a folder of models, with the folder's own path left out. */
async function loaded(defaults: Readonly<Record<string, unknown>>, ...names: string[]) {
  const { path, importModule } = models(defaults);
  const paths = names.map((name) => join(path, name));
  const { models: found, problems, warnings } = await load(paths, importModule);
  const bare = (text: string): string => text.replaceAll(`${path}/`, "").replaceAll(path, "FOLDER");
  return {
    found: found.map(({ file, derivation }) => `${bare(file)}: ${derivation.id}`),
    problems: problems.map(({ message }) => bare(message)),
    warnings: warnings.map(bare),
  };
}

describe("a file", () => {
  test("gives its derivation, or each of its list", async () => {
    const files = { "one.ts": model("A"), "two.mjs": [model("B"), model("C")] };
    expect(await loaded(files, "one.ts", "two.mjs")).toEqual({
      found: ["one.ts: A", "two.mjs: B", "two.mjs: C"],
      problems: [],
      warnings: [],
    });
  });

  test.each([
    [undefined, "undefined"],
    [null, "null"],
    [7, "the number 7"],
    ["text", 'the string "text"'],
    [function build() {}, "the function build"],
    [Promise.resolve(), "a promise"],
    [{ id: "A", title: "no build" }, "an object that is no derivation"],
    [input("x", []), "a Node"],
    [[], "an empty list"],
    [[model("A"), 1], "a list whose element 2 is the number 1"],
  ])("whose default export is %s has no derivation, and what it has instead is told", async (value, what) => {
    expect(await loaded({ "a.ts": value }, "a.ts")).toEqual({
      found: [],
      problems: [`no derivation in a.ts: its default export is ${what}`],
      warnings: [],
    });
  });

  test("with a plain model is a derivation without claims, named after the file", async () => {
    const build = () => ({ quantities: { x: input("x", []) } });
    const { path, importModule } = models({
      "net.v2.ts": { build },
      "own.ts": { build, id: "O", title: "Own" },
    });
    const { models: found } = await load([path], importModule);
    expect(found.map(({ derivation }) => derivation)).toEqual([
      { id: "net.v2", title: "net.v2.ts", dimensions: {}, claims: [], build },
      { id: "O", title: "Own", dimensions: {}, claims: [], build },
    ]);
  });

  test("without a default export has no derivation", async () => {
    const path = folder({ "a.ts": "" });
    const { problems } = await load([join(path, "a.ts")], async () => ({ other: model("A") }));
    expect(problems.map(({ message }) => message)).toEqual([
      `no derivation in ${join(path, "a.ts")}: it has no default export`,
    ]);
  });

  test("that throws is told with its message, and the line of the user where it has one", async () => {
    const shapes = new Throws(caught(() => matmul(input("W", [1, 2]) as never, input("X", [3, 5]) as never)));
    const several = new Throws(new RangeError("first line\nsecond line"));
    const files = { "a.ts": shapes, "b.ts": several, "c.ts": new Throws("text"), "d.ts": model("D") };
    const { found, problems } = await loaded(files, "a.ts", "b.ts", "c.ts", "d.ts");
    expect(found).toEqual(["d.ts: D"]);
    expect(problems).toEqual([
      expect.stringMatching(
        /^cannot load a\.ts: matmul: inner sizes differ: W \[1, 2\] · X \[3, 5\] \(2 ≠ 3\) \([^()]*load\.test\.ts:\d+:\d+\)$/,
      ),
      expect.stringMatching(/^cannot load b\.ts: first line \([^()]*load\.test\.ts:\d+:\d+\)$/),
      "cannot load c.ts: threw text",
    ]);
  });

  test.each([
    ["none.ts", "it does not exist"],
    ["notes.md", "a model is a file that ends in .ts, .mts, .js, .mjs"],
  ])("%s cannot be read", async (name, reason) => {
    expect((await loaded({ "notes.md": 0 }, name)).problems).toEqual([`cannot read ${name}: ${reason}`]);
  });
});

describe("a folder", () => {
  test("is searched through, in the order in which people count", async () => {
    const names = ["n10.ts", "n2.ts", "deep/er/n3.js", "a.mjs"];
    const { found } = await loaded(Object.fromEntries(names.map((name) => [name, model(name)])), ".");
    expect(found.map((line) => line.split(":")[0])).toEqual(["a.mjs", "deep/er/n3.js", "n2.ts", "n10.ts"]);
  });

  test("is searched without packages, hidden files, declarations, tests and broken links", async () => {
    const other = ["node_modules/p/a.ts", ".cache/a.ts", "a.d.ts", "a.test.ts", "a.spec.mts", "readme.md"];
    const { path, importModule } = models(
      Object.fromEntries([...other, "only.ts"].map((name) => [name, model(name)])),
    );
    symlinkSync("nowhere.ts", join(path, "link.ts"));
    const { models: found, problems, warnings } = await load([path], importModule);
    expect(found.map(({ derivation }) => derivation.id)).toEqual(["only.ts"]);
    expect([...problems, ...warnings]).toEqual([]);
  });

  test("tells its files without a derivation in one line", async () => {
    expect(await loaded({ "a.ts": 1, "b.ts": model("B"), "c.ts": [] }, ".")).toEqual({
      found: ["b.ts: B"],
      problems: [],
      warnings: ["skipped, without a derivation: a.ts, c.ts"],
    });
  });

  test("names only the first five of them", async () => {
    const names = [1, 2, 3, 4, 5, 6, 7].map((k) => `n${k}.ts`);
    const { problems } = await loaded(Object.fromEntries(names.map((name) => [name, 1])), ".");
    expect(problems).toEqual([
      "no derivation below FOLDER (in n1.ts, n2.ts, n3.ts, n4.ts, n5.ts and 2 more)",
    ]);
  });

  test("does not run files that cannot have a default export", async () => {
    const path = folder({ "a.ts": "export const x = 1;" });
    const { problems } = await load([path], () => {
      throw new Error("it ran");
    });
    expect(problems.map(({ message }) => message)).toEqual([
      `no derivation below ${path} (in ${join(path, "a.ts")})`,
    ]);
  });

  test("with no derivation at all is a problem", async () => {
    expect((await loaded({ "a.ts": 1, "b.ts": 2 }, ".")).problems).toEqual([
      "no derivation below FOLDER (in a.ts, b.ts)",
    ]);
    expect((await loaded({ "a.md": 1 }, ".")).problems).toEqual(["no derivation below FOLDER"]);
  });

  test("whose files all throw has only these problems", async () => {
    expect((await loaded({ "a.ts": new Throws("x") }, ".")).problems).toEqual(["cannot load a.ts: threw x"]);
  });
});

describe("the same derivation", () => {
  test("counts once, where it is found first", async () => {
    const [a, b] = [model("A"), model("B")];
    expect(await loaded({ "all.ts": [a, b], "b.ts": b }, "b.ts", "all.ts", "b.ts")).toEqual({
      found: ["b.ts: B", "all.ts: A"],
      problems: [],
      warnings: [],
    });
  });

  test("is not another one of the same id, which is warned of", async () => {
    const { found, warnings } = await loaded({ "a.ts": model("A"), "b.ts": model("A") }, ".");
    expect(found).toEqual(["a.ts: A", "b.ts: A"]);
    expect(warnings).toEqual(["two derivations have the id A: in a.ts and in b.ts"]);
  });
});

function caught(make: () => unknown): unknown {
  try {
    return make();
  } catch (error) {
    expect(error).toBeInstanceOf(ShapeError);
    return error;
  }
}
