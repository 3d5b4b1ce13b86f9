import { join } from "node:path";
import { derivation } from "@cadena/checker";
import { input, matmul, mean, mul, type Node, parameter, square, sub, tanh } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { models, runs } from "./surroundings.ts";

const layer = derivation({
  id: "L",
  title: "A layer & its error",
  dimensions: { m: { size: 6 } },
  build: ({ m }) => {
    const [x, y, w] = [input("x", [3, m]), input("y", [2, m]), parameter("W", [2, 3])];
    const z = matmul(w, x) as Node;
    return { loss: mean(square(sub(tanh(z), y) as Node)) as Node, quantities: { x, y, w, z } };
  },
}).claim("dz", { of: "z", formula: ({ z }) => mul(z, 1) as Node });
const lossless = derivation({
  id: "Q",
  title: "No loss",
  dimensions: {},
  build: () => ({ quantities: { u: mul(input("x", [4]), 3) as Node } }),
});
const failing = { ...layer, id: "F", build: () => expect.fail("no such thing") };

async function explained(given: unknown, ...options: string[]) {
  const { path, importModule } = models({ "a.ts": given });
  const ran = await runs(["explain", join(path, "a.ts"), ...options], importModule);
  return { ...ran, err: ran.err.replaceAll(`${path}/`, "") };
}

describe("a derivation is explained", () => {
  test("as a table under its title", async () => {
    const { status, out, err } = await explained(layer);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    const lines = out.split("\n");
    expect(lines[0]).toBe("L: A layer & its error");
    expect(lines[2]).toMatch(/^3 parts, \d+ nodes, float64: \d+ FLOP$/);
    expect(out).toMatch(/^W +2 × 3 +a parameter, stays in memory$/m);
    expect(out).toMatch(/^matmul\d+ +2 × 6 +a product, part 1$/m);
    expect(out).toMatch(/^tanh\d+ +2 × 6 +fused into part 2$/m);
    expect(out).toMatch(/^div\d+ +scalar +stored by part 3, J$/m);
  });

  test("with the gradients by its parameters, and those that the claims are about", async () => {
    const { out } = await explained(layer, "--gradients");
    expect([...out.matchAll(/part \d+, (\S+)$/gm)].map(([, name]) => name).toSorted()).toEqual([
      "J",
      "∂J/∂W",
      "∂J/∂z",
    ]);
  });

  test("with times that are shares of a whole", async () => {
    const { out } = await explained(layer, "--profile", "--precision", "float32", "--format", "json");
    const { title, precision, parts, nodes } = JSON.parse(out) as {
      title: string;
      precision: string;
      parts: { share: number; ms: number }[];
      nodes: { name: string; op: string; shape: number[]; parts: number[] }[];
    };
    expect({ title, precision }).toEqual({ title: "L: A layer & its error", precision: "float32" });
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(nodes).toContainEqual(expect.objectContaining({ op: "matmul", shape: [2, 6], parts: [1] }));
  });

  test("as a picture with a box for each part", async () => {
    const { status, out } = await explained(layer, "--format", "svg");
    expect(status).toBe(0);
    expect(out).toMatch(/^<\?xml.*<svg.*<\/svg>\n$/s);
    const boxes = [...out.matchAll(/class="cluster group"/g)];
    expect(boxes).toHaveLength(3);
    for (const title of ["1 product", "2 loops", "3 loops"]) expect(out).toContain(`>${title}<`);
  });

  test("by its quantities where it has no loss", async () => {
    expect((await explained(lossless)).out).toMatch(/stored by part 1, u$/m);
  });
});

describe("wrong input is one line and exit status 3:", () => {
  test.each([
    ["several derivations", [layer, lossless], [], "a.ts has 2 derivations: choose one by --id (L, Q)"],
    ["an unknown id", [layer, lossless], ["--id", "N"], "no derivation N in a.ts (there are L, Q)"],
    [
      "gradients without a loss",
      lossless,
      ["--gradients"],
      "cannot explain a.ts: it has no loss to take gradients of",
    ],
  ])("%s", async (_, given, options, message) => {
    expect(await explained(given, ...options)).toEqual({ status: 3, out: "", err: `cadena: ${message}\n` });
  });

  test("a derivation that throws when it is built, with the user's line", async () => {
    const { status, out, err } = await explained(failing);
    expect({ status, out }).toEqual({ status: 3, out: "" });
    expect(err).toMatch(/^cadena: cannot explain a\.ts: no such thing \(.*explain\.test\.ts:\d+:\d+\)\n$/);
  });
});
