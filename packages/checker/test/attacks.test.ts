// Wrong formulas that are nearly right: in all regions but one, but for a threshold, but for a tiny term. None is exact,
// whatever the seed; right ones that look like them are.
import {
  abs,
  add,
  constant,
  div,
  exp,
  greater,
  input,
  log,
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
  tanh,
  where,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { type AnyDerivation, type Condition, check, derivation, zeroOrOne } from "../src/index.ts";

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
    ["behind the sign of a root", ({ x }) => sqrt(square(sub(x, 3))), ({ x }) => sub(3, x)],
    ["by its threshold", step, ({ x }) => where(greater(add(x, 0.1), 0), x, mul(0, x))],
    ["by 1e-30 in its threshold", step, ({ x }) => where(greater(add(x, 1e-30), 0), x, mul(0, x))],
    [
      "by 1e-30 in one operand of a maximum",
      ({ x, y }) => maximum(x, mul(0.5, y)),
      ({ u, x, y }) => maximum(x, mul(add(0.5, mul(1e-30, u)), y)),
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

  test.each([12, 40])("by the %dth power of a small p-adic number, beside logarithms of sums", (power) => {
    const found = verdicts(
      ({ y, z }) => mul(y, log(add(1, exp(z)))),
      ({ x, y, z }) => add(mul(y, add(z, log(add(1, exp(neg(z)))))), mul(1e-30, pow(tanh(x), power)) as Node),
      3,
    );
    expect(found).toEqual(new Set(["numeric"]));
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
