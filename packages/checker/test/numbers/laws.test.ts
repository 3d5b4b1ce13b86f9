// The laws of numbers, in every number system of the checker by one table, and formulas that are no laws.
import type { NumberSystem } from "@cadena/graph/extend";
import { nonzero, positive } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";
import {
  agreement,
  type Dual,
  dual,
  type Interval,
  interval,
  type PAdic,
  pAdic,
  samplePAdic,
  type TowerNumber,
  tower,
} from "../../src/index.ts";
import { type Range, ranges } from "../../src/numbers/range.ts";
import { type Draws, draws } from "../../src/points/random.ts";
import { mayBeIn } from "./mayBeIn.ts";

/** Both sides of an equation between two positive numbers a and b, and a number c of either sign. */
type Law = <T, B>(n: NumberSystem<T, B>, a: T, b: T, c: T) => readonly [T, T];

const laws: Readonly<Record<string, Law>> = {
  "a + c = c + a": (n, a, _, c) => [n.add(a, c), n.add(c, a)],
  "(a + b) + c = a + (b + c)": (n, a, b, c) => [n.add(n.add(a, b), c), n.add(a, n.add(b, c))],
  "a c = c a": (n, a, _, c) => [n.mul(a, c), n.mul(c, a)],
  "(a b) c = a (b c)": (n, a, b, c) => [n.mul(n.mul(a, b), c), n.mul(a, n.mul(b, c))],
  "a (b + c) = a b + a c": (n, a, b, c) => [n.mul(a, n.add(b, c)), n.add(n.mul(a, b), n.mul(a, c))],
  "a + 0 = a": (n, a) => [n.add(a, n.zero), a],
  "1 a = a": (n, a) => [n.mul(n.one, a), a],
  "0 a = 0": (n, a) => [n.mul(n.zero, a), n.zero],
  "a - a = 0": (n, a) => [n.sub(a, a), n.zero],
  "a - c = a + -c": (n, a, _, c) => [n.sub(a, c), n.add(a, n.neg(c))],
  "(a / c) c = a": (n, a, _, c) => [n.mul(n.div(a, c), c), a],
  "a / b + c / b = (a + c) / b": (n, a, b, c) => [n.add(n.div(a, b), n.div(c, b)), n.div(n.add(a, c), b)],
  "e^(a + c) = e^a e^c": (n, a, _, c) => [n.exp(n.add(a, c)), n.mul(n.exp(a), n.exp(c))],
  "e^-c = 1 / e^c": (n, _, __, c) => [n.exp(n.neg(c)), n.div(n.one, n.exp(c))],
  "e^0 = 1": (n) => [n.exp(n.zero), n.one],
  "e^e^(a + c) = e^(e^a e^c)": (n, a, _, c) => [n.exp(n.exp(n.add(a, c))), n.exp(n.mul(n.exp(a), n.exp(c)))],
  "log(a b) = log a + log b": (n, a, b) => [n.log(n.mul(a, b)), n.add(n.log(a), n.log(b))],
  "log(a / b) = log a - log b": (n, a, b) => [n.log(n.div(a, b)), n.sub(n.log(a), n.log(b))],
  "log e^c = c": (n, _, __, c) => [n.log(n.exp(c)), c],
  "e^log a = a": (n, a) => [n.exp(n.log(a)), a],
  "log 1 = 0": (n) => [n.log(n.one), n.zero],
  "√a √a = a": (n, a) => [n.mul(n.sqrt(a), n.sqrt(a)), a],
  "√(a b) = √a √b": (n, a, b) => [n.sqrt(n.mul(a, b)), n.mul(n.sqrt(a), n.sqrt(b))],
  "√c² = |c|": (n, _, __, c) => [n.sqrt(n.mul(c, c)), n.abs(c)],
  "sin² c + cos² c = 1": (n, _, __, c) => [n.add(n.power(n.sin(c), 2), n.power(n.cos(c), 2)), n.one],
  "sin(a + c) = sin a cos c + cos a sin c": (n, a, _, c) => [
    n.sin(n.add(a, c)),
    n.add(n.mul(n.sin(a), n.cos(c)), n.mul(n.cos(a), n.sin(c))),
  ],
  "cos(a + c) = cos a cos c - sin a sin c": (n, a, _, c) => [
    n.cos(n.add(a, c)),
    n.sub(n.mul(n.cos(a), n.cos(c)), n.mul(n.sin(a), n.sin(c))),
  ],
  "tanh c = 2 σ(2c) - 1": (n, _, __, c) => [
    n.tanh(c),
    n.sub(n.mul(n.constant(2), n.sigmoid(n.add(c, c))), n.one),
  ],
  "σ(c) (1 + e^-c) = 1": (n, _, __, c) => [n.mul(n.sigmoid(c), n.add(n.one, n.exp(n.neg(c)))), n.one],
  "softplus c = c + softplus -c": (n, _, __, c) => [n.softplus(c), n.add(c, n.softplus(n.neg(c)))],
  "e^softplus c = 1 + e^c": (n, _, __, c) => [n.exp(n.softplus(c)), n.add(n.one, n.exp(c))],
  "expm1 c = e^c - 1": (n, _, __, c) => [n.expm1(c), n.sub(n.exp(c), n.one)],
  "log1p a = log(1 + a)": (n, a) => [n.log1p(a), n.log(n.add(n.one, a))],
  "c³ = c c c": (n, _, __, c) => [n.power(c, 3), n.mul(c, n.mul(c, c))],
  "c^-2 c² = 1": (n, _, __, c) => [n.mul(n.power(c, -2), n.mul(c, c)), n.one],
  "a^0.5 = √a": (n, a) => [n.power(a, 0.5), n.sqrt(a)],
  "a to the power 3 = a³": (n, a) => [n.pow(a, n.constant(3)), n.power(a, 3)],
  "max(a, c) + min(a, c) = a + c": (n, a, _, c) => [n.add(n.max(a, c), n.min(a, c)), n.add(a, c)],
  "sign(c) |c| = c": (n, _, __, c) => [n.mul(n.sign(c), n.abs(c)), c],
  "sum [a, b, c] = a + b + c": (n, a, b, c) => [n.sum([a, b, c], 0, 1, 3), n.add(n.add(a, b), c)],
  "[a, b] · [c, a] = a c + b a": (n, a, b, c) => [
    n.dot([a, b], 0, 1, [c, a], 0, 1, 2),
    n.add(n.mul(a, c), n.mul(b, a)),
  ],
  "0.1 + 0.2 = 0.3": (n) => [n.add(n.constant(0.1), n.constant(0.2)), n.constant(0.3)],
  "3 (1/3) = 1": (n) => [n.mul(n.constant(3), n.constant(1 / 3)), n.one],
  "a choice drops what is undefined": (n, a) => [n.select(n.truth(true), a, n.div(n.one, n.zero)), a],
  "a decided comparison drops it too": (n, a) => [
    n.select(n.compare(a, "<", n.zero), n.log(n.neg(a)), n.log(a)),
    n.log(a),
  ],
};

const noLaws: Readonly<Record<string, Law>> = {
  "a - b = b - a": (n, a, b) => [n.sub(a, b), n.sub(b, a)],
  "a / b = b / a": (n, a, b) => [n.div(a, b), n.div(b, a)],
  "(a + b)² = a² + b²": (n, a, b) => [n.power(n.add(a, b), 2), n.add(n.power(a, 2), n.power(b, 2))],
  "1 / (a + b) = 1 / a + 1 / b": (n, a, b) => [
    n.div(n.one, n.add(a, b)),
    n.add(n.div(n.one, a), n.div(n.one, b)),
  ],
  "e^(a b) = e^a e^b": (n, a, b) => [n.exp(n.mul(a, b)), n.mul(n.exp(a), n.exp(b))],
  "e^c = 1 + c": (n, _, __, c) => [n.exp(c), n.add(n.one, c)],
  "sin c = c": (n, _, __, c) => [n.sin(c), c],
  "tanh c = σ(2c)": (n, _, __, c) => [n.tanh(c), n.sigmoid(n.add(c, c))],
  "1/3 = 0.33333": (n) => [n.constant(1 / 3), n.constant(0.33333)],
};

/** Whether a law holds at random numbers; undefined where it cannot be said there. */
type Trial = (law: Law, seed: number) => boolean | undefined;

const size = ({ uniform }: Draws): number => 0.25 + 1.25 * uniform();
const [one, another] = [size, (d: Draws) => (d.pick(2) === 0 ? -1 : 1) * size(d)];

const overlap = (x: Interval, y: Interval): boolean => x.low <= y.high && y.low <= x.high;
const isNarrow = ({ low, high }: Interval): boolean => high - low < 1e-9 * Math.max(1, Math.abs(low));
const point = (x: number): Interval => ({ low: x, high: x });

const inTower: Trial = (law, seed) => {
  const n = tower({ levels: 3, seed });
  const sides = law(n, n.draw(positive), n.draw(positive), n.draw(nonzero));
  if (sides.some(({ trouble }: TowerNumber) => trouble?.kind === "retry")) return undefined;
  return n.equal(...sides) === "equal";
};

const formal = pAdic("formal", 20);
const inPAdics: Trial = (law, seed) => {
  const d = draws(seed);
  const sample = (x: number): PAdic => samplePAdic(d.uniform, formal.digits, x, { valuation: 0 });
  const { answer } = agreement(...law(formal, sample(one(d)), sample(one(d)), sample(another(d))));
  return answer === "unknown" ? undefined : answer === "equal";
};

const inIntervals: Trial = (law, seed) => {
  const d = draws(seed);
  const [x, y] = law(interval, point(one(d)), point(one(d)), point(another(d)));
  return isNarrow(x) && isNarrow(y) && overlap(x, y);
};

/** Values and slopes are intervals, so that a wrong slope cannot hide in rounding. */
const inDuals: Trial = (law, seed) => {
  const d = draws(seed);
  const along = (x: number): Dual<Interval> => ({ value: point(x), tangent: point(another(d)) });
  const [x, y] = law(dual(interval), along(one(d)), along(one(d)), along(another(d)));
  const parts = [
    [x.value, y.value],
    [x.tangent, y.tangent],
  ] as const;
  return parts.every(([p, q]) => isNarrow(p) && isNarrow(q) && overlap(p, q));
};

/** The range that is known of a number where it is given as a constant. */
const inRanges: Trial = (law, seed) => {
  const d = draws(seed);
  const numbers = [one(d), one(d), another(d)] as const;
  const [a, b, c] = numbers.map(ranges.constant) as [Range, Range, Range];
  const [x, y, z] = numbers.map(point) as [Interval, Interval, Interval];
  const enclosed = law(interval, x, y, z);
  return law(ranges, a, b, c).every((side, k) => mayBeIn(side, enclosed[k] as Interval));
};

/** The answers at 20 seeds, where there are any. */
const answers = (trial: Trial, law: Law): boolean[] =>
  Array.from({ length: 20 }, (_, seed) => trial(law, seed)).filter((answer) => answer !== undefined);

describe.each([
  ["the tower", inTower],
  ["the p-adic numbers", inPAdics],
  ["intervals", inIntervals],
  ["dual numbers over intervals", inDuals],
] as const)("in %s", (_, trial) => {
  test.each(Object.entries(laws))("%s", (__, law) => {
    const found = answers(trial, law);
    expect(found.length).toBeGreaterThan(2);
    expect(found).not.toContain(false);
  });

  test.each(Object.entries(noLaws))("it is not so that %s", (__, law) => {
    const found = answers(trial, law);
    expect(found.length).toBeGreaterThan(2);
    expect(found).not.toContain(true);
  });
});

test.each(Object.entries({ ...laws, ...noLaws }))("both sides of %s lie in their ranges", (_, law) => {
  expect(answers(inRanges, law)).not.toContain(false);
});

test("the same seed gives the same p-adic numbers, and another seed others", () => {
  const numbers = (seed: number): PAdic[] => {
    const d = draws(seed);
    const x = samplePAdic(d.uniform, formal.digits, one(d), { valuation: 0 });
    return [x, formal.exp(x), formal.log(x), formal.tanh(x)];
  };
  expect(numbers(7)).toEqual(numbers(7));
  expect(numbers(7).map(({ unit }) => unit)).not.toEqual(numbers(8).map(({ unit }) => unit));
});
