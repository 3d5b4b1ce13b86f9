// Floats of 256 binary digits against floats where these are right, and against published digits.
import { float64 } from "@cadena/graph";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Wide, wide } from "../../src/numbers/wide.ts";

const of = (x: number): Wide => wide.constant(x);
const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-14 * Math.max(1, Math.abs(b));

describe("a wide float", () => {
  test("is the float that it comes from", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (x) => wide.toNumber(of(x)) === x || x === 0,
      ),
    );
  });

  test.each(["exp", "sin", "cos", "tanh", "sigmoid", "softplus", "expm1"] as const)(
    "has the %s of floats",
    (name) => {
      fc.assert(
        fc.property(
          fc.double({ min: -50, max: 50, noNaN: true }),
          (x) =>
            Math.abs(wide.toNumber(wide[name](of(x))) - float64[name](x)) <=
            1e-14 * Math.max(1, Math.abs(float64[name](x))),
        ),
        { numRuns: 40 },
      );
    },
  );

  test.each(["log", "sqrt", "log1p"] as const)("has the %s of positive floats", (name) => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
        (x) =>
          close(wide.toNumber(wide[name](of(x))), float64[name](x)) ||
          Math.abs(wide.toNumber(wide[name](of(x))) / float64[name](x) - 1) < 1e-14,
      ),
      { numRuns: 40 },
    );
  });

  test("adds, multiplies and divides as floats do", () => {
    const some = fc.double({ min: -1e100, max: 1e100, noNaN: true });
    fc.assert(
      fc.property(some, some, (x, y) => {
        expect(wide.toNumber(wide.add(of(x), of(y)))).toBeCloseTo(x + y, -86);
        const quotient = wide.div(of(x), of(y));
        if (y === 0) expect(quotient).toBeUndefined();
        else if (Math.abs(x) > 1e-100 && Math.abs(y) > 1e-100)
          expect(wide.toNumber(quotient) / (x / y)).toBeCloseTo(1, 12);
      }),
      { numRuns: 60 },
    );
  });

  test("knows e and √2 to 70 digits, as they are published", () => {
    const decimals = (x: Wide): string =>
      x === undefined ? "" : String((x.m * 10n ** 70n) >> BigInt(-x.e)).padStart(71, "0");
    expect(decimals(wide.exp(wide.one))).toBe(
      "27182818284590452353602874713526624977572470936999595749669676277240766",
    );
    expect(decimals(wide.sqrt(of(2)))).toBe(
      "14142135623730950488016887242096980785696718753769480731766797379907324",
    );
    expect(decimals(wide.neg(wide.log(of(0.5))))).toBe(
      "06931471805599453094172321214581765680755001343602552541206800094933936",
    );
  });

  test("does not overflow, and keeps a small difference", () => {
    expect(wide.toNumber(wide.log(wide.exp(of(1e8))))).toBe(1e8);
    expect(wide.toNumber(wide.log(wide.sub(wide.one, wide.sigmoid(of(100)))))).toBeCloseTo(-100, 12);
    expect(wide.toNumber(wide.sub(wide.sqrt(wide.add(of(2 ** 80), wide.one)), of(2 ** 40)))).toBe(2 ** -41);
  });

  test("has no value where an operation has none", () => {
    expect([wide.div(wide.one, wide.zero), wide.log(wide.zero), wide.sqrt(of(-1)), of(Number.NaN)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
