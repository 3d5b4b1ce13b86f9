// What is written is read back: as the same graph where the writing says all, and always as the same value.
import {
  abs,
  add,
  at,
  broadcastTo,
  captureOrigins,
  cast,
  constant,
  div,
  evaluate,
  exp,
  greater,
  input,
  leavesOf,
  less,
  log,
  logSoftmax,
  logSumExp,
  matmul,
  max,
  maximum,
  mean,
  minimum,
  mul,
  type Node,
  neg,
  pow,
  relu,
  same,
  sigmoid,
  sign,
  sin,
  slice,
  softmax,
  softplus,
  sqrt,
  square,
  sub,
  sum,
  Tensor,
  tanh,
  transpose,
  where,
} from "@cadena/graph";
import { evaluateIn } from "@cadena/graph/extend";
import { parse, toLatex, toNumpy, toText } from "@cadena/notation";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { further, notes } from "./formulas.ts";
import { field, leaves, matrix, scalar, values } from "./graphs.ts";

let capturing: boolean;
beforeAll(() => {
  capturing = captureOrigins(false);
});
afterAll(() => {
  captureOrigins(capturing);
});

const scopeOf = (node: Node): Record<string, Node> =>
  Object.fromEntries(leavesOf([node]).map((leaf) => [leaf.name as string, leaf]));

/** Graphs of which the writing says less than all; they are read as another graph of the same value. */
const ambiguous: Readonly<Record<string, string>> = {
  "N6 cost": "a minus before a sum",
  "N6 gradient, the sign outside": "-y / a begins with -y",
  "N12 forward": "a strict sum of a bias is written as a sum",
  "N16 layer": "a strict sum of a bias is written as a sum",
  "N16 two layers": "a strict sum of a bias is written as a sum",
  "N19 as automatic": "products are associative, and a transposing product is one of a transpose",
  "a difference after a plus": "sums are associative",
  "a negative term": "a + -y is a - y",
  "a negative number as a term": "a + -2 is a - 2",
  "a negative matrix in a chain": "the minus belongs to the first factor",
  "log-sigmoid": "it is written by its meaning",
};

describe("a formula of the notes, written and read back,", () => {
  const readable = [...notes, ...further]
    .map(([name, node]) => [name, node] as const)
    .filter(([, node]) => !toText(node).includes("leaky_relu")); // an op of the test's own
  test.each(readable)("%s", (name, node) => {
    for (const text of [toText(node), toLatex(node)]) {
      const back = parse(text, scopeOf(node));
      const isSame = same(back, node);
      if (!isSame) expect(Object.keys(ambiguous), `${text}: ${toText(back)}`).toContain(name);
      const at = pointFor(node);
      expect(numbersOf(evaluate(back, at))).toEqual(numbersOf(evaluate(node, at)));
      expect(toText(back)).toBe(toText(node));
    }
  });
});

/** A point at which all formulas are defined. */
function pointFor(node: Node): Map<Node, Tensor> {
  return new Map(
    leavesOf([node]).map((leaf, k) => {
      const data = Float64Array.from({ length: leaf.size }, (_, i) => (3 + ((7 * i + 5 * k) % 11)) / 16);
      return [leaf, new Tensor(leaf.shape, data)];
    }),
  );
}

/** Values up to the last digits, which another order of the same sum changes. */
function numbersOf({ data }: Tensor): number[] {
  return Array.from(data, (x) => Number(Number(x).toPrecision(12)));
}

type Two = (a: Node, b: Node) => Node;
const unary = [exp, log, tanh, sigmoid, relu, softplus, sqrt, square, abs, sign, sin] as ((
  x: Node,
) => Node)[];
const isSum = ({ op }: Node): boolean => op === add.op || op === sub.op;
const isProduct = ({ op }: Node): boolean => op === mul.op || op === div.op;
const begins = (node: Node): boolean => toText(node).startsWith("-") || toLatex(node).startsWith("-");

/** Sums and products grow to the left, and a minus belongs to the first factor: this is how formulas are read. */
const plus: Two = (a, b) => (isSum(b) || begins(b) ? sub(a, b) : add(a, b));
const times: Two = (a, b) => {
  const scales = a.shape.length === 0 && b.shape.length > 0;
  const isNumeral = leavesOf([a, b]).length === 0; // 2 · 10^-8 is one number
  return isNumeral || (isProduct(b) && !scales) ? div(a, b) : mul(a, b);
};
const minus = (x: Node): Node =>
  isProduct(x) || x.op.name === "matmul" || (x.op.name === "constant" && !begins(x)) ? square(x) : neg(x);

const exponents = fc.constantFrom(-2, -1, 3, 0.5, 2.25);
const constants = fc.constantFrom(1, 2, -3, 0.5, 1e-8, 3e-8, 12_345_678, 0.1).map((x): Node => constant(x));
const axes = fc.record({ axis: fc.constantFrom(0, 1), keepDims: fc.constant(true) });

const written = fc.letrec<{ number: Node; tensor: Node; any: Node }>((tie) => {
  const [s, m, any] = [tie("number"), tie("tensor"), tie("any")];
  const two = (a: fc.Arbitrary<Node>, b: fc.Arbitrary<Node>): fc.Arbitrary<Node> =>
    fc
      .tuple(
        fc.constantFrom<Two[]>(plus, sub as Two, times, div as Two, maximum as Two, minimum as Two),
        a,
        b,
      )
      .map(([op, x, y]) => op(x, y));
  const ofOne = (x: fc.Arbitrary<Node>): fc.Arbitrary<Node>[] => [
    x.map(minus),
    fc.tuple(fc.constantFrom(...unary), x).map(([op, y]) => op(y)),
    fc.tuple(x, exponents).map(([y, e]) => pow(y, e) as Node),
    x.map((y) => cast(greater(y, 0), "real") as Node),
  ];
  const depth = { maxDepth: 4, withCrossShrink: true };
  return {
    any: fc.oneof(s, m),
    number: fc.oneof(
      depth,
      fc.oneof(fc.constantFrom<Node[]>(leaves.s, leaves.t), constants),
      two(s, s),
      ...ofOne(s),
      fc.tuple(s, s).map(([x, y]) => (leavesOf([y]).length > 0 ? (pow(x, y) as Node) : x)),
      fc.tuple(s, s, s).map(([x, y, z]) => where(less(x, y), y, z) as Node),
      m.map((x) => sum(x) as Node),
      m.map((x) => mean(x) as Node),
      m.map((x) => at(x, 0, 1) as Node),
    ),
    tensor: fc.oneof(
      depth,
      fc.constantFrom<Node[]>(leaves.M, leaves.N),
      two(m, any),
      two(s, m),
      ...ofOne(m),
      m.map((x) => transpose(x) as Node),
      fc.tuple(m, m).map(([x, y]) => matmul(x, y as never) as Node),
      fc
        .tuple(fc.constantFrom(softmax, logSoftmax), m, fc.constantFrom(0, 1))
        .map(([op, x, axis]) => op(x, { axis })),
      fc
        .tuple(fc.constantFrom(sum, mean, max, logSumExp), m, axes)
        .map(([op, x, options]) => mul(leaves.M, op(x, options)) as Node),
      m.map((x) => mul(x, slice(x, [[0, 1]])) as Node),
    ),
  };
});

/** What is written in several lines stays so. */
const asNumpy =
  (product: "dot" | "@") =>
  (node: Node): string => {
    const text = toText(node);
    return text.includes("\n") ? text : toNumpy(text, leaves, { product });
  };

test("a matrix product behind * is in parentheses in NumPy, where both hold as much", () => {
  const { M, N } = leaves;
  const text = asNumpy("@")(mul(M, div(matmul(M, N as never), 2)) as Node);
  expect(text).toBe("M * (M @ N) / 2");
});

describe("a random formula is read back as the same graph", () => {
  test.each([
    ["text", toText],
    ["LaTeX", toLatex],
    ["NumPy with np.dot", asNumpy("dot")],
    ["NumPy with @", asNumpy("@")],
  ])("from %s", { timeout: 60_000 }, (_, print) => {
    fc.assert(
      fc.property(written.any, (node) => {
        const text = print(node);
        fc.pre(!text.includes("\n"));
        const back = parse(text, leaves);
        expect(same(back, node), `${text}\n${print(back)}`).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

/** The value of what is asked, or undefined where it divides by zero. */
function whereDefined<R>(compute: () => R): R | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

test("any arithmetic is read back with the same value modulo a prime", {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(fc.oneof(scalar, matrix), values, (node, point) => {
      const at: Readonly<Record<string, unknown>> = point;
      const modulo = (one: Node): unknown =>
        whereDefined(() =>
          evaluateIn(field, [one], ({ name, shape }) => ({
            dtype: "real",
            shape,
            data: [at[name as string]].flat(2) as number[],
          })),
        )?.[0];
      const value = modulo(node);
      fc.pre(value !== undefined);
      for (const print of [toText, toLatex]) {
        const text = print(node);
        fc.pre(!text.includes("\n"));
        const back = parse(text, leaves);
        expect(modulo(back), text).toEqual(value);
      }
    }),
    { numRuns: 400 },
  );
});

test("a stretched quantity whose size counts is read back with its size", () => {
  const m = input("m", []);
  const node = sum(broadcastTo(m, [3]));
  expect(same(parse(toText(node), { m }), node)).toBe(true);
});
