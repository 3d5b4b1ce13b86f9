import { derivation } from "@cadena/checker";
import { input, log, mean, mul, type Node, neg, parameter, sigmoid, softplus } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { models, runs, Throws } from "./surroundings.ts";

/** A cost of one probability, written out or stable. */
const cost = (id: string, of: (z: Node) => Node) =>
  derivation({
    id,
    title: "A cost",
    dimensions: { m: 3 },
    build: ({ m }) => {
      const [z, y] = [parameter("z", [m]), input("y", [m])] as [Node, Node];
      return { loss: mean(mul(y, of(z))) as Node, quantities: { z, y } };
    },
  });
const risky = cost("risky", (z) => neg(log(sigmoid(z))) as Node);
const safe = cost("safe", (z) => softplus(neg(z)) as Node);

/** Lints files of models. */
async function linted(defaults: Readonly<Record<string, unknown>>, options: readonly string[] = []) {
  const { path, importModule } = models(defaults);
  const ran = await runs(["lint", path, ...options], importModule);
  return { ...ran, err: ran.err.replaceAll(`${path}/`, "") };
}

describe("cadena lint", () => {
  test("tells what is found, where, at which input, and what to write, and ends with 1", async () => {
    const { status, out, err } = await linted({ "a.ts": risky });
    expect([status, err]).toEqual([1, ""]);
    expect(out.split("\n").map((line) => line.replace(/:\d+:\d+$/, ":LINE"))).toEqual([
      "risky  A cost: 1 finding",
      "  the logarithm of σ(z) is -∞ where z is far below 0",
      "      in     log(σ(z)), packages/cli/test/lint.test.ts:LINE",
      expect.stringMatching(/^ {6}where {2}z = -1000 everywhere, y = /),
      "      write  logSigmoid(z), or a cross-entropy that takes logits",
      "",
    ]);
  });

  test("ends with 0 where nothing is found", async () => {
    expect(await linted({ "a.ts": safe })).toEqual({
      status: 0,
      out: "safe  A cost: nothing found\n",
      err: "",
    });
  });

  test("prints the findings as JSON", async () => {
    const { status, out } = await linted({ "a.ts": [risky, safe] }, ["--format", "json"]);
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject([
      { id: "risky", findings: [{ rule: "the logarithm of a sigmoid", formula: "log(σ(z))" }] },
      { id: "safe", findings: [] },
    ]);
  });

  test("lints only what is asked for", async () => {
    expect((await linted({ "a.ts": [risky, safe] }, ["--id", "safe"])).status).toBe(0);
  });

  test("lints the rest of a folder where a file cannot be read, and ends with 3", async () => {
    const { status, out, err } = await linted({ "a.ts": new Throws(new Error("broken")), "b.ts": safe });
    expect([status, out]).toEqual([3, "safe  A cost: nothing found\n"]);
    expect(err).toMatch(/^cadena: cannot load a.ts: broken/);
  });

  test("says why a derivation cannot be built", async () => {
    const odd = derivation({
      id: "odd",
      title: "Odd",
      dimensions: {},
      build: () => {
        throw new Error("no data");
      },
    });
    const { status, out, err } = await linted({ "a.ts": odd });
    expect([status, out]).toEqual([3, ""]);
    expect(err).toContain("cannot lint a.ts: derivation odd: cannot be built: Error: no data");
  });
});
