// Indices that are looked up are checked before anything is read or written by them: those that are there before a run
// before everything else, so that nothing has to be taken back where one is out of range.
import type { Node } from "@cadena/graph";
import type { Lowering, Refusal } from "@cadena/graph/extend";
import type { Buffer } from "../loops/expression.ts";
import type { Check } from "../loops/statement.ts";
import type { Fusion } from "./fuse.ts";
import { loweringOf } from "./lowering.ts";

/** How a node demands of integers that they are indices. */
type Looking = Extract<Lowering, { readonly refuse: Refusal }>;

const looks = (lowering: Lowering): lowering is Looking => "refuse" in lowering;

/** The node whose elements are indices for another one. */
export function indicesOf(node: Node, lowering: Lowering): Node | undefined {
  return looks(lowering) ? node.inputs.at(-1) : undefined;
}

/** Collects checks; what is below a bound already is not checked again. */
export class Checks {
  /** Those that come before everything else. */
  readonly first: Check[] = [];
  readonly #buffers: ReadonlyMap<Node, Buffer>;
  readonly #given: ReadonlyMap<Node, Buffer>;
  readonly #fusion: Fusion;
  readonly #bounds = new Map<Node, number>();

  /** @param given the buffers that are filled before a run */
  constructor(buffers: ReadonlyMap<Node, Buffer>, given: ReadonlyMap<Node, Buffer>, fusion: Fusion) {
    this.#buffers = buffers;
    this.#given = given;
    this.#fusion = fusion;
  }

  /** Adds what a node demands of its indices before it is computed. */
  before(node: Node, lowering: Lowering): void {
    if (!looks(lowering)) return;
    const { axis, refuse } = lowering;
    const indices = node.inputs.at(-1) as Node;
    const { shape } = lowering.kind === "lookUp" ? (node.inputs[0] as Node) : node;
    const below = shape[axis] as number;
    if (shape.slice(0, axis).includes(0) || below >= this.#boundOf(indices)) return;
    this.#bounds.set(indices, below);
    const check: Check = {
      kind: "check",
      node,
      indices: this.#buffers.get(indices) as Buffer,
      below,
      refuse,
    };
    if (this.#given.has(indices)) this.first.push(check);
    else this.#fusion.add(check, indices);
  }

  /** What all elements of a node are known to be below, and none of them negative. */
  #boundOf(node: Node): number {
    const lowering = loweringOf(node);
    const known =
      this.#bounds.get(node) ?? (lowering?.kind === "constant" ? bound(lowering.value.data) : undefined);
    return known ?? Number.POSITIVE_INFINITY;
  }
}

/** The bound of what is in a list. */
function bound(indices: ArrayLike<number>): number {
  let most = -1;
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] as number;
    if (index < 0) return Number.POSITIVE_INFINITY;
    most = Math.max(most, index);
  }
  return most + 1;
}
