import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeNpy, writeNpz } from "@cadena/arrays";
import { derivation } from "@cadena/checker";
import { input, mean, mul, type Node, square, sub, tensor } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { folder, models, runs } from "./surroundings.ts";

const line = derivation({
  id: "line",
  title: "A line",
  dimensions: { m: 3 },
  examples: "m",
  build: ({ m }) => {
    const [w, x, y] = [input("w", []), input("x", [m]), input("y", [m])] as [Node, Node, Node];
    return { loss: mean(square(sub(mul(w, x) as Node, y) as Node)) as Node, quantities: { w, x, y } };
  },
});
const data = { w: tensor(2), x: tensor([1, 2, 3, 5]), y: tensor([1, 1, 2, 8]) };
/** 2/m Σ (w x - y) x = 2/4 (1 + 6 + 12 + 10). */
const slope = 14.5;

/** Diagnoses arrays in files of the given names. */
async function diagnosed(
  files: Readonly<Record<string, Uint8Array | string>>,
  options: readonly string[] = [],
  given: unknown = line,
) {
  const { path, importModule } = models({ "a.ts": given });
  const place = folder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(place, name), content);
  const paths = Object.keys(files).map((name) => join(place, name));
  const ran = await runs(["diagnose", join(path, "a.ts"), ...paths, ...options], importModule);
  return { ...ran, err: ran.err.replaceAll(`${place}/`, "").replaceAll(`${path}/`, "") };
}

describe("cadena diagnose", () => {
  test("says that a right gradient agrees, and ends with 0", async () => {
    expect(await diagnosed({ "grads.npz": writeNpz({ ...data, dw: tensor(slope) }) })).toEqual({
      status: 0,
      out: "line  A line\n  dw  agrees  (off by at most 0, of 14.5)\n  sizes: m=4\n",
      err: "",
    });
  });

  test("says what explains a wrong one, and ends with 1", async () => {
    const { status, out } = await diagnosed({
      "data.npz": writeNpz(data),
      "dw.npy": writeNpy(tensor(-slope)),
    });
    expect([status, out.split("\n")[1]]).toEqual([1, "  dw  DIFFERS  has the wrong sign"]);
  });

  test("reads all formats beside each other", async () => {
    const { status } = await diagnosed({
      "w.json": '{"w": 2, "dw": 14.5}',
      "x.csv": "1,2,3,5\n",
      "y.txt": "1 1 2 8\n",
    });
    expect(status).toBe(0);
  });

  test("prints the result as JSON", async () => {
    const { out } = await diagnosed({ "g.npz": writeNpz({ ...data, dw: tensor(58) }) }, ["--format", "json"]);
    expect(JSON.parse(out)).toMatchObject({
      id: "line",
      ok: false,
      sizes: { m: 4 },
      arrays: [
        {
          name: "dw",
          verdict: "differs",
          explanations: [
            {
              kind: "factor",
              text: "is m times the right one (or 4, which is the same here); times 1/m it is right",
            },
          ],
        },
      ],
    });
  });

  test("reads a gradient of each example's own cost as what it is", async () => {
    // d(w x - y)^2 / dx = 2 (w x - y) w
    const own = [4, 12, 16, 8];
    const files = { "g.npz": writeNpz({ ...data, dx: tensor(own) }) };
    const { status, out } = await diagnosed(files);
    expect([status, out.split("\n").at(-2)]).toEqual([
      0,
      "  gradients with an entry for each example are read as those of its own cost",
    ]);
    expect((await diagnosed(files, ["--convention", "cost"])).out).toContain("is m times the right one");
  });

  test.each<[string, Parameters<typeof diagnosed>, string]>([
    [
      "no gradient",
      [{ "a.npz": writeNpz(data) }],
      "cannot diagnose FILE: there is no gradient among the arrays",
    ],
    [
      "values that are missing",
      [{ "a.json": '{"dw": 1}' }],
      "cannot diagnose FILE: the values of w [], x [3], y [3] are needed",
    ],
    ["a file that is none", [{ "a.npz": "x" }], "cannot read a.npz: the archive cannot be unpacked"],
    ["a file of another kind", [{ "a.pt": "x" }], "cannot read a.pt: arrays are read from files that end in"],
    ["one name twice", [{ "a.json": '{"w": 1}', "b.json": '{"w": 1}' }], "w is in a.json and in b.json"],
  ])("refuses %s, and ends with 3", async (_, given, message) => {
    const { status, out, err } = await diagnosed(...given);
    expect([status, out]).toEqual([3, ""]);
    expect(err.replaceAll(/\S*\/a\./g, "a.")).toContain(
      message.replace("FILE", Object.keys(given[0])[0] as string),
    );
  });

  test("tells a gradient that is not finite, and all the same the others", async () => {
    const { status, out } = await diagnosed({
      "a.npz": writeNpz({ ...data, dw: tensor(slope), dx: tensor([1, Number.NaN, 1, 1]) }),
    });
    expect([status, ...out.split("\n").slice(1, 3)]).toEqual([
      3,
      "  dw  agrees      (off by at most 0, of 14.5)",
      "  dx  UNREADABLE  has an entry that is not finite: NaN at [1]",
    ]);
  });
});
