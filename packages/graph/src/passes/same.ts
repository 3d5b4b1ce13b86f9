// Structural equality. Leaves are equal only to themselves; everything else by op, attributes and inputs.
import type { Node } from "../node/node.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { Like } from "../types/like.ts";
import { onInputs, rebuild } from "./rebuild.ts";
import { TensorTable } from "./tensors.ts";
import { topological } from "./topological.ts";

/** Gives what is the same thing the same number, and writes attributes such that equal ones are written equally. */
export class Identities {
  readonly #known = new Map<unknown, number>();
  readonly #tensors = new TensorTable();

  /** The number of a thing. */
  of(value: unknown): number {
    const known = this.#known.get(value) ?? this.#known.size;
    this.#known.set(value, known);
    return known;
  }

  /** Attributes as text. */
  text(attributes: unknown): string {
    return JSON.stringify(attributes, (_, value) => this.#exactly(value));
  }

  /** Tensors by their data, the numbers that JSON does not tell apart, and by identity what it does not know. */
  #exactly(value: unknown): unknown {
    if (value instanceof Tensor) return { tensor: this.#tensors.numberOf(value) };
    if (typeof value === "number")
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { number: Object.is(value, -0) ? "-0" : String(value) };
    return isData(value) ? value : { identity: this.of(value) };
  }
}

/** Gives equal nodes the same number: a table of its own for each pass that needs equality. */
export class NodeTable {
  readonly #ids = new Map<Node, number>();
  readonly #known = new Map<string, number>();
  readonly #identities = new Identities();
  #count = 0;

  /** The number of a node's class of equals. */
  idOf(node: Node): number {
    for (const inner of topological([node], (n) => !this.#ids.has(n))) {
      if (!this.#ids.has(inner)) this.#ids.set(inner, this.#classOf(inner));
    }
    return this.#ids.get(node) as number;
  }

  #classOf({ op, inputs, attributes }: Node): number {
    if (op.isLeaf) return this.#count++;
    const facts = this.#identities.text(attributes);
    const key = `${this.#identities.of(op)}(${inputs.map((input) => this.#ids.get(input))})${facts}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.#count);
    return this.#count++;
  }
}

/** What JSON writes such that different things are written differently. */
function isData(value: unknown): boolean {
  if (typeof value !== "object")
    return typeof value === "string" || typeof value === "boolean" || value === undefined;
  if (value === null || Array.isArray(value) || ArrayBuffer.isView(value)) return true;
  const parent = Object.getPrototypeOf(value);
  return parent === Object.prototype || parent === null;
}

/**
 * Whether two nodes are the same formula over the same leaves.
 * @example
 * const x = input("x", []);
 * same(mul(x, 2), mul(x, 2)) //=> true
 */
export function same(a: Node, b: Node): boolean {
  const table = new NodeTable();
  return table.idOf(a) === table.idOf(b);
}

/**
 * The nodes with equal ones merged, so that each is computed once.
 * @example
 * const x = input("x", []);
 * const [y] = mergeEqual([add(exp(x), exp(x))]);
 * y.inputs[0] === y.inputs[1] //=> true
 */
export function mergeEqual<const W extends readonly Node[]>(outputs: W): Like<W> {
  const table = new NodeTable();
  const first = new Map<number, Node>();
  return rebuild(outputs, (node, inputs) => {
    const id = table.idOf(node);
    const merged = first.get(id) ?? onInputs(node, inputs);
    first.set(id, merged);
    return merged;
  }) as Like<W>;
}
