// Wrong formulas that are nearly right: in all regions but one, but for a threshold, but for a tiny term. None is exact,
// whatever the seed; right ones that look like them are.
import {
  abs,
  add,
  at,
  constant,
  cos,
  div,
  equal,
  exp,
  greater,
  input,
  less,
  log,
  max,
  maximum,
  mul,
  type Node,
  neg,
  pow,
  relu,
  sigmoid,
  sqrt,
  square,
  sub,
  sum,
  tanh,
  where,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";
import {
  type AnyDerivation,
  type Condition,
  check,
  derivation,
  oneHotVector,
  zeroOrOne,
} from "../src/index.ts";

type Scalars = Record<"u" | "w" | "x" | "y" | "z", Node>;
type Formula = (q: Scalars) => Node;

/** The verdicts at several seeds. */
function verdicts(of: Formula, formula: Formula, seeds = 20, given: Condition[] = []): Set<string> {
  const claim = derivation({
    id: "d",
    title: "Five numbers",
    dimensions: {},
    given,
    build: () => {
      const leaves = [..."uwxyz"].map((name) => [name, input(name, [])] as const);
      return { quantities: Object.fromEntries(leaves) as unknown as Scalars };
    },
  }).claim("c", { of, formula, text: "f" });
  const found = Array.from({ length: seeds }, (_, seed) => check(claim as AnyDerivation, { seed: seed + 1 }));
  return new Set(found.map(({ claims }) => claims[0]?.verdict as string));
}

const positiveProduct = (...factors: Node[]): Node =>
  factors.reduce((product: Node, x) => mul(product, relu(x)), constant(1e-30) as Node);
const step: Formula = ({ x }) => where(greater(x, 0), x, mul(0, x));

/** 2^60 + 9033, the smallest prime of one of the towers, as a product and a sum of whole numbers. */
const prime = add(mul(1099511627776, 1048576), 9033);

describe("a wrong formula is not exact", () => {
  test.each([
    ["in one of six orders", ({ x, y, z }) => maximum(x, maximum(y, z)), ({ x, y }) => maximum(x, y)],
    [
      "where three numbers are positive",
      ({ x, y }) => add(x, y),
      ({ x, y, z }) => add(add(x, y), positiveProduct(x, y, z)),
    ],
    [
      "where the target has more where some of five numbers are positive and others negative",
      ({ u, w, x, y, z }) => add(add(x, y), positiveProduct(neg(u), neg(x), w, y, z)),
      ({ x, y }) => add(x, y),
    ],
    ["far out", ({ x }) => x, ({ x }) => add(x, relu(sub(x, 1e6)))],
    [
      "far out, beside a function that prime fields do not have",
      ({ x, y }) => log(add(exp(x), exp(y))),
      ({ x, y }) => maximum(log(add(exp(x), exp(y))), -1e6),
    ],
    [
      "where the logarithm of a sum is negative",
      ({ x, y, z }) => mul(z, log(add(exp(x), exp(y)))),
      ({ x, y, z }) => mul(z, maximum(log(add(exp(x), exp(y))), -1e-30)),
    ],
    ["behind the sign of a root", ({ x }) => sqrt(square(sub(x, 3))), ({ x }) => sub(3, x)],
    ["by its threshold", step, ({ x }) => where(greater(add(x, 0.1), 0), x, mul(0, x))],
    ["by 1e-30 in its threshold", step, ({ x }) => where(greater(add(x, 1e-30), 0), x, mul(0, x))],
    [
      "by 1e-30 in one operand of a maximum",
      ({ x, y }) => maximum(x, mul(0.5, y)),
      ({ u, x, y }) => maximum(x, mul(add(0.5, mul(1e-30, u)), y)),
    ],
    [
      "by 1e-30 in a threshold that is an operand of another comparison",
      ({ x, y, z }) => add(mul(1e-30, maximum(add(x, mul(1e-30, z)), y)), relu(x)),
      ({ x, y, z }) =>
        add(
          mul(1e-30, maximum(add(x, mul(1e-30, z)), y)),
          where(greater(add(x, mul(1e-30, z)), 0), x, mul(0, x)),
        ),
    ],
    [
      "where two values of relu are both 0",
      ({ y }) => y,
      ({ x, y }) => where(equal(add(relu(x), relu(y)), 0), add(y, 1e-30), y),
    ],
    [
      "where a number that is made by relu is neither positive nor negative",
      () => constant(1),
      ({ x }) => {
        const a = mul(2, relu(x));
        return add(where(less(0, a), 1, 0), where(less(a, 0), 1, 0));
      },
    ],
    ["at a single point", ({ x }) => sigmoid(x), ({ x }) => where(equal(x, 0), 0, sigmoid(x))],
    ["where it divides 0 by 0", ({ x }) => relu(x), ({ x }) => mul(relu(x), div(relu(x), relu(x)))],
    [
      "by the sign of a root of a hidden square",
      ({ x }) => sqrt(add(sub(square(x), mul(6, x)), 9)),
      ({ x }) => sub(3, x),
    ],
    ["by a constant that one prime divides", ({ x }) => x, ({ x, y }) => add(x, mul(1e-40, mul(y, prime)))],
  ] as [string, Formula, Formula][])("%s", (_, of, formula) => {
    expect(verdicts(of, formula)).not.toContain("exact");
  });

  test("for one of two values that a leaf may take", () => {
    const found = verdicts(
      ({ y, z }) => sub(sigmoid(z), y),
      ({ z }) => sub(sigmoid(z), 1),
      20,
      [zeroOrOne("y")],
    );
    expect(found).not.toContain("exact");
  });

  test.each([
    ["tanh¹²", ({ x }) => pow(tanh(x), 12)],
    ["tanh⁴⁰", ({ x }) => pow(tanh(x), 40)],
    ["tanh(tanh²)⁹", ({ x }) => pow(tanh(square(tanh(x))), 9)],
    ["(cos - 1)¹⁰", ({ x }) => pow(sub(cos(x), 1), 10)],
    ["a power by a logarithm", ({ x }) => exp(mul(40, log(square(tanh(x)))))],
  ] as [string, Formula][])(
    "by %s, which is small in p-adic numbers, beside logarithms of sums",
    (_, small) => {
      const found = verdicts(
        ({ y, z }) => mul(y, log(add(1, exp(z)))),
        (q) => add(mul(q.y, add(q.z, log(add(1, exp(neg(q.z)))))), mul(1e-30, small(q))),
        3,
      );
      expect(found).toEqual(new Set(["numeric"]));
    },
  );

  /** The verdicts about vectors of a length that is part of the claim. */
  const ofVectors = (n: number, of: Formula, formula: Formula, given: Condition[] = []): Set<string> => {
    const claim = derivation({
      id: "v",
      title: "Vectors",
      dimensions: { n: { size: n, fixed: true } },
      given,
      build: () => ({ quantities: { x: input("x", [n]), y: input("y", [n]) } as unknown as Scalars }),
    }).claim("c", { of, formula, text: "f" });
    const found = Array.from({ length: 10 }, (_, seed) => check(claim as AnyDerivation, { seed: seed + 1 }));
    return new Set(found.map(({ claims }) => claims[0]?.verdict as string));
  };
  const allOf = (truths: Node[]): Node =>
    truths.reduce((product: Node, one) => mul(product, where(one, 1, 0)), constant(1e-3));

  test("in one of the many regions that its own target has", () => {
    const signs: Formula = ({ x }) => allOf([0, 1, 2, 3, 4, 5, 6].map((i) => greater(at(x, i), 0)));
    const order: Formula = ({ x }) => allOf([0, 1, 2, 3, 4, 5].map((i) => less(at(x, i), at(x, i + 1))));
    const summed: Formula = ({ x }) => sum(relu(x));
    const largest: Formula = ({ x }) => max(x);
    expect(ofVectors(7, summed, (q) => add(summed(q), signs(q)))).not.toContain("exact");
    expect(ofVectors(7, largest, (q) => add(largest(q), order(q)))).not.toContain("exact");
  });

  test("for one of the many values that leaves may take", () => {
    const one = [oneHotVector("y")];
    expect(
      ofVectors(
        11,
        ({ x }) => at(x, 0),
        ({ x, y }) => add(at(x, 0), mul(1e-3, at(y, 10))),
        one,
      ),
    ).not.toContain("exact");
    expect(
      ofVectors(
        11,
        ({ x }) => at(x, 0),
        ({ x, y }) => add(at(x, 0), mul(1e-3, mul(at(y, 10), at(x, 3)))),
        [...one, oneHotVector("x")],
      ),
    ).not.toContain("exact");
  });

  test("of so high a degree that chance is no small matter", () => {
    const exponents = [2, 2, 2, 3, 29, 1656496414665023];
    const one: Formula = ({ x }) => exponents.reduce((a: Node, e) => pow(a, e) as Node, div(x, x));
    expect(
      verdicts(
        ({ x }) => x,
        (q) => mul(q.x, one(q)),
        3,
      ),
    ).not.toContain("exact");
  });
});

describe("a right formula is exact", () => {
  test.each([
    [
      "for a maximum in another order",
      ({ x, y, z }) => maximum(x, maximum(y, z)),
      ({ x, y, z }) => maximum(maximum(z, x), y),
    ],
    ["for a size, as a maximum", ({ x }) => abs(x), ({ x }) => maximum(x, neg(x))],
    ["for a size, as the root of a square", ({ x }) => abs(x), ({ x }) => sqrt(square(x))],
    ["for a multiple under relu", ({ x }) => relu(mul(3, x)), ({ x }) => mul(3, relu(x))],
    ["for the slope of relu by its value", step, ({ x }) => where(greater(relu(x), 0), x, mul(0, x))],
    [
      "for a relu of a positive multiple",
      ({ x, y }) => relu(mul(exp(y), x)),
      ({ x, y }) => mul(exp(y), relu(x)),
    ],
    ["for a power of relu", ({ x }) => square(relu(x)), ({ x }) => mul(x, relu(x))],
    [
      "for two steps as one",
      ({ x }) => sub(relu(x), relu(sub(x, 1))),
      ({ x }) => where(greater(x, 1), 1, where(greater(x, 0), x, 0)),
    ],
    ["for a maximum by relu", ({ x, y }) => maximum(x, y), ({ x, y }) => add(y, relu(sub(x, y)))],
    [
      "for the logarithm of another sum times a number",
      ({ y, z }) => mul(y, log(add(1, exp(z)))),
      ({ y, z }) => mul(y, add(z, log(add(1, exp(neg(z)))))),
    ],
  ] as [string, Formula, Formula][])("%s", (_, of, formula) => {
    expect(verdicts(of, formula, 5)).toEqual(new Set(["exact"]));
  });
});

describe("where enclosures are too wide to tell", () => {
  // (x - y) / (x - y) for x and y that floats do not tell apart.
  const close: Formula = ({ x, y }) => div(sub(add(x, mul(1e-17, y)), x), mul(1e-17, y));
  test("a right formula is exact all the same", () => {
    expect(verdicts(close, ({ x }) => div(x, x), 3)).toEqual(new Set(["exact"]));
  });
  test("a wrong one is not", () => {
    expect(verdicts(close, ({ x }) => div(add(x, 1e-17), x), 3)).toEqual(new Set(["undecided"]));
  });
});
