import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { exact } from "../src/extend.ts";
import { DomainError } from "../src/index.ts";

const ratio = (numerator: bigint | number, denominator: bigint | number = 1n) => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
});
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

describe("a constant", () => {
  test.prop([fc.maxSafeInteger()])("that is a whole number below 2^53 is itself", (x) => {
    expect(exact(x)).toEqual(ratio(x));
  });

  test.prop([fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 1e6 })])(
    "that is a quotient of whole numbers up to a million is that quotient",
    (p, q) => {
      const d = gcd(BigInt(Math.abs(p)), BigInt(q));
      expect(exact(p / q)).toEqual(ratio(BigInt(p) / d, BigInt(q) / d));
    },
  );

  test.prop([fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 300 })])(
    "has the smallest denominator whose multiples round to it",
    (p, q) => {
      const x = p / q;
      let smallest = 1;
      while (Math.round(x * smallest) / smallest !== x) smallest++;
      expect(exact(x).denominator).toBe(BigInt(smallest));
    },
  );

  test.prop([fc.integer({ min: -(2 ** 24), max: 2 ** 24 }), fc.integer({ min: 0, max: 20 })])(
    "with at most 20 binary digits after the point is itself",
    (m, k) => {
      const { numerator, denominator } = exact(m / 2 ** k);
      expect(numerator * 2n ** BigInt(k)).toBe(BigInt(m) * denominator);
    },
  );

  test.prop([fc.double({ noNaN: true, noDefaultInfinity: true })])(
    "rounds to the float, or is the decimal that the float is printed as",
    (x) => {
      const { numerator, denominator, times } = exact(x);
      expect(times).toBeUndefined();
      expect(gcd(numerator < 0n ? -numerator : numerator, denominator)).toBe(1n);
      const isFraction = denominator <= 2n ** 20n && Number.isSafeInteger(Number(numerator));
      if (isFraction) expect(Number(numerator) / Number(denominator)).toBe(x === 0 ? 0 : x);
      else {
        const [digits, power] = x.toExponential().split("e") as [string, string];
        const decimals = digits.split(".")[1]?.length ?? 0;
        const shift = BigInt(Number(power) - decimals);
        const scale = (e: bigint): bigint => (e > 0n ? 10n ** e : 1n);
        expect(numerator * scale(-shift)).toBe(BigInt(digits.replace(".", "")) * scale(shift) * denominator);
      }
    },
  );

  test.each([
    [0.1, 1n, 10n],
    [1 / 3, 1n, 3n],
    [0.001, 1n, 1000n],
    [1e-8, 1n, 10n ** 8n],
    [0.999, 999n, 1000n],
    [-2.5, -5n, 2n],
    [0.044715, 8943n, 200000n],
    [1e22, 10n ** 22n, 1n],
    [1.5e300, 15n * 10n ** 299n, 1n],
    [2 ** -20, 1n, 2n ** 20n],
    [5e-324, 1n, 2n * 10n ** 323n],
    [-0, 0n, 1n],
  ] as const)("%d is the fraction %d/%d", (x, numerator, denominator) => {
    expect(exact(x)).toEqual(ratio(numerator, denominator));
  });

  test("with a name keeps it, and its sign", () => {
    expect(exact(Math.PI)).toEqual({ ...ratio(1), times: "π" });
    expect(exact(Math.E)).toEqual({ ...ratio(1), times: "e" });
    expect(exact(-Math.E)).toEqual({ ...ratio(-1), times: "e" });
    expect(exact(2 * Math.PI)).not.toHaveProperty("times");
  });

  test("that is no finite number is refused", () => {
    for (const x of [Number.NaN, Infinity, -Infinity]) {
      expect(() => exact(x)).toThrow(DomainError);
    }
    expect(() => exact(Number.NaN)).toThrow("exact: a finite number is needed, got NaN");
  });
});
