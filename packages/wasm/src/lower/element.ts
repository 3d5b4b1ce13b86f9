// The element of a node at a place, as an expression: what has no buffer of its own is computed where it is needed.
import { type Node, UnsupportedError } from "@cadena/graph";
import type { Lowering, NumberSystem } from "@cadena/graph/extend";
import { apply, constant, type Expression, type Place } from "../loops/expression.ts";
import { integers, reals } from "../loops/trace.ts";
import { joined, samePlace, split } from "./place.ts";

/** Reads an element of a node that has a buffer. */
export type Read = (node: Node, place: Place) => Expression;

/** A node cannot be computed element by element where it is needed: it wants a buffer. */
export class NeedsBuffer extends Error {
  readonly node: Node;

  constructor(node: Node) {
    super();
    this.node = node;
  }
}

type AnyMeaning = (n: NumberSystem<Expression, Expression>, ...args: unknown[]) => unknown;

/** Writes elements of nodes as expressions; one for each place, so that what is used twice is computed once. */
export class Elements {
  readonly #hasBuffer: (node: Node) => boolean;
  readonly #read: Read;
  readonly #known = new Map<Node, { place: Place; value: Expression }[]>();

  constructor(hasBuffer: (node: Node) => boolean, read: Read) {
    this.#hasBuffer = hasBuffer;
    this.#read = read;
  }

  /** The element of a node at a place: read, or computed. */
  at(node: Node, place: Place): Expression {
    const uniform = uniformValue(node);
    if (uniform !== undefined) return constant(uniform, node.dtype);
    return this.#hasBuffer(node) ? this.#read(node, place) : this.computed(node, place);
  }

  /** The element of a node at a place, computed from its inputs. */
  computed(node: Node, place: Place): Expression {
    const known = this.#known.get(node) ?? [];
    this.#known.set(node, known);
    const found = known.find((one) => samePlace(one.place, place));
    if (found !== undefined) return found.value;
    const value = this.#fresh(node, place, node.op.lowering?.(node));
    known.push({ place, value });
    return value;
  }

  #fresh(node: Node, place: Place, lowering: Lowering | undefined): Expression {
    const input = (k: number, where: Place): Expression => this.at(node.inputs[k] as Node, where);
    switch (lowering?.kind) {
      case "each": {
        const n = systemOf(node);
        const operands = node.inputs.map((_, k) => input(k, place));
        const value = (lowering.scalar as AnyMeaning)(n, ...operands, node.attributes);
        if (typeof value === "object" && value !== null && "kind" in value) return value as Expression;
        throw new UnsupportedError(`${node}: its meaning gives ${String(value)}`, node);
      }
      case "convert": {
        const [source] = node.inputs as [Node];
        const to = { real: "toReal", integer: "toInteger", boolean: "toBoolean" } as const;
        return source.dtype === node.dtype
          ? input(0, place)
          : apply(to[node.dtype], node.dtype, input(0, place));
      }
      case "move": {
        const [copy, ...others] = lowering.copies;
        if (copy === undefined || others.length > 0) throw new NeedsBuffer(node);
        const covers = copy.extents.reduce((a, b) => a * b, 1) === node.size;
        const parts = covers ? split(place, copy.extents, copy.to) : undefined;
        if (parts === undefined) throw new NeedsBuffer(node);
        return input(copy.input, joined(parts, copy.from));
      }
      default:
        throw new NeedsBuffer(node);
    }
  }
}

/** The number that all elements of a constant have; undefined for any other node. */
export function uniformValue(node: Node): number | undefined {
  const lowering = node.op.lowering?.(node);
  if (lowering?.kind !== "constant") return undefined;
  const { data } = lowering.value;
  return data.length > 0 && data.every((x: number) => Object.is(x, data[0])) ? data[0] : undefined;
}

/** The number system that a node's elements are computed in. */
export const systemOf = ({ inputs }: Node): NumberSystem<Expression, Expression> =>
  inputs.some(({ dtype }) => dtype === "integer") ? integers : reals;
