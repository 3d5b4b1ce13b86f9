import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { type Level, type Residue, sameResidue, towerLevels } from "../src/numbers/tower/level.ts";
import { isSquareModulo, powerModulo } from "../src/numbers/tower/modular.ts";
import { primeChain, searchAbove, searchBottom } from "../src/numbers/tower/primes.ts";

const firstPrimes = [
  2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
];
const moreBases = Array.from({ length: 15 }, (_, i) => 101 + 2 * i);

/** The test of Miller and Rabin with 40 bases, of which the first 13 decide every number below 3 · 10^24. */
function isProbablyPrime(n: bigint): boolean {
  let twos = 0n;
  let odd = n - 1n;
  for (; odd % 2n === 0n; odd /= 2n) twos++;
  return [...firstPrimes, ...moreBases].map(BigInt).every((base) => {
    if (base % n === 0n) return true;
    let x = powerModulo(base, odd, n);
    if (x === 1n) return true;
    for (let i = 1n; i < twos && x !== n - 1n; i++) x = (x * x) % n;
    return x === n - 1n;
  });
}

describe("the primes", () => {
  const chain = primeChain(20, 61);
  const primes = chain.map(({ prime }) => prime);

  test("are primes, the smallest of 61 bits", () => {
    expect(primes.every(isProbablyPrime)).toBe(true);
    expect(isProbablyPrime((primes[0] as bigint) * (primes[1] as bigint))).toBe(false);
    expect(primes.map((p) => p.toString(2).length).slice(0, 8)).toEqual([61, 73, 86, 97, 110, 125, 137, 148]);
  });

  test("divide the next one less 1", () => {
    for (const [i, p] of primes.slice(1).entries()) expect((p - 1n) % (primes[i] as bigint)).toBe(0n);
  });

  test("have roots of -1 and of the primes up to 13", () => {
    for (const p of primes) {
      expect(p % 24n).toBe(1n);
      for (const x of [p - 1n, 2n, 3n, 5n, 7n, 11n, 13n]) expect(isSquareModulo(x, p)).toBe(true);
    }
  });

  test.each([61, 62])("over %d bits are what the search finds", (bits) => {
    let below = searchBottom(bits);
    expect(primeChain(1, bits)[0]?.prime).toBe(below);
    for (const { prime, multiplier } of primeChain(12, bits).slice(1)) {
      expect(multiplier).toBe(searchAbove(below, bits));
      below = prime;
    }
  });

  test.each([8, 9, 10, 12, 16, 24])("over a bottom of %d bits are primes with a root of -1", (bits) => {
    const small = primeChain(4, bits).map(({ prime }) => prime);
    expect(small[0]?.toString(2)).toHaveLength(bits);
    expect(small.every((p) => isProbablyPrime(p) && isSquareModulo(p - 1n, p))).toBe(true);
  });
});

describe("a level", () => {
  const levels = towerLevels(9, 61);

  test("has a base of exponentials whose order is the prime below", () => {
    for (const [i, level] of levels.slice(0, -1).entries()) {
      const below = (levels[i + 1] as Level).prime;
      expect(level.order).toBe(below);
      expect(level.exponential(1n)).not.toBe(1n);
      expect(powerModulo(level.exponential(1n), below, level.prime)).toBe(1n);
    }
    expect(levels.at(-1)?.order).toBeUndefined();
  });

  test("has a root of -1", () => {
    for (const { imaginary, prime } of levels) expect((imaginary * imaginary + 1n) % prime).toBe(0n);
  });

  const index = fc.integer({ min: 0, max: 8 });
  const number = fc.bigInt(0n, 2n ** 60n);
  const residue: fc.Arbitrary<Residue> = fc.oneof(
    number,
    fc.record({ a: number, b: fc.bigInt(1n, 2n ** 60n) }),
  );
  const at = (i: number): Level => levels[i] as Level;
  const same = (x: Residue | undefined, y: Residue | undefined): void => {
    expect(x !== undefined && y !== undefined && sameResidue(x, y)).toBe(true);
  };

  test.prop([index, residue, residue, residue])("and its extension are fields", (i, a, b, c) => {
    const n = at(i);
    // Residues of the bottom are below every prime.
    same(n.add(a, b), n.add(b, a));
    same(n.mul(a, b), n.mul(b, a));
    same(n.add(n.add(a, b), c), n.add(a, n.add(b, c)));
    same(n.mul(n.mul(a, b), c), n.mul(a, n.mul(b, c)));
    same(n.mul(a, n.add(b, c)), n.add(n.mul(a, b), n.mul(a, c)));
    same(n.add(a, n.neg(a)), 0n);
    const inverse = n.inverse(a);
    if (inverse === undefined) same(a, 0n);
    else same(n.mul(a, inverse), 1n);
  });

  test.prop([index, residue])("has the roots of its numbers, and of squares of the extension", (i, a) => {
    const n = at(i);
    if (typeof a === "bigint") {
      const root = n.root(a) as Residue;
      same(n.mul(root, root), a);
    }
    const square = n.mul(a, a);
    const root = n.root(square) as Residue;
    same(n.mul(root, root), square);
  });

  test("has roots of half the numbers of its extension", () => {
    const found = Array.from({ length: 400 }, (_, k) => at(2).root({ a: BigInt(3 * k + 1), b: 7n }));
    expect(found.filter((root) => root === undefined).length).toBeGreaterThan(150);
    expect(found.filter((root) => root === undefined).length).toBeLessThan(250);
  });

  test.prop([index, number, number])("has exponentials that turn sums to products", (i, a, b) => {
    const n = at(Math.min(i, 7));
    same(n.exponential((a + b) % (n.order as bigint)), n.mul(n.exponential(a), n.exponential(b)));
    same(n.exponential(a), powerModulo(n.exponential(1n), a, n.prime));
  });
});
