import { DomainError } from "@cadena/graph";
import { Random, threefry } from "@cadena/nn";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logarithm } from "../src/random/logarithm.ts";

describe("threefry", () => {
  // Known answers of the Random123 distribution, file kat_vectors, threefry2x32 with 20 rounds.
  test.each([
    [
      [0, 0],
      [0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x13198a2e, 0x03707344],
      [0x243f6a88, 0x85a308d3],
      [0xc4923a9c, 0x483df7a0],
    ],
  ] as const)("gives the published answer for key %j and counter %j", (key, counter, answer) => {
    expect(threefry(key, counter)).toEqual(answer);
  });

  test("changes about half of the bits of its result when one bit of the counter changes", () => {
    const ones = (x: number): number => x.toString(2).replaceAll("0", "").length;
    let changed = 0;
    for (let bit = 0; bit < 32; bit++) {
      const [a, b] = [threefry([1, 2], [3, 4]), threefry([1, 2], [3 ^ (1 << bit), 4])];
      changed += ones((a[0] ^ b[0]) >>> 0) + ones((a[1] ^ b[1]) >>> 0);
    }
    expect(changed / (32 * 64)).toBeCloseTo(0.5, 1);
  });
});

describe("the logarithm of the generator", () => {
  test("agrees with Math.log to 15 digits", () => {
    const random = new Random(1);
    for (let i = 0; i < 1000; i++) {
      const x = random.uniform() ** 8;
      expect(Math.abs(logarithm(x) / Math.log(x) - 1)).toBeLessThan(1e-14);
    }
    expect(logarithm(1)).toBe(0);
  });
});

/** The mean and the variance of many draws. */
function moments(draw: () => number, count = 20_000): { mean: number; variance: number } {
  const values = Array.from({ length: count }, draw);
  const mean = values.reduce((a, b) => a + b) / count;
  return { mean, variance: values.reduce((a, b) => a + (b - mean) ** 2, 0) / count };
}

describe("a random stream", () => {
  test("repeats itself from its seed, and not from another one", () => {
    const draw = (seed: number) =>
      Array.from(
        { length: 5 },
        (
          (r) => () =>
            r.uniform()
        )(new Random(seed)),
      );
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw(7)).not.toEqual(draw(7 + 2 ** 32));
  });

  test("gives the same numbers on every platform", () => {
    const random = new Random(2024);
    expect([random.uniform(), random.normal(), random.normal(), random.integer(1000)]).toEqual(
      // Written down once; a change means that results of all seeds change.
      [0.6853968606641292, 1.3069979749244287, -1.5344423400562428, 35],
    );
  });

  test("is uniform in its range: mean 1/2, variance 1/12, never 1", () => {
    const random = new Random(3);
    const { mean, variance } = moments(() => {
      const x = random.uniform();
      expect(x >= 0 && x < 1).toBe(true);
      return x;
    });
    expect(mean).toBeCloseTo(1 / 2, 2);
    expect(variance).toBeCloseTo(1 / 12, 2);
  });

  test("is normal: mean, variance and the share within one deviation", () => {
    const random = new Random(4);
    let within = 0;
    const { mean, variance } = moments(() => {
      const x = random.normal(5, 2);
      if (Math.abs(x - 5) < 2) within++;
      return x;
    });
    expect(Math.abs(mean - 5)).toBeLessThan(0.05);
    expect(Math.abs(variance - 4)).toBeLessThan(0.15);
    // Four standard deviations of the share itself.
    expect(Math.abs(within / 20_000 - 0.6827)).toBeLessThan(0.0132);
  });

  test("draws whole numbers evenly: chi-squared of 7 choices stays below its 99.9 % point", () => {
    const random = new Random(5);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 7000; i++) counts[random.integer(7)]!++;
    const chi = counts.reduce((total, n) => total + (n - 1000) ** 2 / 1000, 0);
    expect(chi).toBeLessThan(22.46);
  });

  test("draws evenly also where the choices do not divide the bits evenly", () => {
    const random = new Random(11);
    const below = 3 * 2 ** 30;
    let low = 0;
    for (let i = 0; i < 3000; i++) if (random.integer(below) < 2 ** 30) low++;
    expect(Math.abs(low / 3000 - 1 / 3)).toBeLessThan(0.035);
  });

  test("permutes: every number once, and every order of three about equally often", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(50), (seed, size) => {
        const order = [...new Random(seed).permutation(size)];
        expect(order.sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
      }),
      { numRuns: 50 },
    );
    const random = new Random(6);
    const seen = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = random.permutation(3).join("");
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    const chi = [...seen.values()].reduce((total, n) => total + (n - 1000) ** 2 / 1000, 0);
    expect(seen.size).toBe(6);
    expect(chi).toBeLessThan(20.52);
  });

  test("splits by label: the same label again, another one independent, drawing without influence", () => {
    const random = new Random(8);
    const before = random.split("a").uniform();
    random.normal();
    expect(random.split("a").uniform()).toBe(before);
    const keys = ["", "a", "b", "ab", "ba", 0, 1, 10, "0.weight"].map((label) =>
      String(random.split(label).key),
    );
    keys.push(String(random.split("a").split("b").key), String(random.split("b").split("a").key));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("is not correlated with a stream that was split off, nor two of those with each other", () => {
    const streams = [new Random(9), new Random(9).split("a"), new Random(9).split("b")];
    const draws = streams.map((stream) => Array.from({ length: 10_000 }, () => stream.normal()));
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const product = draws[i]!.reduce((total, x, k) => total + x * draws[j]![k]!, 0) / 10_000;
      expect(Math.abs(product)).toBeLessThan(0.03);
    }
  });

  test("rejects a seed that is no whole number, and a choice from nothing", () => {
    expect(() => new Random(-1)).toThrow(DomainError);
    expect(() => new Random(0.5)).toThrow("random: a seed is a whole number in 0 .. 2^53 - 1, got 0.5");
    expect(() => new Random(0).integer(0)).toThrow(
      "random: the number of choices is a whole number in 1 .. 2^32, got 0",
    );
  });
});
