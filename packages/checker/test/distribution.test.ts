import { input, type Node, square } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { type ClaimResult, check, derivation, type Likelihood } from "../src/index.ts";
import { draws } from "../src/points/random.ts";

const base = derivation({
  id: "D",
  title: "Draws",
  dimensions: {},
  build: () => {
    const x: Node = input("x", []);
    return { loss: square(x), quantities: { x } };
  },
});
const clip = (x: number): number => Math.min(1, Math.max(0, x));
const drawn = (from: (u: number) => number) => (seed: number, count: number) => {
  const { uniform } = draws(seed);
  return Float64Array.from({ length: count }, () => from(uniform()));
};
const probability = (claim: ClaimResult | undefined): number =>
  ((claim as ClaimResult).evidence.finding as Likelihood).p;
const uniform = { text: "uniform in [0, 1)", distribution: clip };

describe("drawn numbers", () => {
  test("of the claimed distribution are numeric at all seeds, with the probability as evidence", () => {
    const claim = base.drawn("W", { ...uniform, draw: drawn((u) => u) });
    for (let seed = 0; seed < 20; seed++) {
      const [result] = check(claim, { seed }).claims;
      expect(result).toMatchObject({ verdict: "numeric", ok: true, formula: "uniform in [0, 1)" });
      expect(probability(result)).toBeGreaterThan(1e-3);
    }
  });

  test.each([
    ["a little wider", (u: number) => u * 1.1],
    ["shifted", (u: number) => u + 0.05],
    ["bent", (u: number) => u ** 1.2],
    ["constant", () => 0.5],
  ])("of another distribution are refuted: %s", (_, from) => {
    const result = check(base.drawnErratum("W", { ...uniform, draw: drawn(from) }));
    expect(result.claims[0]).toMatchObject({ verdict: "refuted", ok: true });
  });

  test("have probabilities that are themselves uniform", () => {
    const claim = base.drawn("W", { ...uniform, draw: drawn((u) => u) });
    const p = Array.from({ length: 60 }, (_, seed) => probability(check(claim, { seed }).claims[0]));
    const small = p.filter((one) => one < 0.5).length;
    expect(small).toBeGreaterThan(15);
    expect(small).toBeLessThan(45);
  });

  test.each([
    ["NaN", () => [Number.NaN, 1], /NaN among them$/],
    ["too few", () => [0.5], /got 1$/],
  ])("that are %s decide nothing", (_, draw, reason) => {
    const [claim] = check(base.drawn("W", { ...uniform, draw: draw as () => number[] })).claims;
    expect(claim).toMatchObject({ verdict: "undecided", ok: false });
    expect(claim?.evidence.finding).toMatchObject({ reason: expect.stringMatching(reason) });
  });
});
