import { DomainError } from "@cadena/graph";
import { type Initialiser, initialisers, Random } from "@cadena/nn";
import { describe, expect, test } from "vitest";

const fans = { in: 200, out: 100 };
const draw = (initialiser: Initialiser, seed = 1): Float64Array =>
  initialiser([100, 200], fans, new Random(seed)).data as Float64Array;

const variance = (values: Float64Array): number => {
  const mean = values.reduce((a, b) => a + b) / values.length;
  return values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
};

/** The largest distance between the sample's distribution and the given one, times √n (Kolmogorov and Smirnov). */
function distance(values: Float64Array, distribution: (x: number) => number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const gaps = sorted.map((x, i) => Math.max((i + 1) / n - distribution(x), distribution(x) - i / n));
  return gaps.reduce((a, b) => Math.max(a, b)) * Math.sqrt(n);
}

describe("initialisers", () => {
  test("fill with one value", () => {
    expect(new Set(draw(initialisers.zeros))).toEqual(new Set([0]));
    expect(new Set(draw(initialisers.ones))).toEqual(new Set([1]));
    expect(new Set(draw(initialisers.constant(-2)))).toEqual(new Set([-2]));
  });

  // The 99.9 % point of Kolmogorov's distribution is 1.95.
  test.each([
    ["uniform", initialisers.uniform(), 0, 1],
    ["uniform from -3 to 2", initialisers.uniform(-3, 2), -3, 2],
    ["Glorot's", initialisers.glorotUniform, -Math.sqrt(6 / 300), Math.sqrt(6 / 300)],
    ["He's", initialisers.heUniform, -Math.sqrt(6 / 200), Math.sqrt(6 / 200)],
  ] as const)("%s is uniform in its range", (_, initialiser, low, high) => {
    const values = draw(initialiser);
    expect(values.every((x) => x >= low && x < high)).toBe(true);
    expect(distance(values, (x) => (x - low) / (high - low))).toBeLessThan(1.95);
  });

  test.each([
    ["normal", initialisers.normal(0, 3), 9],
    ["Glorot's normal", initialisers.glorotNormal, 2 / 300],
    ["He's normal", initialisers.heNormal, 2 / 200],
    ["Glorot's uniform", initialisers.glorotUniform, 2 / 300],
    ["He's uniform", initialisers.heUniform, 2 / 200],
  ] as const)("%s has its variance", (_, initialiser, expected) => {
    expect(Math.abs(variance(draw(initialiser)) / expected - 1)).toBeLessThan(0.03);
  });

  test("give the same values for the same stream, others for another one", () => {
    expect(draw(initialisers.heNormal)).toEqual(draw(initialisers.heNormal));
    expect(draw(initialisers.heNormal)).not.toEqual(draw(initialisers.heNormal, 2));
  });

  test("reject an empty range and a negative deviation", () => {
    expect(() => initialisers.uniform(1, 1)).toThrow(DomainError);
    expect(() => initialisers.uniform(1, 1)).toThrow("uniform: the range is empty: [1, 1)");
    expect(() => initialisers.normal(0, -1)).toThrow("normal: the standard deviation is negative: -1");
  });
});
