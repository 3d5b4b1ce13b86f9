import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { ridders } from "../src/evidence/ridders.ts";

const smooth =
  (f: (t: number) => number) =>
  (t: number): { result: number; branches: number } => ({ result: f(t), branches: 0 });

describe("Ridders' differences", () => {
  const x = fc.double({ min: 0.2, max: 3, noNaN: true });
  test.prop([x])("of smooth functions are off by no more than ten error bars, which are small", (a) => {
    const table: readonly (readonly [(t: number) => number, number])[] = [
      [(t) => Math.exp(a + t), Math.exp(a)],
      [(t) => Math.sin(3 * (a + t)), 3 * Math.cos(3 * a)],
      [(t) => Math.log(a + t), 1 / a],
      [(t) => (a + t) ** 3, 3 * a ** 2],
    ];
    for (const [f, slope] of table) {
      const { derivative, bar } = ridders(smooth(f), 0.02 * a) ?? { derivative: Number.NaN, bar: 0 };
      expect(Math.abs(derivative - slope)).toBeLessThan(10 * bar);
      expect(bar).toBeLessThan(1e-8 * (1 + Math.abs(slope)));
    }
  });

  test("shrink their step until no kink lies within it", () => {
    const kinked = (t: number) => ({ result: Math.max(0, t + 1e-3), branches: t > -1e-3 ? 1 : 0 });
    expect(ridders(kinked, 0.1)?.derivative).toBeCloseTo(1, 9);
  });

  test("give up at a kink, and where the function is not finite", () => {
    const atKink = (t: number) => ({ result: Math.abs(t), branches: Math.sign(t) });
    expect(ridders(atKink, 0.1)).toBeUndefined();
    expect(ridders(smooth(Math.log), 0.1)).toBeUndefined();
  });

  test("have a wide error bar where the function is noise", () => {
    let k = 0;
    const noisy = smooth(() => ++k % 7);
    expect(ridders(noisy, 0.1)?.bar).toBeGreaterThan(1);
  });
});
