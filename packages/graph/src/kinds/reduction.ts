// A reduction combines the elements along some axes into one.

import { ShapeError } from "../node/errors.ts";
import { make, type Node, sizeOf } from "../node/node.ts";
import type { NumberSystem } from "../numbers/system.ts";
import { dataOf, type Machine, type Value } from "../numbers/value.ts";
import type { Shape } from "../types/shape.ts";
import { type AxesAttributes, axisOptions, reducedShape } from "./axes.ts";
import { type Domain, reals } from "./domain.ts";
import type { GeneralRule } from "./general.ts";
import { forEachIndex, stridesOf } from "./layout.ts";
import type { FoldStep } from "./lowering.ts";
import { call, type Notation } from "./notation.ts";
import type { Op } from "./op.ts";

/** How a reduction is defined. */
export interface ReductionDefinition {
  readonly name: string;
  /** Combines `length` numbers, `stride` apart. */
  readonly combine: <T, B>(
    n: NumberSystem<T, B>,
    data: ArrayLike<T>,
    start: number,
    stride: number,
    length: number,
  ) => T;
  /** The same as a fold, where it is one, for engines that combine in an order of their own. */
  readonly fold?: { readonly start: number; readonly step: FoldStep };
  /** Whether no numbers at all have a result (the sum: 0); otherwise an empty axis is an error. */
  readonly ofNothing?: boolean;
  readonly vjp: GeneralRule<AxesAttributes>;
  readonly notation?: Notation;
  readonly domains?: readonly Domain[];
}

/** A reduction: called with its input and the axes that go. */
export interface ReductionOp {
  (input: Node, attributes: AxesAttributes): Node;
  readonly op: Op;
}

/**
 * Defines an op that combines the elements along axes.
 * @example
 * const largest = reduction({
 *   name: "largest",
 *   combine: (n, data, start, stride, length) => {
 *     let best = data[start]!;
 *     for (let i = 1; i < length; i++) best = n.max(best, data[start + i * stride]!);
 *     return best;
 *   },
 *   vjp: () => null,
 * });
 * evaluate(largest(constant([[1, 5], [7, 3]]), { axes: [1], keepDims: false })) //=> [5, 7]
 */
export function reduction(definition: ReductionDefinition): ReductionOp {
  const { name, combine, fold, vjp } = definition;
  const op: Op = {
    name,
    kind: "reduction",
    notation: definition.notation ?? call(name, undefined, axisOptions),
    domains: definition.domains ?? [reals],
    derivative: "rule",
    lowering: ({ attributes }) =>
      fold && { kind: "fold", axes: (attributes as AxesAttributes).axes, ...fold },
    infer: ([x], attributes) => {
      const { shape, dtype } = x as Node;
      const { axes, keepDims } = attributes as AxesAttributes;
      const empty = axes.find((axis) => shape[axis] === 0);
      if (empty !== undefined && !definition.ofNothing) {
        throw new ShapeError(`${name}: axis ${empty} of ${x} is empty`, [shape]);
      }
      if (dtype === "boolean") throw new ShapeError(`${name}: needs numbers, got truths: ${x}`, [shape]);
      return { shape: reducedShape(shape, axes, keepDims), dtype };
    },
    evaluate: <T, B>(machine: Machine<T, B>, node: Node, [x]: readonly Value<T, B>[]): Value<T, B> => {
      const input = node.inputs[0] as Node;
      const { axes } = node.attributes as AxesAttributes;
      const { shape, dtype } = node;
      return dtype === "integer"
        ? { dtype, shape, data: reduced(machine.integers, combine, dataOf<number>(x), input.shape, axes) }
        : { dtype: "real", shape, data: reduced(machine.reals, combine, dataOf<T>(x), input.shape, axes) };
    },
    vjp: (node, ct, index) =>
      vjp({ ct, inputs: node.inputs, out: node, attributes: node.attributes as AxesAttributes }, index),
  };
  return Object.assign((input: Node, attributes: AxesAttributes) => make(op, [input], { ...attributes }), {
    op,
  });
}

/** Reduces one axis at a time, the innermost first. */
function reduced<T, B>(
  n: NumberSystem<T, B>,
  combine: ReductionDefinition["combine"],
  data: ArrayLike<T>,
  shape: Shape,
  axes: readonly number[],
): ArrayLike<T> {
  let current = data;
  let extents = [...shape];
  for (const axis of [...axes].reverse()) {
    const strides = stridesOf(extents);
    const kept = extents.map((extent, k) => (k === axis ? 1 : extent));
    const out = n.reals(sizeOf(kept));
    const source = current;
    const stride = strides[axis] as number;
    const length = extents[axis] as number;
    forEachIndex(kept, { start: 0, strides }, { start: 0, strides: stridesOf(kept) }, (from, to) => {
      out[to] = combine(n, source, from, stride, length);
    });
    current = out;
    extents = kept;
  }
  return current;
}
