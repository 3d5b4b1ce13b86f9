// A structural op only moves elements: its meaning is a list of affine copies, from which every number system and
// every engine reads what goes where. What no copy writes is zero; where copies meet, they add up, if the op says so.
import { type Attributes, make, type Node, type Spec } from "../node/node.ts";
import type { MutableArray } from "../numbers/system.ts";
import { dataOf } from "../numbers/value.ts";
import type { Shape } from "../types/shape.ts";
import { type Domain, reals } from "./domain.ts";
import type { GeneralRule } from "./general.ts";
import { forEachIndex, type Layout } from "./layout.ts";
import { call, type Notation } from "./notation.ts";
import type { Op } from "./op.ts";

/** Copies a block: element (i, j, ...) of `extents` goes from `from` to `to`, each `start + Σ i * stride`. */
export interface Copy {
  readonly input: number;
  readonly extents: Shape;
  readonly from: Layout;
  readonly to: Layout;
}

/** How a structural op is defined. */
export interface StructuralDefinition<A> {
  readonly name: string;
  readonly infer: (inputs: readonly Node[], attributes: A) => Spec;
  readonly copies: (inputs: readonly Node[], attributes: A, shape: Shape) => readonly Copy[];
  /** Whether copies meet and their numbers add up; each of them writes an element once at most. */
  readonly adds?: boolean;
  readonly vjp: GeneralRule<A>;
  readonly notation?: Notation;
  readonly domains?: readonly Domain[];
}

/** A structural op: called with its inputs and its attributes. */
export interface StructuralOp<A> {
  (inputs: readonly Node[], attributes: A): Node;
  readonly op: Op;
}

/**
 * Defines an op by what it copies from where.
 * @example
 * const firstRow = structural<{}>({
 *   name: "firstRow",
 *   infer: ([x]) => ({ shape: x!.shape.slice(1), dtype: x!.dtype }),
 *   copies: ([x], _, shape) => [{ input: 0, extents: shape, from: dense(shape), to: dense(shape) }],
 *   vjp: ({ ct, inputs: [x] }) => pad(expandDims(ct, 0), [[0, x!.shape[0]! - 1], [0, 0]]),
 * });
 * evaluate(firstRow([constant([[1, 2], [3, 4]])], {})) //=> [1, 2]
 */
export function structural<A extends Attributes>(definition: StructuralDefinition<A>): StructuralOp<A> {
  const { name, infer, copies, vjp, adds = false } = definition;
  const op: Op = {
    name,
    kind: "structural",
    notation: definition.notation ?? call(name),
    domains: definition.domains ?? [reals],
    derivative: "rule",
    ...(!adds && { elements: "moved" as const }),
    lowering: ({ inputs, attributes, shape }) => ({
      kind: adds ? "accumulate" : "move",
      copies: copies(inputs, attributes as A, shape),
    }),
    infer: (inputs, attributes) => infer(inputs, attributes as A),
    evaluate: (machine, node, inputs) => {
      const { dtype, shape, size } = node;
      const plan = copies(node.inputs, node.attributes as A, shape);
      const data = inputs.map((input) => dataOf<never>(input));
      const { reals: n, integers } = machine;
      const add = <E>(by: (a: E, b: E) => E): ((a: E, b: E) => E) | undefined => (adds ? by : undefined);
      if (dtype === "integer") {
        return { dtype, shape, data: moved(integers.reals(size), 0, plan, data, add(integers.add)) };
      }
      return dtype === "real"
        ? { dtype, shape, data: moved(n.reals(size), n.zero, plan, data, add(n.add)) }
        : { dtype, shape, data: moved(n.booleans(size), n.truth(false), plan, data, add(n.or)) };
    },
    vjp: (node, ct, index) =>
      vjp({ ct, inputs: node.inputs, out: node, attributes: node.attributes as A }, index),
  };
  return Object.assign((inputs: readonly Node[], attributes: A) => make(op, inputs, attributes), { op });
}

function moved<E>(
  out: MutableArray<E>,
  zero: E,
  copies: readonly Copy[],
  inputs: readonly ArrayLike<E>[],
  add?: (a: E, b: E) => E,
): ArrayLike<E> {
  for (let i = 0; i < out.length; i++) out[i] = zero;
  for (const { input, extents, from, to } of copies) {
    const data = inputs[input] as ArrayLike<E>;
    forEachIndex(extents, from, to, (source, target) => {
      const element = data[source] as E;
      out[target] = add === undefined ? element : add(out[target] as E, element);
    });
  }
  return out;
}
