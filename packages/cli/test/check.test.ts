import { join } from "node:path";
import { derivation } from "@cadena/checker";
import { add, constant, input, log, matmul, mul, type Node, neg, square } from "@cadena/graph";
import { describe, expect, test, vi } from "vitest";
import { models, runs, Throws, terminal } from "./surroundings.ts";

/** The derivative of x². */
const squared = derivation({
  id: "S",
  title: "A square",
  dimensions: {},
  build: () => {
    const x = input("x", []);
    return { loss: square(x), quantities: { x } };
  },
});
const right = squared.claim("dx", { formula: ({ x }) => mul(2, x) });
const wrong = { ...squared.claim("dx", { formula: ({ x }) => x }), id: "W", title: "A slip" };
const slips = right
  .erratum("dx as read", { of: "x", formula: ({ x }) => x })
  .erratum("dx without x", { of: "x", formula: () => constant(2) });
const holding = { ...squared.erratum("dx", { formula: ({ x }) => mul(2, x) }), id: "H", title: "No slip" };
/** The logarithm of a negative number is nowhere defined. */
const open = derivation({
  id: "O",
  title: "Nowhere defined",
  dimensions: {},
  build: () => ({ quantities: { x: input("x", []) } }),
}).claim("y", { of: ({ x }) => log(neg(square(x))), formula: ({ x }) => x });
const unbuilt = derivation({
  id: "U",
  title: "Not to be built",
  dimensions: { n: 2 },
  build: ({ n }) => ({
    quantities: { y: matmul(input("A", [n, 3]) as Node, input("B", [n, 3]) as Node) as Node },
  }),
});
const claimless = { ...squared, id: "C", title: "Nothing claimed" };

async function checked(defaults: Readonly<Record<string, unknown>>, ...options: string[]) {
  const { path, importModule } = models(defaults);
  const { status, out, err } = await runs(["check", path, ...options], importModule);
  return { status, out, err: err.replaceAll(`${path}/`, "").replaceAll(path, "FOLDER") };
}

/** Within the error bars of floats, and yet not the derivative. */
const nearly = squared.claim("dx", { formula: ({ x }) => add(mul(2, x), mul(1e-20, x)) });

describe("--require exact", () => {
  test("calls a formula exact that is equal to the gradient in exact arithmetic", async () => {
    const { status, out } = await checked({ "a.ts": slips }, "--require", "exact");
    expect(status).toBe(0);
    expect(out).toMatch(/^ {2}dx {12}2 \* x +EXACT +E5 {2}\(error < /m);
    expect(out).toMatch(/1 derivation, 3 claims: 1 exact, 2 errata refuted\n$/);
  });

  test("ends with 2 where a formula is numeric only", async () => {
    const { status, out } = await checked({ "a.ts": nearly }, "--require", "exact");
    expect(status).toBe(2);
    expect(out).toContain("not exact: ");
    expect((await checked({ "a.ts": nearly })).status).toBe(0);
  });

  test("does not call a refuted formula anything else", async () => {
    expect((await checked({ "a.ts": [right, wrong] }, "--require", "exact")).status).toBe(1);
  });
});

describe("the exit status", () => {
  test.each([
    [0, "what is right holds and what is wrong is refuted", { "a.ts": slips }],
    [0, "nothing is claimed", { "a.ts": claimless }],
    [1, "a claim is refuted", { "a.ts": [right, wrong] }],
    [1, "an erratum holds", { "a.ts": holding }],
    [2, "something is undecided", { "a.ts": [right, open] }],
    [1, "something is refuted and something undecided", { "a.ts": [open, wrong] }],
    [3, "a file cannot be loaded, whatever the others say", { "a.ts": new Throws("x"), "b.ts": wrong }],
    [3, "a derivation cannot be built", { "a.ts": [unbuilt, right] }],
    [3, "there is no derivation", { "a.ts": 1 }],
  ])("is %i where %s", async (status, _, defaults) => {
    expect((await checked(defaults)).status).toBe(status);
    expect((await checked(defaults, "--format", "json")).status).toBe(status);
  });
});

describe("as text", () => {
  test("a derivation is a block with a line for each claim, and the last line counts", async () => {
    const { out, err } = await checked({ "a.ts": slips, "b.ts": [wrong, holding, claimless] });
    const rough = out
      .replaceAll(/\d+e-\d+/g, "TINY")
      .replaceAll(/-?\d+\.\d+/g, "NUMBER")
      .replaceAll(/of \d+ makes/g, "of N makes")
      .replaceAll(/to \d+ bits/g, "to N bits");
    expect(rough).toBe(
      `
S  A square
  dx            2 * x   EXACT    E5  (error < TINY)
  dx as read    x       REFUTED  E3  (an erratum; NUMBER, true NUMBER)
  dx without x  2       REFUTED  E3  (an erratum; 2, true NUMBER)
  autodiff of the loss  EXACT    p-adic difference quotients agree to N bits for x

W  A slip
  dx  x                 WRONG  E3
      a factor of 2 is missing in x (only this edit of N makes it right)
        2 * x
        ^^^
      e.g. yours NUMBER, true NUMBER (enclosures disjoint by NUMBER), at x = NUMBER
  autodiff of the loss  EXACT  p-adic difference quotients agree to N bits for x

H  No slip
  dx  2 * x             HOLDS  E5  (an erratum, not refuted; error < TINY)
  autodiff of the loss  EXACT  p-adic difference quotients agree to N bits for x

C  Nothing claimed
  no claims

E5  exact, and the automatic gradient itself is confirmed by exact difference quotients of the forward program
E3  refuted: by a counter-example, by its shape, or by a statistical test
4 derivations, 5 claims: 1 exact, 1 refuted, 2 errata refuted, 1 erratum that holds
`.trimStart(),
    );
    expect(err).toBe("");
  });

  test("is coloured on a terminal", async () => {
    vi.stubEnv("NO_COLOR", undefined);
    const { path, importModule } = models({ "a.ts": right });
    const { out } = await runs(["check", path], importModule, terminal);
    expect(out).toContain("\u001b[1mS\u001b[22m  A square\n");
    expect(out).toContain("\u001b[32mEXACT\u001b[0m");
    vi.unstubAllEnvs();
  });

  test("is wrapped to the width of a terminal, and of a terminal only", async () => {
    const { path, importModule } = models({ "a.ts": slips });
    vi.stubEnv("NO_COLOR", "1");
    const longest = async (isTTY: boolean): Promise<number> => {
      const { out } = await runs(["check", path], importModule, { isTTY, columns: 50 });
      return Math.max(...(out.split("\n\nE5")[0] as string).split("\n").map((line) => line.length));
    };
    expect(await longest(true)).toBeLessThanOrEqual(50);
    expect(await longest(false)).toBeGreaterThan(50);
    vi.unstubAllEnvs();
  });

  test("of nothing is nothing", async () => {
    expect((await checked({ "a.ts": 1 })).out).toBe("");
  });
});

describe("as JSON", () => {
  test("is one object, in the documented form", async () => {
    const { out, err } = await checked({ "a.ts": slips }, "--format", "json");
    const claim = (name: string, formula: string, erratum: boolean, verdict: string, level: string) => {
      const evidence = expect.objectContaining({ seed: 1 });
      return { name, formula, erratum, verdict, level, ok: true, evidence, hints: [], warnings: [] };
    };
    expect(JSON.parse(out)).toEqual({
      ok: true,
      sources: { paths: [expect.any(String)], id: [], claims: [], given: [] },
      derivations: [
        {
          id: "S",
          title: "A square",
          ok: true,
          loss: null,
          options: { seed: 1, points: 5, require: "numeric" },
          version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
          claims: [
            claim("dx", "2 * x", false, "exact", "E5"),
            claim("dx as read", "x", true, "refuted", "E3"),
            claim("dx without x", "2", true, "refuted", "E3"),
          ],
        },
      ],
    });
    expect(err).toBe("");
  });

  test("is not ok where something could not be read, and is whole even where nothing could", async () => {
    const some = await checked({ "a.ts": new Throws("x"), "b.ts": right }, "--format", "json");
    expect(JSON.parse(some.out)).toMatchObject({ ok: false, derivations: [{ id: "S", ok: true }] });
    const none = await checked({ "a.ts": new Throws("x") }, "--format", "json");
    expect(JSON.parse(none.out)).toMatchObject({ ok: false, derivations: [] });
    expect(none.err).toBe("cadena: cannot load a.ts: threw x\n");
  });
});

describe("for pages and for CI systems", () => {
  test("is one table in Markdown, or one document in JUnit XML, and nothing else", async () => {
    const md = await checked({ "a.ts": slips }, "--format", "md");
    expect(md.out).toMatch(/^1 derivation, 3 claims: .*\n\n## S: A square\n\n\| claim \|/);
    const junit = await checked({ "a.ts": slips }, "--format", "junit");
    expect(junit.out).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites .*\n<\/testsuites>\n$/s,
    );
    expect([md.err, junit.err]).toEqual(["", ""]);
  });
});

describe("the options", () => {
  const found = async (...options: string[]) =>
    JSON.parse((await checked({ "a.ts": right }, "--format", "json", ...options)).out).derivations[0]
      .claims[0].evidence;

  test("seed chooses other points, the same ones each time", async () => {
    const [one, two, again] = [
      await found("--seed", "1"),
      await found("--seed", "-2"),
      await found("--seed", "-2"),
    ];
    expect(two.seed).toBe(-2);
    expect(two).toEqual(again);
    expect(two.atOwnSizes.scale).not.toBe(one.atOwnSizes.scale);
  });

  test("points says at how many", async () => {
    expect((await found("--points", "3")).atOwnSizes.points).toBe(3);
    expect((await found()).atOwnSizes.points).toBe(5);
  });
});

describe("messages", () => {
  test("warn of two derivations with one id, and of skipped files, before all else", async () => {
    const { err, status } = await checked({ "a.ts": [right, squared], "b.ts": 1 });
    expect(err).toBe(
      [
        "cadena: skipped, without a derivation: b.ts",
        "cadena: two derivations have the id S: in a.ts and in a.ts",
        "",
      ].join("\n"),
    );
    expect(status).toBe(0);
  });

  test("tell what keeps a derivation from being built, with the user's line", async () => {
    const { err, out } = await checked({ "a.ts": [unbuilt, right] });
    expect(err).toMatch(
      /^cadena: cannot check a\.ts: derivation U: cannot be built: matmul: inner sizes differ: A \[2, 3\] · B \[2, 3\] \(3 ≠ 2\) \([^()]*check\.test\.ts:\d+:\d+\)\n$/,
    );
    expect(out).toMatch(/\n1 derivation, 1 claim: 1 exact\n$/);
  });

  test("tell a path that does not exist, and the others are checked", async () => {
    const { path, importModule } = models({ "a.ts": right });
    const missing = join(path, "none.ts");
    const { status, out, err } = await runs(["check", missing, join(path, "a.ts")], importModule);
    const below = join(path, "a.ts", "b.ts");
    expect((await runs(["check", below], importModule)).err).toBe(
      `cadena: cannot read ${below}: it does not exist\n`,
    );
    expect(err).toBe(`cadena: cannot read ${missing}: it does not exist\n`);
    expect(out).toContain("1 derivation, 1 claim: 1 exact\n");
    expect(status).toBe(3);
  });
});
