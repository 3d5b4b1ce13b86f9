// Engine B: two sides in p-adic numbers, where the logarithm of a sum keeps its laws.
import type { Node } from "@cadena/graph";
import type { NumberSystem } from "@cadena/graph/extend";
import { agreement, type PAdic, type PAdicSystem, pAdic, samplePAdic } from "../numbers/padic/index.ts";
import { abstraction, alike, factsOf } from "../numbers/tower/abstract.ts";
import type { Points } from "../points/points.ts";
import { longDraws } from "../points/random.ts";
import type { Pair } from "./holding.ts";
import { elements, prepared } from "./program.ts";

/** So many points must agree, where there are no regions. */
export const formalPoints = 3;

/** Beyond so many digits, numbers are too long to compute with. */
const most = 256;

/** Why two sides are not equal in p-adic numbers for certain; undefined where they agree at so many points. */
export function formalReason(
  { claimed, target }: Pair,
  points: Points,
  seed: number,
  wanted: number,
): string | undefined {
  const digits = 8 + largestOrder([claimed, target]);
  if (digits > most) return "its logarithms are of too many sums to be compared in p-adic numbers";
  const n = systemOf(digits);
  const evaluate = prepared([claimed, target]);
  for (let index = 0; index < wanted; index++) {
    const { uniform } = longDraws(seed, "formal", index);
    const fresh = (shadow: number): PAdic => samplePAdic(uniform, n.digits, shadow, { valuation: 0 });
    const [a, b] = evaluate(n, points.at(n, index, fresh)).map((value) => elements(n, value));
    for (const [i, y] of Array.from(b ?? []).entries()) {
      const x = a?.[i] as PAdic;
      // The p-adic logarithm is one of negative numbers too.
      if (!Number.isFinite(x.shadow) || !Number.isFinite(y.shadow)) return "a value is not finite at a point";
      const found = agreement(x, y);
      if (found.answer === "different") return "the two sides differ in p-adic numbers";
      if (found.answer === "unknown") return found.reason;
    }
  }
  return undefined;
}

/** Number systems are remembered, since loops are compiled for each. */
const systems = new Map<number, PAdicSystem>();

function systemOf(digits: number): PAdicSystem {
  const known = systems.get(digits) ?? pAdic("formal", digits);
  systems.set(digits, known);
  return known;
}

/** By which power of p a number may be divisible at most without being 0. */
interface Order {
  readonly order: number;
  /** That of a sum in which its constant part cancels: of e^x - 1 for e^x. */
  readonly remainder: number;
  /** That of what it is the logarithm of, or a sum of logarithms. */
  readonly ofPower: number;
  /** The size of a constant. */
  readonly size?: number;
}

const unit: Order = { order: 0, remainder: 0, ofPower: 0 };

const both = (a: Order, b: Order, of: (x: number, y: number) => number): Order => ({
  order: of(a.order, b.order),
  remainder: of(a.remainder, b.remainder),
  ofPower: a.ofPower + b.ofPower,
});

const plus = (x: number, y: number): number => x + y;

/** Where exponentials nearly cancel, what remains of a sum is smaller; with every term one more power of p may go. */
function sum(a: Order, b: Order): Order {
  const remainder = Math.max(a.remainder, b.remainder);
  const order = Math.max(a.order, b.order, remainder) + (remainder > 0 ? 1 : 0);
  return { order, remainder: Math.max(order, remainder), ofPower: a.ofPower + b.ofPower };
}

const product = (a: Order, b: Order): Order => ({
  ...both(a, b, plus),
  ofPower: a.ofPower * Math.max(1, b.size ?? 1) + b.ofPower * Math.max(1, a.size ?? 1),
});

/** Of a power series, the constant term of which cancels in a remainder; its first term is of a degree. */
const series = ({ order, remainder }: Order, degree: number): number =>
  degree * (Math.max(order, remainder) + 1);

const orders: NumberSystem<Order, null> = abstraction<Order>({
  name: "powers of p",
  zero: unit,
  one: unit,
  constant: (x) => ({ ...unit, size: Math.abs(x) }),
  add: sum,
  mul: product,
  div: (a, b) => both(a, b, plus),
  join: (a, b) => both(a, b, Math.max),
  opaque: () => ({ ...unit, order: Infinity }),
  exp: (x) => ({ order: x.ofPower, remainder: x.ofPower + series(x, 1), ofPower: 0 }),
  log: (x) => ({ order: series(x, 1), remainder: series(x, 1), ofPower: x.order }),
  sqrt: (x) => x,
  sin: (x) => ({ order: series(x, 1), remainder: series(x, 3), ofPower: 0 }),
  cos: (x) => ({ order: 0, remainder: series(x, 2), ofPower: 0 }),
});

/** What a difference of formulas may be divisible by although they differ, as the number of operations tells. */
const largestOrder = (nodes: readonly Node[]): number =>
  factsOf(orders, nodes, alike(unit)).reduce((most, { order }) => Math.max(most, order), 0);
