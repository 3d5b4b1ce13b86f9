// The laws of p-adic numbers, and that no digit is called known that is not right.
import { fc, test } from "@fast-check/vitest";
import { describe, expect, test as plain } from "vitest";
import {
  agreement,
  digitsFor,
  type PAdic,
  type PAdicMode,
  type PAdicSystem,
  pAdic,
  samplePAdic,
} from "../../src/index.ts";
import { fraction, knownTo, vanishes } from "../../src/numbers/padic/number.ts";
import { half, isSquare, prime } from "../../src/numbers/padic/prime.ts";
import { rootOfUnity } from "../../src/numbers/padic/series.ts";
import { powerModulo } from "../../src/numbers/tower/modular.ts";
import { draws } from "../../src/points/random.ts";

const K = 12;
const formal = pAdic("formal", K);
const real = pAdic("true", K);

/** A random number, with the digits that a seed gives it. */
const random = (seed: number, valuation = 0, shadow = 0.5): PAdic =>
  samplePAdic(draws(seed).uniform, K, shadow, { valuation });

const numbers: fc.Arbitrary<PAdic> = fc
  .tuple(fc.integer(), fc.integer({ min: -2, max: 4 }), fc.integer({ min: 1, max: K }))
  .map(([seed, valuation, digits]) => shortened(random(seed, valuation), digits));
const integers: fc.Arbitrary<PAdic> = numbers.map((x) => ({ ...x, valuation: Math.abs(x.valuation) }));
/** Numbers that the exponential of a mode takes. */
const small = (mode: PAdicMode): fc.Arbitrary<PAdic> =>
  integers.map((x) => ({ ...x, valuation: x.valuation + (mode === "true" ? 1 : 0) }));

/** The same number, of which fewer digits are known. */
function shortened(x: PAdic, digits: number): PAdic {
  const known = Math.min(x.digits, digits);
  return { ...x, digits: known, unit: x.unit % prime ** BigInt(known) };
}

/** Equal to as many digits as are known of both. */
const agree = (a: PAdic, b: PAdic): void => {
  expect(agreement(a, b, 0)).toMatchObject({ answer: "equal" });
};

describe("the prime", () => {
  plain("is the double of a prime and 1, with all small primes among its squares, but not -1", () => {
    for (const witness of [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n]) {
      expect(powerModulo(witness, prime - 1n, prime)).toBe(1n);
      expect(powerModulo(witness, half - 1n, half)).toBe(1n);
      expect(isSquare(witness)).toBe(witness < 37n || isSquare(37n));
    }
    expect(isSquare(prime - 1n)).toBe(false);
    expect(prime).toBe(2n ** 61n - 636873n);
  });
});

describe("p-adic numbers are a field, as far as their digits are known:", () => {
  const { add, sub, mul, div, neg, zero, one } = formal;

  test.prop([numbers, numbers, numbers])("sums and products associate, commute and distribute", (a, b, c) => {
    agree(add(a, b), add(b, a));
    agree(mul(a, b), mul(b, a));
    agree(add(add(a, b), c), add(a, add(b, c)));
    agree(mul(mul(a, b), c), mul(a, mul(b, c)));
    agree(mul(a, add(b, c)), add(mul(a, b), mul(a, c)));
  });

  test.prop([numbers, numbers])("differences and quotients undo sums and products", (a, b) => {
    agree(sub(add(a, b), b), a);
    agree(div(mul(a, b), b), a);
    agree(add(a, neg(a)), zero);
    agree(mul(div(one, a), a), one);
    expect([add(a, zero), mul(a, zero), sub(a, zero)]).toEqual([a, zero, a]);
  });

  test.prop([numbers, numbers])(
    "the size of a sum is at most the larger size, of a product the product",
    (a, b) => {
      expect(add(a, b).valuation).toBeGreaterThanOrEqual(Math.min(a.valuation, b.valuation));
      expect(mul(a, b).valuation).toBe(a.valuation + b.valuation);
      if (a.valuation !== b.valuation && !vanishes(add(a, b)))
        expect(add(a, b).valuation).toBe(Math.min(a.valuation, b.valuation));
    },
  );

  test.prop([fc.array(fc.tuple(numbers, numbers), { maxLength: 6 })])(
    "a dot product is the sum of products",
    (pairs) => {
      const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
      const plainly = pairs.reduce((total, [x, y]) => add(total, mul(x, y)), zero);
      const { shadow: _, ...whole } = formal.dot(a, 0, 1, b, 0, 1, pairs.length);
      expect(whole).toEqual({ ...plainly, shadow: undefined, ...whole });
      expect(whole.unit).toBe(plainly.unit);
      expect([whole.valuation, whole.digits]).toEqual([plainly.valuation, plainly.digits]);
    },
  );
});

/** A fraction of whole numbers, which nothing rounds. */
type Fraction = readonly [bigint, bigint];

/** Operations on fractions, each beside its p-adic counterpart. */
const operations: readonly [
  (n: PAdicSystem, a: PAdic, b: PAdic) => PAdic,
  (a: Fraction, b: Fraction) => Fraction,
][] = [
  [(n, a, b) => n.add(a, b), ([a, c], [b, d]) => [a * d + b * c, c * d]],
  [(n, a, b) => n.sub(a, b), ([a, c], [b, d]) => [a * d - b * c, c * d]],
  [(n, a, b) => n.mul(a, b), ([a, c], [b, d]) => [a * b, c * d]],
  [(n, a, b) => n.div(a, b), ([a, c], [b, d]) => [a * d, c * b]],
];

const valuation = (n: bigint): number => {
  let [rest, count] = [n, 0];
  for (; rest !== 0n && rest % prime === 0n; rest /= prime) count++;
  return count;
};

describe("a digit that is called known is right", () => {
  const whole = fc.integer({ min: -50, max: 50 }).filter((x) => x !== 0);
  const leaf = fc.tuple(whole, whole, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 6 }));
  const steps = fc.array(fc.tuple(fc.nat(3), fc.nat(20), fc.nat(20)), { minLength: 1, maxLength: 8 });

  test.prop([fc.array(leaf, { minLength: 2, maxLength: 5 }), steps], { numRuns: 400 })(
    "after arithmetic on fractions that are known to few digits",
    (leaves, program) => {
      const truth = leaves.map(([a, b, k]): Fraction => [BigInt(a) * prime ** BigInt(k), BigInt(b)]);
      const known = leaves.map(([, , , digits], i) => {
        const [a, b] = truth[i] as Fraction;
        return { ...fraction(a, b, digits + valuation(a)), whole: false };
      });
      for (const [op, left, right] of program) {
        const [i, j] = [left % truth.length, right % truth.length];
        const [padically, exactly] = operations[op] as (typeof operations)[number];
        const result = padically(formal, known[i] as PAdic, known[j] as PAdic);
        if (result.flaw !== undefined) continue;
        known.push(result);
        truth.push(exactly(truth[i] as Fraction, truth[j] as Fraction));
      }
      for (const [i, x] of known.entries()) {
        const [a, b] = truth[i] as Fraction;
        if (knownTo(x) === Number.POSITIVE_INFINITY) {
          expect(a).toBe(0n);
          continue;
        }
        // x - a/b is a multiple of p^knownTo(x).
        const lift = BigInt(Math.max(0, -x.valuation));
        const scaled = x.unit * prime ** (BigInt(x.valuation) + lift);
        const error = scaled * b - a * prime ** lift;
        if (error !== 0n)
          expect(valuation(error) - valuation(b) - Number(lift)).toBeGreaterThanOrEqual(knownTo(x));
      }
    },
  );

  const functions = ["exp", "log", "sqrt", "sin", "cos", "tanh", "sigmoid", "softplus"] as const;
  for (const system of [formal, real]) {
    test.prop([fc.constantFrom(...functions), small(system.mode), fc.nat(7)])(
      `after a function of the ${system.name}`,
      (name, x, extra) => {
        const shorter = shortened(x, Math.max(1, x.digits - extra));
        const f = system[name];
        const [precise, rough] = [f(x), f(shorter)];
        if (precise.flaw !== undefined) return;
        expect(knownTo(rough)).toBeLessThanOrEqual(knownTo(precise));
        agree(precise, rough);
      },
    );
  }
});

describe.each([formal, real])("the exponential of the $name", (n) => {
  const args = small(n.mode);

  test.prop([args, args])("takes sums to products", (x, y) => {
    agree(n.exp(n.add(x, y)), n.mul(n.exp(x), n.exp(y)));
    agree(n.exp(n.neg(x)), n.div(n.one, n.exp(x)));
    expect(n.exp(n.zero)).toEqual(n.one);
  });

  test.prop([numbers, numbers])("has the logarithm that takes products to sums", (x, y) => {
    agree(n.log(n.mul(x, y)), n.add(n.log(x), n.log(y)));
    agree(n.log(n.power(x, 3)), n.mul(n.constant(3), n.log(x)));
  });

  test.prop([args, numbers])("and the logarithm undo each other", (x, w) => {
    agree(n.log(n.exp(x)), x);
    agree(n.exp(n.log(w)), w);
    agree(n.exp(n.mul(n.constant(2), n.log(w))), n.mul(w, w));
    agree(n.exp(n.neg(n.log(w))), n.div(n.one, w));
    expect(n.exp(n.log(w)).valuation).toBe(w.valuation);
  });

  test.prop([args, args])("undoes the logarithm of a sum: exp(x - log S) = exp(x) / S", (x, y) => {
    const total = n.add(n.exp(x), n.exp(y));
    agree(n.exp(n.sub(x, n.log(total))), n.div(n.exp(x), total));
  });

  test.prop([args, args])("has sines and cosines of sums", (x, y) => {
    agree(n.add(n.mul(n.sin(x), n.sin(x)), n.mul(n.cos(x), n.cos(x))), n.one);
    agree(n.sin(n.add(x, y)), n.add(n.mul(n.sin(x), n.cos(y)), n.mul(n.cos(x), n.sin(y))));
    agree(n.cos(n.add(x, y)), n.sub(n.mul(n.cos(x), n.cos(y)), n.mul(n.sin(x), n.sin(y))));
  });

  test.prop([fc.integer(), fc.integer(), args], { numRuns: 25 })(
    "gives powers, whose exponents add up",
    (seed, other, c) => {
      const [a, b] = [random(seed), random(other)];
      const exponent = { ...c, twist: undefined, exponent: { remainder: 12345n, parity: 1 } as const };
      agree(n.mul(n.pow(a, exponent), a), n.pow(a, n.add(exponent, n.one)));
      agree(n.pow(n.mul(a, b), exponent), n.mul(n.pow(a, exponent), n.pow(b, exponent)));
      agree(n.mul(n.power(a, 0.3), n.power(a, 0.7)), a);
    },
  );

  test.prop([fc.integer(), fc.integer(), fc.integer(), fc.boolean()], { numRuns: 25 })(
    "raises to powers one after the other, of either sign",
    (seed, first, second, negative) => {
      const w = random(seed, 0, negative ? -0.5 : 0.5);
      const [x, y] = [first, second].map((s) => ({ ...random(s, 1) })) as [PAdic, PAdic];
      agree(n.exp(n.mul(x, n.mul(y, n.log(w)))), n.exp(n.mul(n.mul(x, y), n.log(w))));
      agree(n.exp(n.mul(n.constant(3), n.div(n.log(w), n.constant(3)))), w);
      agree(n.power(n.exp(n.mul(x, n.log(w))), 2), n.exp(n.mul(n.add(x, x), n.log(w))));
      // A negative number has no square root, and no tenth one.
      expect(n.exp(n.div(n.log(w), n.constant(2))).flaw === undefined).toBe(!negative);
      expect(n.power(w, 0.3).flaw === undefined).toBe(!negative);
    },
  );

  test.prop([numbers, numbers])("leaves roots alone, which are multiplicative", (x, y) => {
    const [s, t] = [n.sqrt(n.mul(x, x)), n.sqrt(n.mul(y, y))];
    agree(n.mul(s, s), n.mul(x, x));
    agree(s, n.abs(x));
    agree(n.mul(s, t), n.sqrt(n.mul(n.mul(x, x), n.mul(y, y))));
    if (x.valuation === 0 && n.sqrt(x).flaw === undefined)
      agree(n.sqrt(x), n.exp(n.mul(n.constant(0.5), n.log(x))));
  });
});

describe("the formal exponential", () => {
  test.prop([integers, integers, fc.integer({ min: 1, max: 5 })])(
    "takes sums to products at any depth",
    (x, y, depth) => {
      const nest = (z: PAdic): PAdic => Array.from({ length: depth }).reduce<PAdic>((w) => formal.exp(w), z);
      agree(formal.exp(formal.add(nest(x), nest(y))), formal.mul(formal.exp(nest(x)), formal.exp(nest(y))));
    },
  );

  plain("has e as its value at 1", () => {
    agree(formal.log(formal.constant(Math.E)), formal.one);
  });
});

describe("the true exponential", () => {
  test.prop([small("true").filter((x) => x.digits > 4)])("is its own derivative", (x) => {
    const h = fraction(prime ** 3n, 1n, K);
    const quotient = real.div(real.sub(real.exp(real.add(x, h)), real.exp(x)), h);
    const error = real.sub(quotient, real.exp(x));
    expect(error.valuation).toBeGreaterThanOrEqual(Math.min(3, knownTo(error)));
  });

  plain("is the sum of its series", () => {
    const x = random(1, 1);
    const factorials = [1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880, 3628800, 39916800, 479001600];
    const sum = factorials.reduce(
      (total, f, k) => real.add(total, real.div(real.power(x, k), real.constant(f))),
      real.zero,
    );
    agree(real.exp(x), sum);
  });

  plain("is undefined where its series does not converge, and says so", () => {
    expect(real.exp(real.one).flaw).toBe("exp of a number that is no multiple of p");
  });
});

describe("an undefined number", () => {
  const n = formal;
  const undefinedNumber = n.div(n.one, n.zero);

  plain("stays undefined under every operation, and keeps its reason", () => {
    for (const f of ["exp", "log", "sqrt", "sin", "cos", "neg", "tanh", "softplus", "sigmoid"] as const)
      expect(n[f](undefinedNumber).flaw).toBe("a division by 0");
    for (const f of ["add", "sub", "mul", "div"] as const) {
      expect(n[f](undefinedNumber, n.one).flaw).toBe("a division by 0");
      expect(n[f](n.one, undefinedNumber).flaw).toBe("a division by 0");
    }
    expect(agreement(undefinedNumber, n.one)).toEqual({ answer: "unknown", reason: "a division by 0" });
  });

  plain("is dropped by a select that is decided", () => {
    expect(n.select(true, n.one, undefinedNumber)).toBe(n.one);
    expect(n.select(n.compare(n.zero, "<", n.one), n.zero, undefinedNumber)).toBe(n.zero);
  });

  plain(
    "comes from roots of what is no square, logarithms of 0, and exponentials that lost a root of unity",
    () => {
      const [x, y] = [random(1), random(2)];
      const negative = random(3, 0, -0.5);
      expect(n.sqrt(negative).flaw).toBe("√ of a number that is no square");
      expect(n.log(n.zero).flaw).toBe("log of 0");
      expect(n.exp(n.mul(n.exp(x), n.log(y))).flaw).toBe(
        "exp of a logarithm times a number that is not rational",
      );
    },
  );

  plain("is no infinite constant inside exp: e^-∞ is 0", () => {
    expect(n.exp(n.add(n.one, n.constant(Number.NEGATIVE_INFINITY)))).toBe(n.zero);
  });
});

describe("a branch", () => {
  const n = real;
  const [x, y] = [random(1, 1, 0.5), random(2, 1, 0.7)];

  plain("is taken by the floats", () => {
    expect(n.max(x, y)).toBe(y);
    expect(n.abs(n.neg(x)).shadow).toBe(0.5);
    expect(n.decide(n.compare(x, "<", y))).toBe(true);
  });

  plain(
    "on numbers that are equal to all digits is that of equal numbers, whatever the floats' rounding",
    () => {
      const thrice = n.add(n.add(x, x), x);
      const times = { ...n.mul(n.constant(3), x), shadow: thrice.shadow + 1e-13 };
      expect(n.compare(thrice, "==", times)).toBe(true);
      expect(n.compare(thrice, "<", times)).toBe(false);
    },
  );

  plain("on numbers that are equal as floats alone is undecided, and gives an undefined number", () => {
    const tie = { ...y, shadow: x.shadow };
    expect(n.compare(x, "<", tie)).toBeUndefined();
    expect(n.decide(n.compare(x, "==", tie))).toBeUndefined();
    expect(n.max(x, tie).flaw).toBe("a branch on two numbers that are equal as floats alone");
    expect(n.select(undefined, x, x)).toBe(x);
  });

  plain("on a number that is not real is undecided", () => {
    expect(n.compare(n.log(random(3, 0, -2)), "<", n.zero)).toBeUndefined();
  });
});

describe("two numbers", () => {
  const n = formal;

  plain("are equal to the digits that are known of both", () => {
    expect(agreement(shortened(random(1), 6), random(1))).toEqual({ answer: "equal", digits: 6 });
    expect(agreement(n.sub(n.exp(random(1)), n.exp(random(1))), n.zero)).toEqual({
      answer: "equal",
      digits: K,
    });
  });

  plain("are different from a digit on", () => {
    const x = random(1);
    const h = fraction(prime ** 5n, 1n, K);
    expect(agreement(x, n.add(x, h))).toEqual({ answer: "different", digits: 5 });
  });

  plain("that are logarithms of numbers of different signs are not called equal", () => {
    const x = random(1);
    const [left, right] = [n.log(x), n.log(n.neg(x))];
    expect(left.unit).toBe(right.unit);
    expect(agreement(left, right)).toEqual({
      answer: "unknown",
      reason: "logarithms of different signs or sizes",
    });
    expect(agreement(n.mul(n.exp(x), left), n.mul(n.exp(x), right)).answer).toBe("equal");
  });

  plain("are unknown where too few digits are left", () => {
    const [x, h] = [random(1), fraction(prime ** 10n, 1n, K)];
    const remainder = n.div(n.sub(n.add(x, h), x), h);
    expect(remainder.digits).toBe(2);
    expect(agreement(remainder, n.one)).toEqual({
      answer: "unknown",
      reason: "too few digits are known: 2 of 4",
    });
    expect(agreement(remainder, n.one, 2)).toEqual({ answer: "equal", digits: 2 });
    expect(agreement(n.sub(shortened(x, 6), x), n.mul(h, x)).answer).toBe("unknown");
  });
});

describe("constants are exact:", () => {
  plain("a tenth is a tenth, and whole numbers cancel to 0 itself", () => {
    agree(formal.mul(formal.constant(0.1), formal.constant(10)), formal.one);
    agree(formal.mul(formal.constant(1 / 3), formal.constant(3)), formal.one);
    expect(formal.sub(formal.constant(7), formal.constant(7))).toBe(formal.zero);
    expect(formal.log(formal.one)).toBe(formal.zero);
  });

  plain("roots of small numbers are there, and multiply", () => {
    const root = (x: number): PAdic => formal.sqrt(formal.constant(x));
    expect(root(9)).toMatchObject({ shadow: 3, whole: true });
    for (let x = 1; x < 37; x++) expect(root(x).flaw).toBeUndefined();
    agree(root(6), formal.mul(root(2), root(3)));
    agree(root(0.5), formal.div(formal.one, root(2)));
    agree(root(1e-5), formal.div(root(10), formal.constant(1000)));
  });
});

test.prop([fc.bigInt({ min: 1n, max: prime - 1n })])("a root of unity keeps its residue", (residue) => {
  const root = rootOfUnity(residue, K);
  expect(root % prime).toBe(residue);
  expect(powerModulo(root, prime - 1n, prime ** BigInt(K))).toBe(1n);
});

test("y and y + tanh(x)^9 are one Taylor polynomial to 8 digits, and need more digits to be told apart", () => {
  const answer = (digits: number): string => {
    const n = pAdic("formal", digits);
    const [x, y] = [3, 4].map((seed) => samplePAdic(draws(seed).uniform, digits, 0.5, { valuation: 0 }));
    return agreement(y as PAdic, n.add(y as PAdic, n.power(n.tanh(x as PAdic), 9))).answer;
  };
  expect([answer(8), answer(digitsFor(1))]).toEqual(["equal", "different"]);
});
