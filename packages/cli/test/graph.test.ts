import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { derivation } from "@cadena/checker";
import { add, input, mean, mul, type Node, parameter, square, sub } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { folder, models, runs, Throws } from "./surroundings.ts";

const line = derivation({
  id: "L",
  title: "A line & its error",
  dimensions: { m: { size: 4 } },
  build: ({ m }) => {
    const [x, y, w] = [input("x", [m]), input("y", [m]), parameter("w", [])];
    const p = mul(w, x) as Node;
    return { loss: mean(square(sub(p, y) as Node)) as Node, quantities: { x, y, w, p } };
  },
})
  .claim("dp", { formula: ({ p, y, m }) => mul(2 / m, sub(p, y) as Node) as Node })
  .claim("gradient of w", { of: "w", formula: ({ dp, x }) => mul(dp, x) as Node })
  .claim("p", { of: ({ p }) => p, formula: ({ w, x }) => mul(w, x) as Node });
const lossless = derivation({
  id: "Q",
  title: "No loss",
  dimensions: {},
  build: () => {
    const x = input("x", []);
    return { quantities: { u: add(x, 1) as Node, v: mul(x, 3) as Node } };
  },
});
const failing = { ...line, id: "F", build: () => expect.fail("no such thing") };

async function drawn(defaults: Readonly<Record<string, unknown>>, name: string, ...options: string[]) {
  const given = models(defaults);
  const ran = await runs(["graph", join(given.path, name), ...options], given.importModule);
  return { ...ran, err: ran.err.replaceAll(`${given.path}/`, "") };
}

/** What stands in bold: the title and the names. */
const names = (dot: string): string[] =>
  [...dot.matchAll(/<b>(.*?)<\/b>/g)].map(([, name]) => name as string);

describe("without -o the picture is DOT on the standard output", () => {
  test("of the loss over the named quantities", async () => {
    const { status, out, err } = await drawn({ "a.ts": line }, "a.ts");
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toMatch(/^digraph \{.*\}\n$/s);
    expect(names(out).sort()).toEqual(["J", "L: A line &#38; its error", "p", "w", "x", "y"]);
    expect(out).toContain('<b>x</b><br/><font point-size="10" color="#666666">4</font>');
  });

  test("with the gradients that the claims are about", async () => {
    const { out } = await drawn({ "a.ts": line }, "a.ts", "--gradients");
    expect(names(out).filter((name) => name.startsWith("∂"))).toEqual(["∂J/∂p", "∂J/∂w"]);
  });

  test("of the quantities where there is no loss", async () => {
    const { out } = await drawn({ "a.ts": lossless }, "a.ts", "--gradients");
    expect(names(out).sort()).toEqual(["Q: No loss", "u", "v", "x"]);
  });

  test("of one derivation among several", async () => {
    const { status, out } = await drawn({ "a.ts": [line, lossless] }, ".", "--id", "Q");
    expect(status).toBe(0);
    expect(names(out)).toContain("Q: No loss");
  });
});

describe("with -o the picture is a file", () => {
  test.each([
    ["a.svg", /^<\?xml.*<svg.*<\/svg>\s*$/s],
    ["a.dot", /^digraph \{.*\}\n$/s],
  ])("%s, and nothing is printed", async (name, form) => {
    const place = folder();
    expect(await drawn({ "a.ts": line }, "a.ts", "-o", join(place, name))).toEqual({
      status: 0,
      out: "",
      err: "",
    });
    expect(readFileSync(join(place, name), "utf8")).toMatch(form);
    expect(readdirSync(place)).toEqual([name]);
  });

  test("is not touched where the derivation cannot be drawn", async () => {
    const place = folder({ "a.svg": "before" });
    const { status } = await drawn({ "a.ts": failing }, "a.ts", "-o", join(place, "a.svg"));
    expect(status).toBe(3);
    expect(readFileSync(join(place, "a.svg"), "utf8")).toBe("before");
  });
});

describe("wrong input is one line and exit status 3:", () => {
  test.each([
    ["another ending", ["-o", "a.png"], "cannot write a.png: a picture ends in .svg or .dot"],
    ["no ending", ["-o", "picture"], "cannot write picture: a picture ends in .svg or .dot"],
    [
      "a folder that does not exist",
      ["-o", "no/a.svg"],
      "cannot write no/a.svg: the folder no does not exist",
    ],
    ["several derivations", [], "several.ts has 2 derivations: choose one by --id (L, Q)"],
    ["an unknown id", ["--id", "N7"], "no derivation N7 in several.ts (there are L, Q)"],
  ])("%s", async (_, options, message) => {
    const ran = await drawn({ "several.ts": [line, lossless] }, "several.ts", ...options);
    expect(ran).toEqual({ status: 3, out: "", err: `cadena: ${message}\n` });
    expect(existsSync("a.png")).toBe(false);
  });

  test("a file that throws", async () => {
    expect(await drawn({ "a.ts": new Throws("x") }, "a.ts")).toEqual({
      status: 3,
      out: "",
      err: "cadena: cannot load a.ts: threw x\n",
    });
  });

  test("a derivation that throws when it is built, with the user's line", async () => {
    const { status, err } = await drawn({ "a.ts": failing }, "a.ts");
    expect(status).toBe(3);
    expect(err).toMatch(/^cadena: cannot draw a\.ts: no such thing \(.*graph\.test\.ts:\d+:\d+\)\n$/);
  });
});
