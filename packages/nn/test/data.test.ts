import { integers, ShapeError, Tensor, tensor } from "@cadena/graph";
import {
  blobs,
  circles,
  digits,
  moons,
  Random,
  spirals,
  standardiser,
  trainTestSplit,
  unitVectors,
  xor,
} from "@cadena/nn";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

describe("a standardiser", () => {
  const random = new Random(1);
  const train = new Tensor(
    [500, 3],
    Float64Array.from({ length: 1500 }, (_, k) => (k % 3 === 2 ? 0.1 : random.normal(k % 3, 4))),
  );
  const scale = standardiser(train);

  test("brings its training set to mean 0 and variance 1, a constant feature to 0", () => {
    const { data } = scale(train);
    for (const column of [0, 1, 2]) {
      const values = [...data].filter((_, k) => k % 3 === column);
      const mean = values.reduce((a, b) => a + b) / 500;
      const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / 500;
      expect(mean).toBeCloseTo(0, 12);
      expect(variance).toBeCloseTo(column === 2 ? 0 : 1, 12);
    }
    expect(scale.deviation[2]).toBe(1);
  });

  test("treats other features as it treated those, not by their own mean", () => {
    const [a, b] = [scale(tensor([[1, 2, 3]])).data, scale(tensor([[2, 2, 3]])).data];
    expect(b[0]! - a[0]!).toBeCloseTo(1 / scale.deviation[0]!, 12);
    expect(b[2]).toBeCloseTo(2.9, 12);
  });

  test("rejects what is no matrix, empty, not finite, or of another width", () => {
    expect(() => standardiser(tensor([1, 2]))).toThrow(ShapeError);
    expect(() => standardiser(new Tensor([0, 2], new Float64Array(0)))).toThrow(
      "standardiser: the features are empty: [0, 2]",
    );
    expect(() =>
      standardiser(
        tensor([
          [1, 2],
          [3, Number.NaN],
        ]),
      ),
    ).toThrow("standardiser: the features hold NaN (row 1, element 1)");
    expect(() => scale(tensor([[1, 2]]))).toThrow("standardiser: made from 3 features, got [1, 2]");
  });
});

describe("unitVectors", () => {
  test("has one 1 for each label, in rows or in columns", () => {
    expect(String(unitVectors(integers([2, 0]), 3))).toBe("[[0, 0, 1], [1, 0, 0]]");
    expect(String(unitVectors(integers([2, 0]), 3, { axis: 0 }))).toBe("[[0, 1], [0, 0], [1, 0]]");
  });

  test("rejects labels out of range and labels in a matrix", () => {
    expect(() => unitVectors(integers([0, 3]), 3)).toThrow(
      "unitVectors: label 3 is out of range: there are 3 classes (element 1)",
    );
    expect(() => unitVectors(tensor([0.5]), 3)).toThrow("label 0.5 is out of range");
    expect(() => unitVectors(integers([[0]]), 3)).toThrow("unitVectors: labels are [n], got [1, 1]");
  });
});

describe("trainTestSplit", () => {
  const rows = (n: number) => ({
    features: tensor(Array.from({ length: n }, (_, i) => [i, -i])),
    targets: integers(Array.from({ length: n }, (_, i) => i)),
  });

  test("gives every example to one side, with its target", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), (n, seed) => {
        const { train, test: held } = trainTestSplit(rows(n), { test: 0.5, seed });
        expect(held.targets.data.length).toBe(Math.round(n / 2));
        const labels = [...train.targets.data, ...held.targets.data];
        expect(labels.sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
        for (const side of [train, held]) {
          for (const [k, label] of side.targets.data.entries()) {
            expect(side.features.at(k, 0)).toBe(label);
            expect(side.features.at(k, 1)).toBe(label === 0 ? -0 : -label);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test("depends on the seed only", () => {
    const order = (seed: number) => String(trainTestSplit(rows(30), { seed }).test.targets);
    expect(order(1)).toBe(order(1));
    expect(order(1)).not.toBe(order(2));
  });

  test("rejects an empty side", () => {
    expect(() => trainTestSplit(rows(3), { test: 0.1 })).toThrow(
      "trainTestSplit: a share of 0.1 of 3 rows leaves one side empty",
    );
  });
});

describe("toy data", () => {
  test.each([
    ["xor", xor, 2],
    ["moons", moons, 2],
    ["circles", circles, 2],
    ["blobs", blobs, 3],
    ["spirals", spirals, 2],
  ] as const)("%s repeat from their seed, have balanced classes and noise", (_, draw, classes) => {
    const one = draw(60, { seed: 5, noise: 0.2 });
    expect(one.features.shape).toEqual([60, 2]);
    expect(one.targets.dtype).toBe("integer");
    expect(String(one.features)).toBe(String(draw(60, { seed: 5, noise: 0.2 }).features));
    expect(String(one.features)).not.toBe(String(draw(60, { seed: 6, noise: 0.2 }).features));
    for (let c = 0; c < classes; c++) {
      expect([...one.targets.data].filter((label) => label === c)).toHaveLength(60 / classes);
    }
    const exact = draw(60, { seed: 5, noise: 0 });
    expect(String(one.features)).not.toBe(String(exact.features));
  });

  const radii = ({ data }: Tensor) =>
    Array.from({ length: data.length / 2 }, (_, i) => Math.hypot(data[2 * i]!, data[2 * i + 1]!));

  test("xor without noise has exactly one 1 in each point of class 1", () => {
    const { features, targets } = xor(40);
    for (const [i, label] of targets.data.entries()) {
      expect(features.at(i, 0) + features.at(i, 1) === 1).toBe(label === 1);
    }
  });

  test("circles have the radii 1 and 1/2", () => {
    const { features, targets } = circles(20, { noise: 0 });
    for (const [i, r] of radii(features).entries()) expect(r).toBeCloseTo(targets.at(i) === 0 ? 1 : 0.5, 12);
  });

  test("blobs lie at radius 3", () => {
    for (const r of radii(blobs(12, { noise: 0, classes: 4 }).features)) expect(r).toBeCloseTo(3, 12);
  });

  test("moons are half circles of radius 1 around (0, 0) and (1, 1/2)", () => {
    const { features, targets } = moons(20, { noise: 0 });
    for (const [i, label] of targets.data.entries()) {
      const [x, y] = [features.at(i, 0) - label, features.at(i, 1) - label / 2];
      expect(Math.hypot(x, y)).toBeCloseTo(1, 12);
      expect(label === 0 ? y >= 0 : y <= 0).toBe(true);
    }
  });

  test("spirals turn by 3π from the centre to radius 1, each arm away from the others", () => {
    const { features, targets } = spirals(20, { noise: 0 });
    for (const [i, r] of radii(features).entries()) {
      const angle = 3 * Math.PI * r + Math.PI * targets.at(i);
      expect(features.at(i, 0)).toBeCloseTo(r * Math.cos(angle), 12);
      expect(features.at(i, 1)).toBeCloseTo(r * Math.sin(angle), 12);
    }
  });

  test("a number of points is a whole number above 0", () => {
    expect(() => moons(0)).toThrow("moons: the number of points is a whole number above 0, got 0");
    expect(() => blobs(3, { classes: 0 })).toThrow(
      "blobs: the number of classes is a whole number above 0, got 0",
    );
  });
});

describe("digits", () => {
  const { features, targets, columns, classNames } = digits(200, { seed: 3 });

  test("have 64 whole pixels in 0 .. 16, and as many of each digit", () => {
    expect(features.shape).toEqual([200, 64]);
    expect(features.data.every((x: number) => Number.isInteger(x) && x >= 0 && x <= 16)).toBe(true);
    for (let d = 0; d < 10; d++) expect([...targets.data].filter((t) => t === d)).toHaveLength(20);
    expect([columns[0], columns[63], classNames.join("")]).toEqual(["p00", "p77", "0123456789"]);
  });

  test("repeat from their seed; the first ones do not depend on the noise of others", () => {
    expect(String(digits(200, { seed: 3 }).features)).toBe(String(features));
    expect(String(digits(200, { seed: 4 }).features)).not.toBe(String(features));
  });

  test("without noise leave the corners of most images empty and blacken some block by half at least", () => {
    const { data } = digits(200, { seed: 3, noise: 0 }).features;
    const corners = [...data].filter((_, k) => k % 64 === 0);
    expect(corners.filter((x) => x === 0).length).toBeGreaterThan(150);
    for (let i = 0; i < 200; i++)
      expect(Math.max(...data.subarray(64 * i, 64 * i + 64))).toBeGreaterThanOrEqual(8);
  });

  test("are told apart by their mean image more often than by chance, but not always", () => {
    const means = Array.from({ length: 10 }, () => new Float64Array(64));
    for (const [k, x] of features.data.entries())
      means[targets.data[Math.floor(k / 64)]!]![k % 64]! += x / 20;
    const held = digits(200, { seed: 9 });
    let right = 0;
    for (let i = 0; i < 200; i++) {
      const distances = means.map((m) => m.reduce((s, x, k) => s + (x - held.features.at(i, k)) ** 2, 0));
      if (distances.indexOf(Math.min(...distances)) === held.targets.at(i)) right++;
    }
    expect(right / 200).toBeGreaterThan(0.6);
    expect(right / 200).toBeLessThan(0.97);
  });
});
