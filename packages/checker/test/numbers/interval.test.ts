import { evaluate, float64, gradients, input, max, mul, type Node, relu, sum } from "@cadena/graph";
import { evaluateIn } from "@cadena/graph/extend";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { type Interval, interval as n } from "../../src/index.ts";
import { above, below } from "../../src/numbers/rounding.ts";
import * as exact from "../exact.ts";

const point = (x: number): Interval => ({ low: x, high: x });
const between = (low: number, high: number): Interval => ({ low, high });
/** Moderate numbers, among them special ones. */
const number = fc.oneof(
  fc.double({ min: -40, max: 40, noNaN: true }).map((x) => (Math.abs(x) < 1e-12 ? 0 : x)),
  fc.constantFrom(0, 1, -1, 0.5, 2, 3, 0.1, 1 / 3),
);
const positive = number.map((x) => Math.abs(x) + 1e-9);
/** An interval, and a number in it. */
const inside = fc.tuple(number, number, fc.double({ min: 0, max: 1, noNaN: true })).map(([a, b, part]) => {
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  return { x: Math.min(high, Math.max(low, low + part * (high - low))), box: between(low, high) };
});

describe("rounding outwards", () => {
  const bits = (x: number): bigint => new BigInt64Array(Float64Array.of(x).buffer)[0] as bigint;
  const next = (x: number): number => {
    if (x === 0) return Number.MIN_VALUE;
    const up = bits(x) + (x > 0 ? 1n : -1n);
    return new Float64Array(BigInt64Array.of(up).buffer)[0] as number;
  };

  test.prop([fc.double({ min: -1e308, max: 1e308, noNaN: true })])(
    "reaches the neighbouring float, and at most the one after it",
    (x) => {
      expect(above(x)).toBeGreaterThanOrEqual(next(x));
      expect(above(x)).toBeLessThanOrEqual(next(next(x)));
      expect(below(x) === -above(-x)).toBe(true);
    },
  );

  test("keeps overflow on the safe side", () => {
    expect(below(Infinity)).toBe(Number.MAX_VALUE);
    expect(above(Infinity)).toBe(Infinity);
    expect(above(Number.MAX_VALUE)).toBe(Infinity);
  });
});

describe("an interval encloses the exact result of", () => {
  test.prop([number, number])("+, - and * of floats", (a, b) => {
    const [x, y] = [exact.fixed(a), exact.fixed(b)];
    expect(exact.encloses(n.add(point(a), point(b)), x + y)).toBe(true);
    expect(exact.encloses(n.sub(point(a), point(b)), x - y)).toBe(true);
    expect(exact.encloses(n.mul(point(a), point(b)), exact.times(x, y))).toBe(true);
  });

  test.prop([number, positive])("/ and sqrt", (a, b) => {
    const [x, y] = [exact.fixed(a), exact.fixed(b)];
    expect(exact.encloses(n.div(point(a), point(b)), exact.over(x, y))).toBe(true);
    const root = n.sqrt(point(b));
    expect(exact.times(exact.fixed(root.low), exact.fixed(root.low))).toBeLessThanOrEqual(y);
    expect(exact.times(exact.fixed(root.high), exact.fixed(root.high)) + 1n).toBeGreaterThanOrEqual(y);
  });

  test.prop([number])("exp, expm1, sigmoid, tanh, softplus", (a) => {
    const [x, one] = [exact.fixed(a), exact.fixed(1)];
    const e = exact.exp(x);
    expect(exact.encloses(n.exp(point(a)), e)).toBe(true);
    expect(exact.encloses(n.expm1(point(a)), e - one)).toBe(true);
    expect(exact.encloses(n.sigmoid(point(a)), exact.over(e, one + e))).toBe(true);
    const e2 = exact.times(e, e);
    expect(exact.encloses(n.tanh(point(a)), exact.over(e2 - one, e2 + one))).toBe(true);
    const soft = n.softplus(point(a));
    expect(exact.exp(exact.fixed(soft.low))).toBeLessThanOrEqual(one + e);
    expect(exact.exp(exact.fixed(soft.high))).toBeGreaterThanOrEqual(one + e);
  });

  test.prop([positive])("log and log1p", (a) => {
    const [x, one, slack] = [exact.fixed(a), exact.fixed(1), 1n << 100n];
    const [l, l1] = [n.log(point(a)), n.log1p(point(a))];
    expect(exact.exp(exact.fixed(l.low))).toBeLessThanOrEqual(x + slack);
    expect(exact.exp(exact.fixed(l.high)) + slack).toBeGreaterThanOrEqual(x);
    expect(exact.exp(exact.fixed(l1.low))).toBeLessThanOrEqual(one + x + slack);
    expect(exact.exp(exact.fixed(l1.high)) + slack).toBeGreaterThanOrEqual(one + x);
  });

  test.prop([number])("sin and cos", (a) => {
    expect(exact.encloses(n.sin(point(a)), exact.sin(exact.fixed(a)))).toBe(true);
    expect(exact.encloses(n.cos(point(a)), exact.sin(exact.fixed(a), 0n))).toBe(true);
  });

  test.prop([number, fc.integer({ min: 0, max: 6 })])("whole powers", (a, k) => {
    let power = exact.fixed(1);
    for (let i = 0; i < k; i++) power = exact.times(power, exact.fixed(a));
    expect(exact.encloses(n.power(point(a), k), power)).toBe(true);
  });
});

describe("an operation on intervals contains the operation on every number in them:", () => {
  /** Neither side knows the exact result, but the middle of the narrow one lies close to it. */
  const contains = (outer: Interval, inner: Interval): boolean =>
    Number.isNaN(outer.low) || (outer.low <= n.toNumber(inner) && n.toNumber(inner) <= outer.high);
  const unary = {
    neg: n.neg,
    exp: n.exp,
    sin: n.sin,
    cos: n.cos,
    abs: n.abs,
    sign: n.sign,
    expm1: n.expm1,
    tanh: n.tanh,
    sigmoid: n.sigmoid,
    softplus: n.softplus,
    log: n.log,
    log1p: n.log1p,
    sqrt: n.sqrt,
    square: (a: Interval) => n.mul(a, a),
    cube: (a: Interval) => n.power(a, 3),
    "fourth power": (a: Interval) => n.power(a, 4),
    "power -2": (a: Interval) => n.power(a, -2),
    "power 1.5": (a: Interval) => n.power(a, 1.5),
    "power 0.3": (a: Interval) => n.power(a, 0.3),
  } as const;
  for (const [name, f] of Object.entries(unary)) {
    test.prop([inside])(name, ({ x, box }) => {
      expect(contains(f(box), f(point(x)))).toBe(true);
    });
  }
  const binary = {
    add: n.add,
    sub: n.sub,
    mul: n.mul,
    div: n.div,
    max: n.max,
    min: n.min,
    pow: n.pow,
  } as const;
  for (const [name, f] of Object.entries(binary)) {
    test.prop([inside, inside])(name, (a, b) => {
      expect(contains(f(a.box, b.box), f(point(a.x), point(b.x)))).toBe(true);
    });
  }
});

describe("intervals stay narrow where", () => {
  const width = ({ low, high }: Interval): number => high - low;

  test("numbers are whole, or binary fractions: they are exact", () => {
    expect(n.constant(3)).toEqual(point(3));
    expect(n.constant(-0.375)).toEqual(point(-0.375));
    expect(n.sub(n.constant(1), n.constant(0.25))).toEqual(point(0.75));
    expect(n.sqrt(n.constant(9))).toEqual(point(3));
  });

  test("a decimal is meant: it lies strictly inside", () => {
    const { low, high } = n.constant(0.1);
    expect([low < 0.1, high > 0.1, high - low < 1e-16]).toEqual([true, true, true]);
  });

  test("a function saturates", () => {
    expect(width(n.sigmoid(between(999, 1001)))).toBeLessThan(1e-15);
    expect(n.sigmoid(between(-1001, -999)).low).toBe(0);
    expect(width(n.tanh(point(-1000)))).toBeLessThan(1e-15);
    expect(width(n.softplus(point(1000)))).toBeLessThan(1e-11);
    expect(n.exp(point(1000)).low).toBe(Number.MAX_VALUE);
  });

  test("a number meets itself", () => {
    const a = between(1, 2);
    expect(n.sub(a, a)).toEqual(point(0));
    expect(n.div(a, a)).toEqual(point(1));
    expect(n.compare(a, "==", a)).toBe(true);
    expect(n.compare(a, "<", a)).toBe(false);
    expect(n.mul(between(-1, 1), between(-1, 1)).low).toBeLessThan(-0.99);
    const b = between(-1, 2);
    expect(n.mul(b, b).low).toBe(0);
  });

  test("sine and cosine turn: at a crest the bound is 1 exactly", () => {
    expect(n.cos(between(-0.1, 0.2)).high).toBe(1);
    expect(n.sin(between(-2, 0)).low).toBe(-1);
    expect(n.cos(between(0, 7))).toEqual(between(-1, 1));
  });
});

describe("comparisons of intervals", () => {
  test("are undecided where they overlap, and then a choice gives the hull", () => {
    const [a, b] = [between(0, 2), between(1, 3)];
    const less = n.compare(a, "<", b);
    expect(less).toBeUndefined();
    expect(n.select(less, a, b)).toEqual(between(0, 3));
    expect(n.compare(a, "==", b)).toBeUndefined();
    expect(n.compare(a, "<", between(2, 3))).toBeUndefined();
    expect(n.compare(a, "<=", between(2, 3))).toBe(true);
    expect(n.compare(a, ">", between(2, 3))).toBe(false);
    expect(n.compare(a, "!=", between(4, 5))).toBe(true);
  });

  test.each([
    [true, true, true, true],
    [true, undefined, undefined, true],
    [false, undefined, false, undefined],
    [undefined, undefined, undefined, undefined],
    [undefined, false, false, undefined],
    [undefined, true, undefined, true],
  ])("%s and, or %s is %s, %s", (a, b, and, or) => {
    expect(n.and(a, b)).toBe(and);
    expect(n.or(a, b)).toBe(or);
  });
});

describe("what is undefined is poison", () => {
  const isPoison = ({ low, high }: Interval): boolean => Number.isNaN(low) && Number.isNaN(high);

  test("that spreads, and that a decided choice drops", () => {
    const bad = n.log(point(-1));
    expect(isPoison(bad)).toBe(true);
    expect(isPoison(n.div(point(1), between(-1, 1)))).toBe(true);
    expect(isPoison(n.sqrt(between(-1, 1)))).toBe(true);
    expect(isPoison(n.mul(point(0), bad))).toBe(true);
    expect(isPoison(n.max(point(0), bad))).toBe(true);
    expect(isPoison(n.sub(bad, bad))).toBe(true);
    expect(n.compare(bad, "==", bad)).toBeUndefined();
    expect(n.select(false, bad, point(2))).toEqual(point(2));
    expect(isPoison(n.select(undefined, bad, point(2)))).toBe(true);
  });
});

describe("a graph in intervals", () => {
  test("knows which element a maximum is, so that its gradient has no undecided branch", () => {
    const x = input("x", [3]);
    const [dx] = gradients(max(relu(mul(x, x))), [x]);
    const data = [1 / 3, -0.7, 0.1].map(n.constant);
    const [value] = evaluateIn(n, [dx as Node], () => ({ dtype: "real", shape: [3], data }));
    const result = value as { data: ArrayLike<Interval> };
    expect(result.data[0]).toEqual(point(0));
    expect(n.toNumber(result.data[1] as Interval)).toBeCloseTo(-1.4, 14);
  });

  test.prop([fc.array(number, { minLength: 4, maxLength: 4 })])("encloses the float value", (data) => {
    const x = input("x", [4]);
    const y = sum(mul(x, x));
    const [value] = evaluateIn(n, [y], () => ({ dtype: "real", shape: [4], data: data.map(point) }));
    const { low, high } = (value as { data: ArrayLike<Interval> }).data[0] as Interval;
    const float = evaluate(y, { x: data }, { system: float64 }).item();
    expect(low - 1e-9).toBeLessThanOrEqual(float);
    expect(high + 1e-9).toBeGreaterThanOrEqual(float);
  });
});

describe("a constant", () => {
  test("that is a large decimal is no float exactly: ten to the powers multiply", () => {
    const ten = (k: number): Interval => n.constant(Number(`1e${k}`));
    for (let a = 1; a < 150; a += 7) {
      for (let b = 1; b < 150; b += 5) {
        const [product, power] = [n.mul(ten(a), ten(b)), ten(a + b)];
        expect(product.low <= power.high && power.low <= product.high).toBe(true);
      }
    }
  });

  test("that is infinite says nothing, not even times 0", () => {
    for (const x of [n.constant(Infinity), n.mul(n.zero, n.constant(-Infinity))]) {
      expect([x.low, x.high]).toEqual([NaN, NaN]);
    }
  });
});

test("a root of a large square is not taken for a whole number that is exact", () => {
  const { low, high } = n.sqrt(point(1e300));
  expect(exact.fixed(low) * exact.fixed(low) < exact.fixed(1) * exact.fixed(1e300)).toBe(true);
  expect(exact.fixed(high) * exact.fixed(high) > exact.fixed(1) * exact.fixed(1e300)).toBe(true);
});

test("0 to a power is 0, 1 or undefined, by the sign of the exponent", () => {
  expect([2, 0.5].map((b) => n.pow(n.zero, n.constant(b)))).toEqual([n.zero, n.zero]);
  expect(n.pow(n.zero, n.zero)).toEqual(n.one);
  for (const b of [-1, -0.5]) {
    expect(n.pow(n.zero, n.constant(b)).low).toBeNaN();
    expect(n.power(n.zero, b).low).toBeNaN();
  }
});

test("the middle of the largest interval is finite", () => {
  expect(n.toNumber({ low: -Number.MAX_VALUE, high: Number.MAX_VALUE })).toBe(0);
});
