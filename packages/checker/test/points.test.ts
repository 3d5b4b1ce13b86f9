import { float64, input } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { dual, interval } from "../src/index.ts";
import { Points } from "../src/points/points.ts";
import { within } from "../src/points/sampling.ts";

const x = input("x", [40]);
const y = input("y", [40]);
const t = input("t", [40], "integer");
const b = input("b", [40], "boolean");
const points = new Points([x, y, t, b], new Map([[y, within({ low: -1, high: 1, avoid: [0, 1] })]]), 5);
const numbers = (leaf: typeof x, index: number): number[] =>
  Array.from((points.at(float64, index)(leaf) as { data: ArrayLike<number> }).data);

describe("a point", () => {
  test("is another one for each number, leaf and seed", () => {
    const others = new Points([x, y], new Map(), 6);
    const all = [
      numbers(x, 0),
      numbers(x, 1),
      numbers(y, 0),
      Array.from((others.at(float64, 0)(x) as unknown as { data: number[] }).data),
    ];
    expect(new Set(all.flat()).size).toBe(160);
  });

  test("is generic: no coordinate is 0, 1, or equal to another", () => {
    expect(new Set(numbers(x, 0).map(Math.abs)).size).toBe(40);
    expect(numbers(x, 0).every((one) => Math.abs(one) >= 0.1 && Math.abs(one) <= 1.6)).toBe(true);
    expect(numbers(x, 0).some((one) => one < 0) && numbers(x, 0).some((one) => one > 0)).toBe(true);
  });

  test("is the same in every number system, without rounding", () => {
    const floats = numbers(x, 3);
    const enclosed = (points.at(interval, 3)(x) as unknown as { data: { low: number; high: number }[] }).data;
    const moving = (
      points.at(dual(float64), 3)(x) as unknown as { data: { value: number; tangent: number }[] }
    ).data;
    expect(enclosed.map(({ low, high }) => [low, high])).toEqual(floats.map((one) => [one, one]));
    expect(moving.map(({ value, tangent }) => [value, tangent])).toEqual(floats.map((one) => [one, 0]));
  });

  test("keeps to a domain and away from the points that it avoids", () => {
    expect(numbers(y, 0).every((one) => one >= -1 && one < 0.96 && Math.abs(one) > 0.04)).toBe(true);
  });

  test("has whole numbers and truths where a leaf holds them", () => {
    expect(points.at(interval, 0)(t).dtype).toBe("integer");
    const truths = (points.at(interval, 0)(b) as unknown as { data: unknown[] }).data;
    expect(new Set(truths)).toEqual(new Set([true, false]));
  });
});
