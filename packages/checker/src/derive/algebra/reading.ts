// Nodes as sums of products. What arithmetic knows no law of, a logarithm or a comparison, is a factor by itself, and keeps
// its form.
import { add, cast, div, mul, type Node, neg, sqrt, square, sub, topological, where } from "@cadena/graph";
import { expressions, type Op } from "@cadena/graph/extend";
import { isLiteral } from "../literal.ts";
import { ops } from "../ops.ts";
import type { NamedSizes } from "../sizes.ts";
import { Arithmetic } from "./arithmetic.ts";
import { Atoms, uniform } from "./atoms.ts";
import { Axes } from "./axes.ts";
import { affirmed, opposite, untied } from "./choices.ts";
import type { Named } from "./naming.ts";
import { isOne, negative, type Sum, type Term, together } from "./terms.ts";

type Reader = (node: Node) => Sum;

/** Reads the formulas of one model. */
export class Algebra {
  readonly arithmetic: Arithmetic;
  readonly #atoms: Atoms;
  readonly #axes: Axes;
  readonly #sums = new Map<Node, Sum>();
  readonly #readers: ReadonlyMap<Op, Reader>;
  readonly #definitions: ReadonlyMap<Node, Node>;
  #names: readonly Named[] | undefined;

  /** @param definitions the definition of each named quantity, by its symbol */
  constructor(sizes: NamedSizes, definitions: ReadonlyMap<Node, Node>) {
    const atoms = new Atoms(sizes, definitions);
    const arithmetic = new Arithmetic(atoms);
    const axes = new Axes(atoms, arithmetic);
    this.#atoms = atoms;
    this.#axes = axes;
    this.#definitions = definitions;
    this.arithmetic = arithmetic;
    const first = (node: Node): Sum => this.#input(node, 0);
    const second = (node: Node): Sum => this.#input(node, 1);
    this.#readers = new Map<Op, Reader>([
      [add.op, (node) => together(first(node), second(node))],
      [ops.addBias, (node) => together(first(node), second(node))],
      [sub.op, (node) => together(first(node), negative(second(node)))],
      [neg.op, (node) => negative(first(node))],
      [mul.op, (node) => arithmetic.product(node.shape, first(node), second(node))],
      [div.op, (node) => arithmetic.product(node.shape, first(node), arithmetic.raised(second(node), -1))],
      [square.op, (node) => arithmetic.raised(first(node), 2)],
      [sqrt.op, (node) => arithmetic.raised(first(node), 1 / 2)],
      [ops.power, (node) => this.#power(node)],
      [ops.broadcastTo, (node) => ({ ...first(node), shape: node.shape })],
      [ops.reshape, (node) => axes.reshaped(node, first(node))],
      [ops.transpose, (node) => axes.transposed(node, first(node))],
      [ops.sum, (node) => axes.total(node, first(node))],
      [ops.mean, (node) => axes.mean(node, first(node))],
      [ops.matmul, (node) => axes.matrixProduct(node, first(node), second(node))],
      [where.op, (node) => this.#choice(node)],
    ]);
  }

  /** A node as a sum of products. */
  read(node: Node): Sum {
    for (const inner of topological([node], (one) => !this.#sums.has(one))) {
      if (!this.#sums.has(inner) && inner.dtype === "real") this.#sums.set(inner, this.#reading(inner));
    }
    return this.#sums.get(node) as Sum;
  }

  /** The quantities that are defined as products, or as powers. */
  get names(): readonly Named[] {
    this.#names ??= [...this.#definitions].flatMap(([symbol, definition]): Named[] => {
      for (const input of definition.inputs) this.read(input);
      const [product, ...others] = this.#unnamed(definition).terms;
      const isNamed = product === undefined || others.length > 0 || isPlain(product);
      return isNamed ? [] : [{ symbol: this.#atoms.base(symbol), product }];
    });
    return this.#names;
  }

  #reading(node: Node): Sum {
    const symbol = this.#atoms.nameOf(node);
    if (symbol !== undefined && symbol !== node) return this.#atoms.factor(symbol, node.shape);
    return this.#unnamed(node);
  }

  #unnamed(node: Node): Sum {
    const { shape } = node;
    const value = uniform(node);
    if (value !== undefined)
      return { shape, terms: value === 0 ? [] : [this.#atoms.number(value, isLiteral(node) || undefined)] };
    const reader = this.#readers.get(node.op);
    if (reader !== undefined) return reader(node);
    if (node.op.kind === "structural" && node.inputs.length === 1)
      return this.#axes.moved(node, this.#input(node, 0));
    const { expand, derivative, expands } = node.op;
    if (expands && derivative === "derived" && expand !== undefined) {
      return this.read(expand(node.inputs, node.attributes, expressions));
    }
    return this.#itself(node);
  }

  #input(node: Node, k: number): Sum {
    return this.#sums.get(node.inputs[k] as Node) as Sum;
  }

  #itself(node: Node): Sum {
    return this.#atoms.factor(this.#atoms.kept(affirmed(node)));
  }

  #power(node: Node): Sum {
    const { exponent } = node.attributes as { readonly exponent: number };
    if (Number.isInteger(2 * exponent)) return this.arithmetic.raised(this.#input(node, 0), exponent);
    return this.#itself(node);
  }

  /** where(c, x, 0) is x [c]. */
  #choice(node: Node): Sum {
    const [condition, a, b] = untied(node).inputs as [Node, Node, Node];
    const isTrue = (truth: Node): Sum => this.#itself(cast(truth, "real"));
    if (this.read(b).terms.length === 0)
      return this.arithmetic.product(node.shape, this.read(a), isTrue(condition));
    if (this.read(a).terms.length === 0) {
      return this.arithmetic.product(node.shape, this.read(b), isTrue(opposite(condition)));
    }
    return this.#itself(node);
  }
}

/** What needs no name: one factor to the power 1, or a product with a number before it. */
const isPlain = ({ coefficient, factors }: Term): boolean =>
  !isOne(coefficient) || factors.length === 0 || (factors.length === 1 && factors[0]?.exponent === 1);
