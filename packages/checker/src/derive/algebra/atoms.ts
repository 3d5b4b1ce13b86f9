// What sums of products are made of: names, numbers in sizes, and sums in parentheses, each known by its number.
import type { Node, Shape } from "@cadena/graph";
import { constantNumber, make, NodeTable } from "@cadena/graph/extend";
import { isLiteral, literal } from "../literal.ts";
import type { Measure, NamedSizes } from "../sizes.ts";
import { type Base, type Factor, kindOf, negative, power, type Sum, type Term } from "./terms.ts";
import { stretchedTo, written } from "./writing.ts";

/** The factors of one model, so that equal ones are known to be equal. */
export class Atoms {
  readonly #sizes: NamedSizes;
  readonly #table = new NodeTable();
  readonly #pages = new Map<Node, Node>();
  /** Sums in parentheses, by what they are made of up to the sign. */
  readonly #bases = new Map<string, { readonly id: number; readonly isFlipped: boolean }>();
  readonly #named = new Map<number, Node>();

  /** @param definitions the definition of each named quantity, by its symbol */
  constructor(sizes: NamedSizes, definitions: ReadonlyMap<Node, Node>) {
    this.#sizes = sizes;
    for (const [symbol, definition] of definitions) this.#named.set(this.#table.idOf(definition), symbol);
  }

  /** The symbol of a quantity that a node is. */
  nameOf(node: Node): Node | undefined {
    return this.#named.get(this.#table.idOf(node));
  }

  base(node: Node): Base {
    return { id: this.#table.idOf(node), node };
  }

  /** A factor that is nothing but a node. */
  factor(node: Node, shape: Shape = node.shape): Sum {
    return { shape, terms: [power(this.base(node))] };
  }

  /** A number other than 0, in sizes. */
  number(value: number, isPlain?: true): Term {
    const measure = this.#sizes.measure(value, isPlain);
    return measure === undefined ? power(this.base(literal(value))) : this.#measured(measure);
  }

  #measured({ fraction, powers }: Measure): Term {
    const factors = [...powers].map(
      ([name, exponent]): Factor => ({ base: this.base(this.#sizes.factor(name)), exponent }),
    );
    return { coefficient: fraction, factors };
  }

  /** The length of an axis, or a product of several. */
  length(size: number): Term {
    return this.#measured(this.#sizes.length(size));
  }

  /** A node as it is, but for names and sizes in it: what arithmetic does not see into keeps its form. */
  kept(node: Node): Node {
    const known = this.#pages.get(node) ?? this.#page(node);
    this.#pages.set(node, known);
    return known;
  }

  #page(node: Node): Node {
    const symbol = this.nameOf(node);
    if (symbol !== undefined) return symbol;
    const value = uniform(node);
    if (value !== undefined && node.dtype === "real" && !isLiteral(node))
      return stretchedTo(this.#sizes.written(value), node.shape);
    const inputs = node.inputs.map((input) => this.kept(input));
    return inputs.every((input, k) => input === node.inputs[k])
      ? node
      : make(node.op, inputs, node.attributes);
  }

  /** The sum in parentheses, with the sign that it was first met with. */
  parenthesised(parts: Sum): { readonly base: Base; readonly isFlipped: boolean } {
    const [key, opposite] = [keyOf(parts), keyOf(negative(parts))];
    const known = this.#bases.get(key);
    const isFlipped = known?.isFlipped ?? false;
    const own = isFlipped ? negative(parts) : parts;
    const node = written(own);
    const id = known?.id ?? this.#table.idOf(node);
    if (known === undefined) {
      this.#bases.set(key, { id, isFlipped: false });
      this.#bases.set(opposite, { id, isFlipped: true });
    }
    return { base: { id, node, parts: own }, isFlipped };
  }
}

const keyOf = ({ terms }: Sum): string =>
  terms
    .map((term) => `${term.coefficient.numerator}/${term.coefficient.denominator} ${kindOf(term)}`)
    .toSorted()
    .join(" + ");

/** The number that all elements of a constant are. */
export function uniform(node: Node): number | undefined {
  const value = constantNumber(node);
  if (value !== undefined || node.inputs.length > 0 || node.op.isLeaf) return value;
  const data = (node.attributes as { value?: { data?: ArrayLike<number> } }).value?.data;
  return data !== undefined && data.length > 0 && Array.from(data).every((x) => x === data[0])
    ? data[0]
    : undefined;
}
