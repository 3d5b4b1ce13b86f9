// The element of a node at a place, as an expression: what has no buffer of its own is computed where it is needed.
import { float64, type Node } from "@cadena/graph";
import { type Copy, dense, int32, type Lowering } from "@cadena/graph/extend";
import { apply, constant, counted, type Expression, type Place } from "../loops/expression.ts";
import { integers } from "../loops/trace.ts";
import { loweringOf, systemOf, traced } from "./lowering.ts";
import { joined, lookedUp, samePlace, split } from "./place.ts";

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
    const value = this.#fresh(node, place, loweringOf(node));
    known.push({ place, value });
    return value;
  }

  #fresh(node: Node, place: Place, lowering: Lowering | undefined): Expression {
    const input = (k: number, where: Place): Expression => this.at(node.inputs[k] as Node, where);
    switch (lowering?.kind) {
      case "each": {
        const operands = node.inputs.map((_, k) => input(k, place));
        return traced(lowering.scalar, systemOf(node), operands, node.attributes) as Expression;
      }
      case "convert": {
        const [source] = node.inputs as [Node];
        const to = { real: "toReal", integer: "toInteger", boolean: "toBoolean" } as const;
        return source.dtype === node.dtype
          ? input(0, place)
          : apply(to[node.dtype], node.dtype, input(0, place));
      }
      case "move": {
        const copy = isCovered(node, lowering.copies) ? lowering.copies[0] : undefined;
        const parts = copy && split(place, copy.extents, copy.to);
        if (copy === undefined || parts === undefined) throw new NeedsBuffer(node);
        return input(copy.input, joined(parts, copy.from));
      }
      case "indicate": {
        const [source] = node.inputs as [Node];
        const parts = split(place, node.shape, dense(node.shape));
        if (parts === undefined) throw new NeedsBuffer(node);
        const others = parts.toSpliced(lowering.axis, 1);
        const index = counted(parts[lowering.axis] as Place);
        const isThere = integers.compare(input(0, joined(others, dense(source.shape))), "==", index);
        return apply("toReal", "real", isThere);
      }
      case "count": {
        const parts = split(place, node.shape, dense(node.shape));
        if (parts === undefined) throw new NeedsBuffer(node);
        return counted(parts[lowering.axis] as Place);
      }
      case "lookUp": {
        const [source, indices] = node.inputs as [Node, Node];
        const parts = split(place, node.shape, dense(node.shape));
        if (parts === undefined) throw new NeedsBuffer(node);
        const { axis } = lowering;
        const own = parts.splice(axis, indices.shape.length);
        const index = input(1, joined(own, dense(indices.shape)));
        parts.splice(axis, 0, lookedUp(index, source.shape[axis] as number));
        return input(0, joined(parts, dense(source.shape)));
      }
      default:
        throw new NeedsBuffer(node);
    }
  }
}

/** The numbers that all elements of nodes have, as far as they are constant. */
const uniform = new WeakMap<Node, { readonly value: number | undefined }>();

/** The number that all elements of a node have, where it is made from constants alone; undefined elsewhere. */
export function uniformValue(node: Node): number | undefined {
  const known = uniform.get(node);
  if (known !== undefined) return known.value;
  const value = node.op.isLeaf || node.size === 0 ? undefined : uniformOf(node, loweringOf(node));
  uniform.set(node, { value });
  return value;
}

function uniformOf(node: Node, lowering: Lowering | undefined): number | undefined {
  if (lowering?.kind === "constant") {
    const { data } = lowering.value;
    return data.every((x: number) => Object.is(x, data[0])) ? data[0] : undefined;
  }
  const isFolded =
    lowering?.kind === "each" || (lowering?.kind === "move" && isCovered(node, lowering.copies));
  if (!isFolded) return undefined;
  const values = node.inputs.map(uniformValue);
  if (values.some((value) => value === undefined)) return undefined;
  if (lowering.kind === "move") return values[lowering.copies[0]?.input ?? 0];
  const n = node.inputs.some(({ dtype }) => dtype === "integer") ? int32 : float64;
  return Number((lowering.scalar as (...inputs: unknown[]) => unknown)(n, ...values, node.attributes));
}

/** Whether one copy fills a whole node. */
export const isCovered = ({ size }: Node, copies: readonly Copy[]): boolean =>
  copies.length === 1 && (copies[0] as Copy).extents.reduce((a, b) => a * b, 1) === size;
