// Sums of products as nodes, in the order of a textbook: numbers in front, matrix products before the other factors,
// fractions where exponents are negative.
import {
  add,
  broadcastTo,
  div,
  mul,
  type Node,
  neg,
  pow,
  type Shape,
  sqrt,
  square,
  sub,
} from "@cadena/graph";
import { exact } from "@cadena/graph/extend";
import type { Fraction } from "../../numbers/tower/fraction.ts";
import { literal } from "../literal.ts";
import { ops } from "../ops.ts";
import { type Factor, isScalar, type Sum, type Term } from "./terms.ts";

/** A sum as a node, of the smallest shape that stretches to the sum's. */
export function written({ terms }: Sum): Node {
  const [first, ...others] = ordered(terms);
  if (first === undefined) return literal(0);
  let total = isNegative(first) ? neg(writtenTerm(opposite(first))) : writtenTerm(first);
  for (const term of others) {
    total = isNegative(term) ? sub(total, writtenTerm(opposite(term))) : add(total, writtenTerm(term));
  }
  return total;
}

/** A sum as a node of its whole shape. */
export const whollyWritten = (sum: Sum): Node => stretchedTo(written(sum), sum.shape);

/** A node of a given shape. */
export const stretchedTo = (node: Node, shape: Shape): Node =>
  node.shape.join() === shape.join() ? node : broadcastTo(node, shape);

/** a - y rather than -y + a, and the shorter term first where the other one is negative. */
function ordered(terms: readonly Term[]): readonly Term[] {
  const [first] = terms;
  const positive = terms.find((term) => !isNegative(term));
  if (first === undefined || positive === undefined || !isNegative(first)) return terms;
  const [own, other] = [partsOf(first), partsOf(positive)];
  const isSwapped = other < own || (own < 2 && terms.length === 2);
  return isSwapped ? [positive, ...terms.filter((term) => term !== positive)] : terms;
}

const partsOf = ({ coefficient: { numerator, denominator }, factors }: Term): number =>
  factors.length + (numerator ** 2n === denominator ** 2n ? 0 : 1);

const isNegative = ({ coefficient }: Term): boolean => coefficient.numerator < 0n;

const opposite = ({ coefficient: { numerator, denominator }, factors }: Term): Term => ({
  coefficient: { numerator: -numerator, denominator },
  factors,
});

function writtenTerm({ coefficient, factors }: Term): Node {
  const decimal = decimalOf(coefficient);
  const { numerator, denominator } = coefficient;
  const scalars = factors.filter(isScalar);
  const tensors = factors.filter((factor) => !isScalar(factor)).toSorted((a, b) => rank(a) - rank(b));
  const numbers = (sign: 1 | -1, whole: bigint): Node | undefined =>
    multiplied([...(whole === 1n ? [] : [literal(Number(whole))]), ...powers(scalars, sign)]);
  const [above, below] =
    decimal === undefined
      ? [numbers(1, numerator), numbers(-1, denominator)]
      : [multiplied([literal(decimal), ...powers(scalars, 1)]), numbers(-1, 1n)];
  const [body, under] = [multiplied(powers(tensors, 1)), multiplied(powers(tensors, -1))];
  if (body === undefined && under === undefined) {
    return below === undefined ? (above ?? literal(1)) : div(above ?? 1, below);
  }
  if (body === undefined) {
    const bottom = below === undefined ? (under as Node) : mul(below, under as Node);
    return div(above ?? 1, bottom);
  }
  if (under !== undefined) {
    return div(
      above === undefined ? body : mul(above, body),
      below === undefined ? under : mul(below, under),
    );
  }
  if (above === undefined && below === undefined) return body;
  const scalar = below === undefined ? (above as Node) : div(above ?? 1, below);
  const [first, ...others] = powers(tensors, 1) as [Node, ...Node[]];
  return multiplied([mul(scalar, first), ...others]) as Node;
}

/** 0.134145 rather than 26829 / 200000; small fractions stay what they are. */
function decimalOf({ numerator, denominator }: Fraction): number | undefined {
  const digits = String(denominator).length + 8;
  const scale = 10n ** BigInt(digits);
  if (denominator <= 10n || scale % denominator !== 0n) return undefined;
  const value = Number(numerator) / Number(denominator);
  const known = exact(value);
  const isSame = known.numerator === numerator && known.denominator === denominator;
  return isSame && known.times === undefined ? value : undefined;
}

const rank = ({ base: { node } }: Factor): number =>
  node.op === ops.matmul ? 0 : node.op === ops.sum ? 2 : 1;

const multiplied = (nodes: readonly Node[]): Node | undefined =>
  nodes.length === 0 ? undefined : nodes.reduce((a, b): Node => mul(a, b));

/** The powers above, or below the bar. */
function powers(factors: readonly Factor[], sign: 1 | -1): Node[] {
  return factors.flatMap(({ base, exponent }) =>
    sign * exponent > 0 ? [raised(base.node, sign * exponent)] : [],
  );
}

function raised(base: Node, exponent: number): Node {
  if (exponent === 1) return base;
  if (exponent === 1 / 2) return sqrt(base);
  return exponent === 2 ? square(base) : pow(base, exponent);
}
