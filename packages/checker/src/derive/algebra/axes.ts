// Sums of products along axes: what goes out of a sum, and what is left of a transpose or a matrix product.
import { matmul, type Node, reshape, type Shape, sum as sumOf, transpose } from "@cadena/graph";
import { type AxesAttributes, commonShape, make } from "@cadena/graph/extend";
import { ops } from "../ops.ts";
import type { Arithmetic } from "./arithmetic.ts";
import type { Atoms } from "./atoms.ts";
import {
  collected,
  type Factor,
  inverse,
  isScalar,
  one,
  power,
  product,
  type Sum,
  scaled,
  type Term,
} from "./terms.ts";
import { stretchedTo, written } from "./writing.ts";

/** The laws of the ops that move elements or add them up. */
export class Axes {
  readonly #atoms: Atoms;
  readonly #arithmetic: Arithmetic;

  constructor(atoms: Atoms, arithmetic: Arithmetic) {
    this.#atoms = atoms;
    this.#arithmetic = arithmetic;
  }

  /** Other axes. */
  reshaped({ shape, inputs: [given] }: Node, sum: Sum): Sum {
    const [outside, inside] = scalarsOf(this.#arithmetic.asTerm(sum));
    if (sum.terms.length === 0 || inside.factors.length === 0) return { shape, terms: sum.terms };
    const from = (given as Node).shape;
    const body = written({ shape: from, terms: [inside] });
    if (endsAlike(shape, body.shape)) return { shape, terms: [product(outside, inside)] };
    const reduced = body.op === ops.sum ? withoutKept(body, shape) : undefined;
    const whole = stretchedTo(body, from);
    const isRow = body.op === ops.matmul && shape.length === 1 && from.length === 2 && from[0] === 1;
    const node = reduced ?? reshape(isRow ? flipped(whole) : whole, shape);
    return { shape, terms: [product(outside, power(this.#atoms.base(node)))] };
  }

  /** Exchanged axes. */
  transposed(node: Node, sum: Sum): Sum {
    const {
      shape,
      attributes,
      inputs: [given],
    } = node;
    if (sum.terms.length === 0) return { shape, terms: [] };
    const [outside, inside] = scalarsOf(this.#arithmetic.asTerm(sum));
    if (inside.factors.length === 0) return { shape, terms: [outside] };
    const body = stretchedTo(
      written({ shape: (given as Node).shape, terms: [inside] }),
      (given as Node).shape,
    );
    const turned = shape.length === 2 ? flipped(body) : make(node.op, [body], attributes);
    return scaled(this.#again(turned), outside);
  }

  /** Elements at other places: numbers stand before it. */
  moved({ op, attributes, shape, inputs: [given] }: Node, sum: Sum): Sum {
    const [outside, inside] = scalarsOf(this.#arithmetic.asTerm(sum));
    if (sum.terms.length === 0) return { shape, terms: [] };
    const from = (given as Node).shape;
    const body = stretchedTo(written({ shape: from, terms: [inside] }), from);
    return scaled(this.#again(make(op, [body], attributes)), outside);
  }

  /** A node that was made of simplified parts, and may be named. */
  #again(node: Node): Sum {
    const symbol = this.#atoms.nameOf(node);
    return this.#atoms.factor(symbol ?? node, node.shape);
  }

  /** A sum along axes. */
  total(node: Node, sum: Sum): Sum {
    const { axes, keepDims } = node.attributes as AxesAttributes;
    const [{ shape: from }] = node.inputs as [Node];
    const each = sum.terms.map((term) => this.#totalOf(term, from, axes, keepDims));
    const isSplit = each.length === 1 || each.some(({ rest }) => rest === undefined);
    if (isSplit) return collected({ shape: node.shape, terms: each.map(({ whole }) => whole) });
    if (each.length === 0) return { shape: node.shape, terms: [] };
    return {
      shape: node.shape,
      terms: [this.#totalOf(this.#arithmetic.asTerm(sum), from, axes, keepDims).whole],
    };
  }

  /** What does not vary along the axes stands before the sum; `rest` is what is left inside. */
  #totalOf(
    term: Term,
    from: Shape,
    axes: readonly number[],
    keepDims: boolean,
  ): { readonly whole: Term; readonly rest: Term | undefined } {
    const varies = ({ base: { node } }: Factor): boolean => {
      const lead = from.length - node.shape.length;
      return axes.some((axis) => (node.shape[axis - lead] ?? 1) !== 1);
    };
    const fits = (factor: Factor): boolean => isScalar(factor) || (keepDims && !varies(factor));
    const before: Term = { coefficient: term.coefficient, factors: term.factors.filter(fits) };
    const inside = term.factors.filter((factor) => !fits(factor));
    const covered = commonShape(inside.map(({ base }) => base.node.shape));
    const lead = from.length - covered.length;
    const missing = axes.filter((axis) => (covered[axis - lead] ?? 1) === 1 && (from[axis] as number) !== 1);
    const count = missing.reduce((size, axis) => size * (from[axis] as number), 1);
    const times = product(before, this.#atoms.length(count));
    if (inside.length === 0) return { whole: times, rest: undefined };
    const rest: Term = { coefficient: one, factors: inside };
    const body = written({ shape: from, terms: [rest] });
    const kept = from.map((size, k) => (missing.includes(k) ? 1 : size));
    const node = sumOf(stretchedTo(body, kept), { axis: axes, keepDims });
    const isAlone = axes.every((axis) => kept[axis] === 1) && keepDims;
    return { whole: product(times, isAlone ? rest : power(this.#atoms.base(node))), rest };
  }

  /** A mean along axes. */
  mean(node: Node, sum: Sum): Sum {
    const { axes } = node.attributes as AxesAttributes;
    const [{ shape: from }] = node.inputs as [Node];
    const count = axes.reduce((size, axis) => size * (from[axis] as number), 1);
    return scaled(this.total(node, sum), inverse(this.#atoms.length(count)));
  }

  /** A matrix product: numbers stand before it. */
  matrixProduct(node: Node, a: Sum, b: Sum): Sum {
    const { shape, inputs } = node;
    if (a.terms.length === 0 || b.terms.length === 0) return { shape, terms: [] };
    const { transposeA, transposeB } = node.attributes as { transposeA: boolean; transposeB: boolean };
    const [left, right] = [a, b].map((sum, k) => {
      const [outside, inside] = scalarsOf(this.#arithmetic.asTerm(sum));
      const { shape: from } = inputs[k] as Node;
      const body = stretchedTo(written({ shape: from, terms: [inside] }), from);
      return { outside, body };
    }) as [{ outside: Term; body: Node }, { outside: Term; body: Node }];
    const outside = product(left.outside, right.outside);
    const joined =
      shape.length === 2
        ? chained([
            ...chainOf(transposeA ? flipped(left.body) : left.body),
            ...chainOf(transposeB ? flipped(right.body) : right.body),
          ])
        : make(node.op, [left.body, right.body], node.attributes);
    return scaled(this.#again(joined), outside);
  }
}

/** Splits a term in its numbers and the rest. */
const scalarsOf = ({ coefficient, factors }: Term): readonly [outside: Term, inside: Term] => [
  { coefficient, factors: factors.filter(isScalar) },
  { coefficient: one, factors: factors.filter((factor) => !isScalar(factor)) },
];

/** Whether a shape is another one behind axes of length 1. */
const endsAlike = (shape: Shape, inner: Shape): boolean => {
  const lead = shape.length - inner.length;
  return lead >= 0 && shape.every((size, k) => (k < lead ? size === 1 : size === inner[k - lead]));
};

/** A sum that kept its axes, without them, where that gives the shape. */
function withoutKept(node: Node, shape: Shape): Node | undefined {
  const { axes } = node.attributes as AxesAttributes;
  const reduced = sumOf(node.inputs[0] as Node, { axis: axes });
  return reduced.shape.join() === shape.join() ? reduced : undefined;
}

/** The transpose of a matrix; that of a product is the product of the transposes. */
function flipped(node: Node): Node {
  if (node.op === ops.transpose) return node.inputs[0] as Node;
  const parts = chainOf(node);
  return parts.length > 1 ? chained(parts.toReversed().map(flipped)) : transpose(node);
}

/** The matrices that a product is made of. */
function chainOf(node: Node): Node[] {
  if (node.op !== ops.matmul || node.shape.length !== 2) return [node];
  const { transposeA, transposeB } = node.attributes as { transposeA: boolean; transposeB: boolean };
  return transposeA || transposeB ? [node] : node.inputs.flatMap(chainOf);
}

const chained = (matrices: readonly Node[]): Node => matrices.reduce((a, b): Node => matmul(a, b));
