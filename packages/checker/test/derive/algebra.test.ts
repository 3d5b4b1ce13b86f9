// The laws of sums of products: whatever is done to a formula, its values stay what they are; and each size has its name.
import {
  add,
  captureOrigins,
  constant,
  div,
  evaluate,
  exp,
  input,
  leavesOf,
  matmul,
  mean,
  mul,
  type Node,
  neg,
  sqrt,
  square,
  sub,
  substitute,
  sum,
  type Tensor,
  transpose,
} from "@cadena/graph";
import { toText } from "@cadena/notation";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cancelled, expanded } from "../../src/derive/algebra/expanding.ts";
import { withNames } from "../../src/derive/algebra/naming.ts";
import { Algebra } from "../../src/derive/algebra/reading.ts";
import { collected } from "../../src/derive/algebra/terms.ts";
import { whollyWritten, written } from "../../src/derive/algebra/writing.ts";
import { costOf } from "../../src/derive/search/cost.ts";
import { NamedSizes } from "../../src/derive/sizes.ts";
import { onPage } from "../../src/derive/transport.ts";

captureOrigins(false);

const sizes = { n: 3, m: 5 };
const [n, m] = [input("n", []), input("m", [])] as [Node, Node];
const named = (literals: readonly number[] = []): NamedSizes =>
  new NamedSizes(new Map([n, m].map((size) => [size.name as string, size])), sizes, [], new Set(literals));

const [X, Y, c, s] = [input("X", [3, 5]), input("Y", [3, 5]), input("c", [3, 1]), input("s", [])];
const H = input("H", [3, 5]);
const values = {
  X: Array.from({ length: 3 }, (_, i) =>
    Array.from({ length: 5 }, (__, j) => 0.3 + ((7 * i + 3 * j) % 11) / 7),
  ),
  Y: Array.from({ length: 3 }, (_, i) =>
    Array.from({ length: 5 }, (__, j) => 0.4 + ((5 * i + 2 * j) % 13) / 9),
  ),
  c: [[0.7], [1.3], [0.9]],
  s: 1.7,
};

/** Expressions of one shape, of all that the algebra knows laws of. */
const formulas: fc.Arbitrary<Node> = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthSize: "small", withCrossShrink: true },
    fc.constantFrom<Node>(X, Y, mul(c, X), mul(s, Y), mul(1 / 5, X)),
    fc.tuple(fc.constantFrom(add, sub, mul), tie("node"), tie("node")).map(([op, a, b]): Node => op(a, b)),
    tie("node").map((a): Node => div(a, add(1, square(a)))),
    tie("node").map((a): Node => neg(a)),
    tie("node").map((a): Node => div(square(a), X)),
    tie("node").map((a): Node => mul(a, sqrt(Y))),
    tie("node").map((a): Node => mul(sum(a, { axis: 1, keepDims: true }), X)),
    tie("node").map((a): Node => sub(a, mean(a, { axis: 0, keepDims: true }))),
    tie("node").map((a): Node => matmul(matmul(a, transpose(X)), Y) as Node),
    tie("node").map((a): Node => transpose(mul(2, transpose(a)))),
    tie("node").map((a): Node => mul(exp(neg(mul(s, c))), a)),
  ),
})).node;

function numbersOf(node: Node): Float64Array {
  const all: Record<string, unknown> = { ...values, ...sizes };
  const used = leavesOf([node]).map(({ name = "" }) => [name, all[name]] as const);
  const found = evaluate([node], Object.fromEntries(used) as never)[0] as unknown as Tensor;
  return Float64Array.from(found.data as Float64Array);
}

function expectSame(formula: Node, original: Node): void {
  const [a, b] = [numbersOf(formula), numbersOf(original)];
  const size = b.reduce((most, x) => Math.max(most, Math.abs(x)), 1);
  for (const [k, x] of a.entries()) {
    expect(Math.abs(x - (b[k] as number)), toText(formula)).toBeLessThan(1e-9 * size);
  }
}

describe("a formula keeps its values", () => {
  test("when it is read, multiplied out, gathered, factored and named", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(formulas, (node) => {
        const algebra = new Algebra(named(), new Map([[H, div(X, add(1, square(X)))]]));
        const read = algebra.read(node);
        const long = expanded(cancelled(read));
        const forms = [read, cancelled(read), algebra.arithmetic.factored(read)];
        const more = long === undefined ? [] : [long, collected(long)];
        for (const form of [...forms, ...more]) {
          const bare = whollyWritten(form);
          expectSame(withoutName(bare), node);
          expectSame(withoutName(whollyWritten(withNames(form, algebra.names))), node);
        }
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});

/** H written out. */
const withoutName = (node: Node): Node =>
  substitute([node], new Map([[H, div(X, add(1, square(X)))]]))[0] as Node;

describe("what a teacher would write is what is written:", () => {
  const algebra = new Algebra(named(), new Map());
  const [a, y] = [input("a", []), input("y", [])];
  test.each<[string, Node, string]>([
    ["numbers in front", mul(div(X, 5), 2), "(2 / m) X"],
    [
      "numbers before a sum",
      sum(mul(1 / 5, X), { axis: 1, keepDims: true }),
      "(1 / m) sum(X, axis=1, keepDims)",
    ],
    [
      "what is the same along an axis before a sum",
      sum(mul(c, X), { axis: 1, keepDims: true }),
      "c * sum(X, axis=1, keepDims)",
    ],
    ["a size for the sum of a constant", sum(mul(c, div(X, X)), { axis: 1, keepDims: true }), "m c"],
    ["a transposed product by its factors", transpose(matmul(X, transpose(Y))), "Y Xᵀ"],
    ["positive terms first", sub(neg(y), neg(a)), "a - y"],
  ])("%s", (_, node, text) => {
    expect(toText(written(algebra.read(node)))).toBe(text);
  });

  test("fractions that cancel are gone, and like terms gathered", () => {
    const slope = mul(a, sub(1, a));
    const before = mul(add(neg(div(y, a)), div(sub(1, y), sub(1, a))), slope);
    const short = cancelled(algebra.read(before));
    expect(toText(written(short))).toBe("-y * (1 - a) + (1 - y) * a");
    const long = expanded(short);
    expect(long && toText(written(long))).toBe("-y + y * a + a - y * a");
    expect(long && toText(written(collected(long)))).toBe("a - y");
  });

  test("a shorter formula costs less", () => {
    expect(costOf(sub(a, y))).toBeLessThan(costOf(mul(a, sub(1, y))));
    expect(costOf(mul(a, sub(1, a)))).toBeLessThanOrEqual(costOf(sub(a, square(a))));
  });
});

describe("sizes", () => {
  test("are known by their primes, in fractions and products too", () => {
    expect(toText(named().written(1 / 30))).toBe("1 / (2 * m * n)");
    expect(named().shape([3, 5, 15, 4])).toEqual(["n", "m", "m n", "4"]);
    expect(named().elsewhere(2 / 15, { n: 7, m: 2 })).toBe(1 / 7);
  });

  test("are not seen in numbers that a model has at all sizes, but in lengths", () => {
    const names = named([3]);
    expect(toText(names.written(3))).toBe("3");
    expect(names.shape([3])).toEqual(["n"]);
    expect(toText(onPage(mul(constant(5), s), names))).toBe("m * s");
  });
});
