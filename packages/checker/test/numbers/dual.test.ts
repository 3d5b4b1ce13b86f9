import { float64 } from "@cadena/graph";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { type Dual, dual } from "../../src/index.ts";

const d = dual(float64);
const dd = dual(d);
const at = (value: number): Dual<number> => ({ value, tangent: 1 });
const twice = (value: number): Dual<Dual<number>> => ({
  value: at(value),
  tangent: { value: 1, tangent: 0 },
});

/** Each function with its first and second derivative, by hand. */
const table: Record<string, [keyof typeof d, (x: number) => number, (x: number) => number]> = {
  exp: ["exp", Math.exp, Math.exp],
  log: ["log", (x) => 1 / x, (x) => -1 / x ** 2],
  sqrt: ["sqrt", (x) => 0.5 * x ** -0.5, (x) => -0.25 * x ** -1.5],
  sin: ["sin", Math.cos, (x) => -Math.sin(x)],
  cos: ["cos", (x) => -Math.sin(x), (x) => -Math.cos(x)],
  log1p: ["log1p", (x) => 1 / (1 + x), (x) => -1 / (1 + x) ** 2],
  expm1: ["expm1", Math.exp, Math.exp],
  tanh: ["tanh", (x) => 1 / Math.cosh(x) ** 2, (x) => (-2 * Math.tanh(x)) / Math.cosh(x) ** 2],
  sigmoid: [
    "sigmoid",
    (x) => Math.exp(-x) / (1 + Math.exp(-x)) ** 2,
    (x) => (Math.exp(-x) * (Math.exp(-x) - 1)) / (1 + Math.exp(-x)) ** 3,
  ],
  softplus: ["softplus", (x) => 1 / (1 + Math.exp(-x)), (x) => Math.exp(-x) / (1 + Math.exp(-x)) ** 2],
};

const close = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThan(1e-11 * (1 + Math.abs(b)));

describe("a dual number carries the derivative of", () => {
  for (const [name, [f, first, second]] of Object.entries(table)) {
    test.prop([fc.double({ min: 0.1, max: 3, noNaN: true })])(`${name}, to second order`, (x) => {
      const once = (d[f] as (a: Dual<number>) => Dual<number>)(at(x));
      expect(once.value).toBe((float64[f] as (a: number) => number)(x));
      close(once.tangent, first(x));
      const both = (dd[f] as (a: Dual<Dual<number>>) => Dual<Dual<number>>)(twice(x));
      close(both.tangent.tangent, second(x));
    });
  }

  test.prop([fc.double({ min: 0.2, max: 3, noNaN: true }), fc.constantFrom(-2, -0.5, 0, 0.3, 0.5, 1, 2, 3)])(
    "powers",
    (x, k) => {
      close(d.power(at(x), k).tangent, k * x ** (k - 1));
      close(dd.power(twice(x), k).tangent.tangent, k * (k - 1) * x ** (k - 2));
      close(d.pow(at(x), { value: k, tangent: 0 }).tangent, k * x ** (k - 1));
      close(d.pow({ value: x, tangent: 0 }, at(k)).tangent, x ** k * Math.log(x));
    },
  );

  test.prop([fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: 0.1, max: 3, noNaN: true })])(
    "sums, products and quotients",
    (x, y) => {
      const [a, b] = [at(x), { value: y, tangent: 2 }];
      close(d.add(a, b).tangent, 3);
      close(d.sub(a, b).tangent, -1);
      close(d.mul(a, b).tangent, y + 2 * x);
      close(d.div(a, b).tangent, (y - 2 * x) / (y * y));
      close(d.dot([a, b], 0, 1, [b, a], 0, 1, 2).tangent, 2 * (y + 2 * x));
    },
  );
});

describe("a dual number at the extremes", () => {
  test.each([1000, -1000])("of %s has finite derivatives of sigmoid, tanh and softplus", (x) => {
    for (const f of ["sigmoid", "tanh", "softplus"] as const) {
      const { value, tangent } = dd[f](twice(x));
      expect([value.value, value.tangent, tangent.tangent].every(Number.isFinite)).toBe(true);
      expect(tangent.tangent).toBeCloseTo(0, 12);
    }
    expect(d.softplus(at(x)).tangent).toBe(x > 0 ? 1 : 0);
  });

  test("takes the branch of its value", () => {
    expect(d.max(at(2), d.zero).tangent).toBe(1);
    expect(d.max(at(-2), d.zero).tangent).toBe(0);
    expect(d.abs(at(-2)).tangent).toBe(-1);
    expect(d.abs(at(0)).tangent).toBe(0);
    expect(d.sign(at(-2))).toEqual({ value: -1, tangent: 0 });
  });
});
