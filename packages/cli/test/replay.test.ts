import { join } from "node:path";
import { derivation } from "@cadena/checker";
import { input, mul, type Node, square } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { folder, models, runs } from "./surroundings.ts";

const squared = derivation({
  id: "S",
  title: "A square",
  dimensions: {},
  build: () => {
    const x: Node = input("x", []);
    return { loss: square(x), quantities: { x } };
  },
});
const right = squared.claim("dx", { formula: ({ x }) => mul(2, x) });
const wrong = right.erratum("dx as read", { of: "x", formula: ({ x }) => x });
const other = { ...wrong, id: "T", title: "The same" };

/** Checks models, and then replays the report, as it is or changed, on the same models or on others. */
async function replayed(
  before: Readonly<Record<string, unknown>>,
  { now = before, change = (text) => text, options = [] }: Changes = {},
) {
  const { path, importModule } = models(before);
  const { out: report } = await runs(["check", path, "--format", "json", ...options], importModule);
  const place = join(folder({ "report.json": change(report) }), "report.json");
  const later = models(now);
  const { status, out, err } = await runs(["replay", place], (file) =>
    later.importModule(file.replace(path, later.path)),
  );
  return { status, out, err: err.replaceAll(place, "report.json").replaceAll(path, "FOLDER") };
}

interface Changes {
  readonly now?: Readonly<Record<string, unknown>>;
  readonly change?: (report: string) => string;
  readonly options?: readonly string[];
}

describe("cadena replay", () => {
  test("says that all is the same where nothing has changed, and ends with 0", async () => {
    expect(await replayed({ "a.ts": [wrong, other] }, { options: ["--seed", "7", "--points", "3"] })).toEqual(
      {
        status: 0,
        out: `
S  A square  same (2 claims, 1 counter-example)
T  The same  same (2 claims, 1 counter-example)

2 derivations: 2 same
`.trimStart(),
        err: "",
      },
    );
  });

  test("finds the models, conditions and claims that the report names", async () => {
    const notes = join(folder({ "notes.md": "dx = 3x\n" }), "notes.md");
    const options = ["--id", "S", "--claims", notes, "--given", "x > 0"];
    const { status, out } = await replayed({ "a.ts": [wrong, other] }, { options });
    expect([status, out]).toEqual([
      0,
      "S  A square  same (3 claims, 2 counter-examples)\n\n1 derivation: 1 same\n",
    ]);
  });

  test("tells what differs, and ends with 1", async () => {
    const now = {
      "a.ts": [squared.claim("dx", { formula: ({ x }) => mul(3, x) }), other],
    };
    expect(await replayed({ "a.ts": [right, other] }, { now })).toMatchObject({
      status: 1,
      out: `
S  A square  DIFFERENT (1 claim)
      dx: formula: "2 * x" in the report, "3 * x" now
T  The same  same (2 claims, 1 counter-example)

2 derivations: 1 same, 1 different
`.trimStart(),
    });
  });

  test("tells a counter-example that is none", async () => {
    const change = (report: string) => report.replace(/"point": \{\s*"x": [^\s]+/, '"point": { "x": 0');
    const { status, out } = await replayed({ "a.ts": wrong }, { change });
    expect(status).toBe(1);
    expect(out).toMatch(/^ {6}dx as read: the counter-example of the report refutes it no longer$/m);
  });

  test("tells derivations that are there no longer, and replays the others", async () => {
    const { status, out, err } = await replayed({ "a.ts": [right, other] }, { now: { "a.ts": other } });
    expect({ status, err }).toEqual({
      status: 3,
      err: "cadena: cannot check S again: there is no such derivation\n",
    });
    expect(out).toContain("1 derivation: 1 same\n");
  });

  test("warns of a report that another version made", async () => {
    const change = (report: string) => report.replace(/"version": "[^"]*"/, '"version": "0.0.9"');
    const { status, err } = await replayed({ "a.ts": right }, { change });
    expect(status).toBe(0);
    expect(err).toMatch(/^cadena: report\.json was made with version 0\.0\.9; this is \d+\.\d+\.\d+\n$/);
  });

  test.each([
    ["is not there", () => null, /^cadena: cannot read .*report\.json: ENOENT/],
    ["is no JSON", () => "{", /^cadena: cannot replay .*: it is no JSON\n$/],
    ["is another thing", () => "[]", /: report: not one of ours: the report is no object\n$/],
    [
      "does not say where its models are from",
      () => '{ "ok": true, "derivations": [] }',
      /: it does not say where its models are from\n$/,
    ],
    [
      "names its models by numbers",
      () =>
        '{ "ok": true, "derivations": [], "sources": { "paths": [1], "id": [], "claims": [], "given": [] } }',
      /: it does not say where its models are from\n$/,
    ],
  ])("ends with 3 where the report %s", async (_, report, message) => {
    const text = report();
    const path = join(folder(text === null ? {} : { "report.json": text }), "report.json");
    const { status, out, err } = await runs(["replay", path]);
    expect([status, out]).toEqual([3, ""]);
    expect(err).toMatch(message);
  });
});
