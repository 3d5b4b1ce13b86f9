// Two products that are taken for each other, and factors of matrices in the wrong order.
import { matmul, mul, type Node, square } from "@cadena/graph";
import { operandsAt } from "../formula.ts";
import type { Edit, Mistake, Place } from "../mistake.ts";
import { factorsOf, is, isMatrix, turned } from "../ops.ts";

/** What becomes of a matrix product when its two factors, as they are used, become others. */
export const multiplied =
  (change: (a: Node, b: Node) => readonly [Node, Node]) =>
  (part: Node): Node => {
    const [a, b] = change(...factorsOf(part));
    return matmul(a, b) as Node;
  };

/** A product element by element where the product of matrices is meant, or the other way round. */
export const product: Mistake = { name: "elementwise against matrix product", edits };

function* edits({ part, operands, text }: Place): Generator<Edit> {
  if (is(part, "times")) {
    const [a, b] = operands as [Node, Node];
    if (!isMatrix(a) || !isMatrix(b)) return;
    const turns = [
      [false, false],
      [true, false],
      [false, true],
    ] as const;
    for (const [first, second] of turns) {
      const [left, right] = [first ? turned(a) : a, second ? turned(b) : b];
      yield {
        cost: first || second ? 1.2 : 0.95,
        instead: operandsAt((x, y) => matmul(first ? turned(x) : x, second ? turned(y) : y) as Node),
        sentence: () =>
          `${text(a)} and ${text(b)} are multiplied elementwise; this wants the matrix product ${text(matmul(left, right) as Node)}`,
      };
    }
  }
  if (is(part, "matrixProduct")) {
    const [a, b] = factorsOf(part);
    if (!isMatrix(a)) return;
    const say = (left: Node, right: Node): string =>
      `${text(a)} and ${text(b)} are multiplied as matrices; this wants the elementwise product ${text(left)} * ${text(right)}`;
    const plain = (node: Node): Node => (is(node, "transpose") ? turned(node) : node);
    if (plain(a) === plain(b)) {
      yield {
        cost: 0.9,
        instead: (one) => square(plain(factorsOf(one)[1])) as Node,
        sentence: () =>
          `${text(a)} and ${text(b)} are multiplied as matrices; this wants the square of each element, ${text(square(plain(b)) as Node)}`,
      };
    }
    yield {
      cost: 0.95,
      instead: (one) => mul(...factorsOf(one)) as Node,
      sentence: () => say(a, b),
    };
    yield {
      cost: 1.2,
      instead: (one) => {
        const [x, y] = factorsOf(one);
        return mul(plain(x), plain(y)) as Node;
      },
      sentence: () => say(plain(a), plain(b)),
    };
    for (const [first, second] of [
      [true, false],
      [false, true],
    ] as const) {
      const [left, right] = [first ? turned(a) : a, second ? turned(b) : b];
      yield {
        cost: 1.25,
        instead: (one) => {
          const [x, y] = factorsOf(one);
          return mul(first ? turned(x) : x, second ? turned(y) : y) as Node;
        },
        sentence: () => say(left, right),
      };
    }
  }
}

/** Factors of matrices that have changed places. */
export const order: Mistake = { name: "the order of factors", edits: orders };

function* orders({ part, parent, text }: Place): Generator<Edit> {
  if (!is(part, "matrixProduct") || !isMatrix(part)) return;
  if (parent !== undefined && is(parent, "matrixProduct")) return;
  const chain = chainOf(part);
  for (let k = 0; k + 1 < chain.length; k++) {
    const [a, b] = [chain[k] as Node, chain[k + 1] as Node];
    yield {
      cost: 1,
      instead: (one) => {
        const factors = chainOf(one);
        const [x, y] = factors.splice(k, 2) as [Node, Node];
        factors.splice(k, 0, y, x);
        return factors.reduce((left, right) => matmul(left, right) as Node);
      },
      sentence: () => `${text(a)} and ${text(b)} stand in the wrong order`,
    };
  }
}

/** The factors of a product of matrices, from the left to the right. */
function chainOf(node: Node): Node[] {
  return is(node, "matrixProduct") ? factorsOf(node).flatMap(chainOf) : [node];
}
