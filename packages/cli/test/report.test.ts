// Reports in files, as pages, and counter-examples as test files.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { derivation } from "@cadena/checker";
import { input, mul, square } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { models, runs } from "./surroundings.ts";

const squared = derivation({
  id: "a square",
  title: "A square",
  dimensions: {},
  build: () => {
    const x = input("x", []);
    return { loss: square(x), quantities: { x } };
  },
}).claim("dx", { formula: ({ x }) => mul(2, x) });
const wrong = squared.claim("dx", { formula: ({ x }) => x, text: "x'" });

const patient = { timeout: 60_000 };

describe("a report in a file", patient, () => {
  test("is a page, and the text is printed besides", async () => {
    const { path, importModule } = models({ "a.ts": squared });
    const file = join(path, "report.html");
    const { status, out, err } = await runs(
      ["check", join(path, "a.ts"), "--format", "html", "-o", file],
      importModule,
    );
    expect([status, err]).toEqual([0, ""]);
    expect(out).toMatch(/^a square {2}A square\n {2}dx .*EXACT[\s\S]*1 derivation, 1 claim: 1 exact\n$/);
    const page = readFileSync(file, "utf8");
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain("<svg");
    expect(page).toContain(`cadena check ${join(path, "a.ts")} --id 'a square' --seed 1 --points 5</code>`);
    expect(readdirSync(path).sort()).toEqual(["a.ts", "report.html"]);
  });

  test("has any of the formats, and can be replayed", async () => {
    const { path, importModule } = models({ "a.ts": squared });
    const of = (format: string): string => join(path, `report.${format}`);
    for (const format of ["json", "md", "junit", "text"]) {
      await runs(["check", join(path, "a.ts"), "--format", format, "-o", of(format)], importModule);
    }
    expect(readFileSync(of("md"), "utf8")).toContain("## a square: A square");
    expect(readFileSync(of("junit"), "utf8")).toContain("<testsuites");
    expect(readFileSync(of("text"), "utf8")).toMatch(
      /^a square {2}A square\n[\s\S]*\n1 derivation, 1 claim: 1 exact\n$/,
    );
    expect((await runs(["replay", of("json")], importModule)).status).toBe(0);
  });

  test("goes to the standard output where no file is named", async () => {
    const { path, importModule } = models({ "a.ts": squared });
    const { out } = await runs(["check", join(path, "a.ts"), "--format", "html"], importModule);
    expect(out).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  });

  test("that cannot be written is told at once, and the text is printed all the same", async () => {
    const { path, importModule } = models({ "a.ts": squared });
    const file = join(path, "none", "report.html");
    const { status, out, err } = await runs(
      ["check", join(path, "a.ts"), "--format", "html", "-o", file],
      importModule,
    );
    expect(status).toBe(3);
    expect(err).toBe(`cadena: cannot write ${file}: the folder ${join(path, "none")} does not exist\n`);
    expect(out).toContain("1 derivation, 1 claim: 1 exact");
  });

  test("tells what could not be read beside what could", async () => {
    const { path, importModule } = models({ "a.ts": squared, "b.ts": 3 });
    const file = join(path, "report.json");
    const words = ["check", join(path, "a.ts"), join(path, "b.ts"), "--format", "json", "-o", file];
    const { status, err } = await runs(words, importModule);
    expect(status).toBe(3);
    expect(err).toContain("no derivation in");
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      ok: false,
      derivations: [{ id: "a square" }],
    });
  });
});

describe("--save-counterexamples", patient, () => {
  test("writes a test file for each formula that is refuted and should hold", async () => {
    const { path, importModule } = models({ "a.ts": wrong.erratum("dx", { formula: ({ x }) => x }) });
    const saved = join(path, "found", "here");
    const words = ["check", join(path, "a.ts"), "--save-counterexamples", saved];
    const { status, err } = await runs(words, importModule);
    expect([status, err]).toEqual([1, `cadena: saved ${join(saved, "a-square-dx.test.ts")}\n`]);
    expect(readdirSync(saved)).toEqual(["a-square-dx.test.ts"]);
    const text = readFileSync(join(saved, "a-square-dx.test.ts"), "utf8");
    expect(text).toMatch(
      /^\/\/ dx = x' is wrong in a square \(A square\):\n\/\/ the formula gives 1, .* is 2\.\n/,
    );
    expect(text).toContain("const point = { x: 1 };");
  });

  test("makes no folder where nothing is wrong", async () => {
    const { path, importModule } = models({ "a.ts": squared });
    const { status } = await runs(
      ["check", join(path, "a.ts"), "--save-counterexamples", join(path, "found")],
      importModule,
    );
    expect(status).toBe(0);
    expect(readdirSync(path)).toEqual(["a.ts"]);
  });

  test("tells of a folder that cannot be made, and prints the report", async () => {
    const { path, importModule } = models({ "a.ts": wrong });
    const words = ["check", join(path, "a.ts"), "--save-counterexamples", join(path, "a.ts", "found")];
    const { status, out, err } = await runs(words, importModule);
    expect(status).toBe(3);
    expect(err).toMatch(/^cadena: cannot write to .*a\.ts.found: ENOTDIR.*\n$/);
    expect(out).toContain("1 derivation, 2 claims: 1 exact, 1 refuted");
  });
});
