// Random graphs of arithmetic over two numbers and two matrices, and their values modulo a prime.
import {
  add,
  constant,
  div,
  float64,
  input,
  matmul,
  mul,
  type Node,
  neg,
  pow,
  sub,
  transpose,
} from "@cadena/graph";
import { type NumberSystem, numberSystem } from "@cadena/graph/extend";
import fc from "fast-check";
import { inverse, type Matrix, mod, prime } from "./reader.ts";

/** Numbers modulo a prime, in which no rounding hides a mistake. */
export const field: NumberSystem<number, 0 | 1> = numberSystem({
  ...float64,
  name: "numbers modulo a prime",
  constant: mod,
  add: (a, b) => mod(a + b),
  sub: (a, b) => mod(a - b),
  mul: (a, b) => mod(a * b),
  div: (a, b) => mod(a * inverse(b)),
  neg: (a) => mod(-a),
});

/** The leaves of the graphs. */
export const leaves = { s: input("s", []), t: input("t", []), M: input("M", [2, 2]), N: input("N", [2, 2]) };

type Two = (a: Node, b: Node) => Node;
const elementwise: Two[] = [add, sub, mul, div];
const exponents = fc.constantFrom(-2, -1, 2, 3);

export const { matrix, scalar } = fc.letrec<{ scalar: Node; matrix: Node; any: Node }>((tie) => {
  const [s, m, any] = [tie("scalar"), tie("matrix"), tie("any")];
  const two = (a: fc.Arbitrary<Node>, b: fc.Arbitrary<Node>) =>
    fc.tuple(fc.constantFrom(...elementwise), a, b).map(([op, x, y]) => op(x, y));
  const depth = { maxDepth: 5, withCrossShrink: true };
  return {
    any: fc.oneof(s, m),
    scalar: fc.oneof(
      depth,
      fc.oneof(
        fc.constantFrom(leaves.s, leaves.t),
        fc.integer({ min: -9, max: 9 }).map((x) => constant(x)),
      ),
      two(s, s),
      s.map((x) => neg(x)),
      fc.tuple(s, exponents).map(([x, e]) => pow(x, e)),
    ),
    matrix: fc.oneof(
      depth,
      fc.constantFrom(leaves.M, leaves.N),
      two(m, any),
      two(any, m),
      m.map((x) => neg(x)),
      m.map((x) => transpose(x) as Node),
      fc.tuple(m, exponents).map(([x, e]) => pow(x, e) as Node),
      fc
        .tuple(m, m, fc.boolean(), fc.boolean())
        .map(([x, y, transposeA, transposeB]) => matmul(x, y as never, { transposeA, transposeB }) as Node),
    ),
  };
});

const element = fc.integer({ min: 1, max: prime - 1 });
const square = fc.array(element, { minLength: 4, maxLength: 4 }).map(
  ([a, b, c, d]): Matrix => [
    [a!, b!],
    [c!, d!],
  ],
);
/** Values for the leaves. */
export const values = fc.record({ s: element, t: element, M: square, N: square });
