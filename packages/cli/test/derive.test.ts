import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { derivation } from "@cadena/checker";
import { input, matmul, mean, mul, type Node, parameter, square, sub } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { models, runs } from "./surroundings.ts";

const layer = derivation({
  id: "L",
  title: "A layer & its error",
  dimensions: { n: 3, m: 5 },
  examples: "m",
  build: ({ n, m }) => {
    const [X, Y, W] = [input("X", [n, m]), input("Y", [1, m]), parameter("W", [1, n])];
    const Z = matmul(W, X) as Node;
    return { loss: mean(square(sub(Z, Y) as Node)) as Node, quantities: { X, Y, W, Z } };
  },
});
const lossless = derivation({
  id: "Q",
  title: "No loss",
  dimensions: {},
  build: () => ({ quantities: { u: mul(input("x", [4]), 3) as Node } }),
});

async function derived(given: unknown, ...options: string[]) {
  const { path, importModule } = models({ "a.ts": given });
  const ran = await runs(["derive", join(path, "a.ts"), ...options], importModule);
  return { ...ran, err: ran.err.replaceAll(`${path}/`, ""), path };
}

describe("gradients are derived", () => {
  test("by the parameters, as text with the reasons", async () => {
    const { status, out, err } = await derived(layer);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toBe(`L: A layer & its error

  Z = W X
  J = mean((Z - Y)²)

  dZ is the gradient of each example's own cost: m times that of J.

  dZ = 2 (Z - Y)       from J
  dW = (1 / m) dZ Xᵀ   since Z = W X

  Shown in exact arithmetic, at n=3 m=5 and n=5 m=3: each line equals the one before it, and each result is the automatic gradient of J as a whole.
`);
  });

  test("by others, in another convention, layout and style", async () => {
    const options = ["--wrt", "X", "--convention", "cost", "--layout", "transposed", "--style", "partial"];
    const { out } = await derived(layer, ...options);
    expect(out).toContain("∂J/∂Z = (2 / m) (Z - Y)ᵀ");
    expect(out).toContain("∂J/∂X = ∂J/∂Z W ");
  });

  test("with what lies between written out", async () => {
    const { out } = await derived(layer, "--wrt", "W", "--through", "W");
    expect(out).toContain("dW = (2 / m) (Z - Y) Xᵀ");
  });

  test("as Markdown and LaTeX, with shapes", async () => {
    const { out: markdown } = await derived(layer, "--format", "md", "--shapes");
    expect(markdown).toContain("## L: A layer & its error\n\n$$\n\\begin{aligned}\nZ &= W X \\\\\n");
    expect(markdown).toContain("\\underset{1 \\times m}{dZ}");
    const { out: latex } = await derived(layer, "--format", "latex");
    expect(latex).toMatch(/^\\begin\{aligned\}\nZ &= W X/);
  });

  test("into a page that needs nothing else", async () => {
    const { path, importModule } = models({ "a.ts": layer });
    const page = join(path, "page.html");
    const { status, out } = await runs(
      ["derive", join(path, "a.ts"), "--format", "html", "-o", page],
      importModule,
    );
    expect({ status, out }).toEqual({ status: 0, out: "" });
    const text = readFileSync(page, "utf8");
    expect(text).toMatch(/^<!doctype html>[\s\S]*<h1>L: A layer &amp; its error<\/h1>[\s\S]*<\/html>\n$/);
    expect(text).not.toMatch(/https?:|src=|undefined/);
    expect(readdirSync(path).toSorted()).toEqual(["a.ts", "page.html"]);
  });
});

describe("what cannot be derived is told in one line:", () => {
  test.each([
    ["a name that is not there", layer, ["--wrt", "w"], "there is no quantity w (there are X, Y, W, Z)"],
    ["a name on the way that is not there", layer, ["--through", "A"], "there is no quantity A"],
    ["a model without a loss", lossless, [], "there is no loss"],
  ])("%s", async (_, given, options, reason) => {
    const { status, out, err } = await derived(given, ...options);
    expect({ status, out }).toEqual({ status: 3, out: "" });
    expect(err).toContain(`cadena: cannot derive a.ts: derive: ${reason}`);
  });

  test("a place that is not there, before anything is derived", async () => {
    const { status, err } = await derived(layer, "-o", "/nowhere/page.html");
    expect(status).toBe(3);
    expect(err).toBe("cadena: cannot write /nowhere/page.html: the folder /nowhere does not exist\n");
  });
});
