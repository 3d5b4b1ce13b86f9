// A contraction multiplies two tensors and sums over the axes that its result does not have: a matrix product, and
// whatever Einstein's summation convention can say. Axes are named by labels.

import { type Attributes, make, type Node, type Spec, sizeOf } from "../node/node.ts";
import type { MutableArray, NumberSystem } from "../numbers/system.ts";
import { dataOf, type Machine, type Value } from "../numbers/value.ts";
import type { Shape } from "../types/shape.ts";
import { type Domain, reals } from "./domain.ts";
import type { GeneralRule } from "./general.ts";
import { forEachIndex, stridesOf } from "./layout.ts";
import { call, type Notation } from "./notation.ts";
import type { Op } from "./op.ts";

/** Which label each axis carries: i k, k j -> i j is a matrix product. */
export interface Labels {
  readonly inputs: readonly [readonly number[], readonly number[]];
  readonly output: readonly number[];
}

/** How a contraction is defined. */
export interface ContractionDefinition<A> {
  readonly name: string;
  readonly infer: (inputs: readonly Node[], attributes: A) => Spec;
  readonly labels: (inputs: readonly Node[], attributes: A) => Labels;
  readonly vjp: GeneralRule<A>;
  readonly notation?: Notation;
  readonly domains?: readonly Domain[];
}

/** A contraction: called with its two inputs and its attributes. */
export interface ContractionOp<A> {
  (inputs: readonly [Node, Node], attributes: A): Node;
  readonly op: Op;
}

/**
 * Defines an op that multiplies two tensors and sums over the axes that the result lacks.
 * @example
 * const inner = contraction<{}>({
 *   name: "inner",
 *   infer: () => ({ shape: [], dtype: "real" }),
 *   labels: () => ({ inputs: [[0], [0]], output: [] }),
 *   vjp: ({ ct, inputs }, index) => mul(ct, inputs[1 - index]!),
 * });
 * evaluate(inner([constant([1, 2]), constant([3, 4])], {})) //=> 11
 */
export function contraction<A extends Attributes>(definition: ContractionDefinition<A>): ContractionOp<A> {
  const { name, infer, labels, vjp } = definition;
  const op: Op = {
    name,
    kind: "contraction",
    notation: definition.notation ?? call(name),
    domains: definition.domains ?? [reals, reals],
    derivative: "rule",
    infer: (inputs, attributes) => infer(inputs, attributes as A),
    evaluate: <T, B>(machine: Machine<T, B>, node: Node, inputs: readonly Value<T, B>[]): Value<T, B> => {
      const { shape, dtype } = node;
      const shapes = node.inputs.map((input) => input.shape);
      const plan = labels(node.inputs, node.attributes as A);
      return dtype === "integer"
        ? {
            dtype,
            shape,
            data: contracted(
              machine.integers,
              inputs.map((x) => dataOf<number>(x)),
              shapes,
              shape,
              plan,
            ),
          }
        : {
            dtype: "real",
            shape,
            data: contracted(
              machine.reals,
              inputs.map((x) => dataOf<T>(x)),
              shapes,
              shape,
              plan,
            ),
          };
    },
    vjp: (node, ct, index) =>
      vjp({ ct, inputs: node.inputs, out: node, attributes: node.attributes as A }, index),
  };
  return Object.assign((inputs: readonly [Node, Node], attributes: A) => make(op, inputs, attributes), {
    op,
  });
}

function contracted<T, B>(
  n: NumberSystem<T, B>,
  data: readonly ArrayLike<T>[],
  shapes: readonly Shape[],
  shape: Shape,
  labels: Labels,
): MutableArray<T> {
  const [a, b] = data as [ArrayLike<T>, ArrayLike<T>];
  const out = n.reals(sizeOf(shape));
  const strides = shapes.map(stridesOf) as [number[], number[]];
  const strideOf = (side: 0 | 1, label: number) => strides[side][labels.inputs[side].indexOf(label)] ?? 0;
  const extentOf = (label: number) => {
    const side = labels.inputs[0].includes(label) ? 0 : 1;
    return shapes[side]?.[labels.inputs[side].indexOf(label)] as number;
  };
  const summed = [...new Set(labels.inputs.flat())].filter((label) => !labels.output.includes(label));
  const inner = summed.pop();
  const [length, stepA, stepB] =
    inner === undefined ? [1, 0, 0] : [extentOf(inner), strideOf(0, inner), strideOf(1, inner)];
  const outerExtents = summed.map(extentOf);
  const outerA = summed.map((label) => strideOf(0, label));
  const outerB = summed.map((label) => strideOf(1, label));
  let at = 0;
  forEachIndex(
    shape,
    { start: 0, strides: labels.output.map((label) => strideOf(0, label)) },
    { start: 0, strides: labels.output.map((label) => strideOf(1, label)) },
    (startA, startB) => {
      if (summed.length === 0) {
        out[at++] = n.dot(a, startA, stepA, b, startB, stepB, length);
        return;
      }
      let total = n.zero;
      forEachIndex(
        outerExtents,
        { start: startA, strides: outerA },
        { start: startB, strides: outerB },
        (p, q) => {
          total = n.add(total, n.dot(a, p, stepA, b, q, stepB, length));
        },
      );
      out[at++] = total;
    },
  );
  return out;
}
