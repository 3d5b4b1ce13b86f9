// A contraction multiplies two tensors and sums over the axes that its result does not have: a matrix product, and
// whatever Einstein's summation convention can say. Axes are named by labels.

import { ShapeError } from "../node/errors.ts";
import { type Attributes, make, type Node, type Spec, sameShape, sizeOf } from "../node/node.ts";
import type { MutableArray, NumberSystem } from "../numbers/system.ts";
import { dataOf, type Machine, type Value } from "../numbers/value.ts";
import type { Shape } from "../types/shape.ts";
import { type Domain, reals } from "./domain.ts";
import type { GeneralRule } from "./general.ts";
import { forEachIndex, stridesOf } from "./layout.ts";
import { call, type Notation } from "./notation.ts";
import type { Op } from "./op.ts";

/** Which label each axis carries: i k, k j -> i j is a matrix product. One repeated within an input is its diagonal. */
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
 * @throws ShapeError, when it is called, where the labels do not fit the inputs or the result
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
    lowering: ({ inputs, attributes }) => ({ kind: "product", labels: labels(inputs, attributes as A) }),
    infer: (inputs, attributes) => {
      const spec = infer(inputs, attributes as A);
      checkLabels(name, inputs, labels(inputs, attributes as A), spec.shape);
      return spec;
    },
    evaluate: <T, B>(machine: Machine<T, B>, node: Node, inputs: readonly Value<T, B>[]): Value<T, B> => {
      const { shape, dtype } = node;
      const shapes = node.inputs.map((input) => input.shape);
      const plan = labels(node.inputs, node.attributes as A);
      const dataIn = <E, Q>(n: NumberSystem<E, Q>): ArrayLike<E> =>
        contracted(
          n,
          inputs.map((x) => dataOf<E>(x)),
          shapes,
          shape,
          plan,
        );
      return dtype === "integer"
        ? { dtype, shape, data: dataIn(machine.integers) }
        : { dtype: "real", shape, data: dataIn(machine.reals) };
    },
    vjp: (node, ct, index) =>
      vjp({ ct, inputs: node.inputs, out: node, attributes: node.attributes as A }, index),
  };
  return Object.assign((inputs: readonly [Node, Node], attributes: A) => make(op, inputs, attributes), {
    op,
  });
}

/** Refuses labels that mean nothing: a label has one size, and each axis of the result a label of its own. */
function checkLabels(name: string, inputs: readonly Node[], labels: Labels, shape: Shape): void {
  const shapes = inputs.map((x) => x.shape);
  const sizes = new Map<number, number>();
  const refuse = (why: string): never => {
    throw new ShapeError(`${name}: ${why}: ${inputs.join(" and ")}`, shapes);
  };
  for (const [side, own] of labels.inputs.entries()) {
    const extents = shapes[side] as Shape;
    if (own.length !== extents.length) refuse(`${own.length} labels for ${extents.length} axes`);
    for (const [axis, label] of own.entries()) {
      const extent = extents[axis] as number;
      const known = sizes.get(label) ?? extent;
      if (known !== extent) refuse(`the sizes of label ${label} differ (${known} ≠ ${extent})`);
      sizes.set(label, extent);
    }
  }
  if (new Set(labels.output).size < labels.output.length) refuse("a label of the result is repeated");
  const result = labels.output.map((label) => sizes.get(label) ?? refuse(`no input has label ${label}`));
  if (!sameShape(result, shape)) {
    refuse(`the labels give [${result.join(", ")}], the shape rule [${shape.join(", ")}]`);
  }
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
  // An axis that the label does not have is not walked along; axes that share it are walked together: the diagonal.
  const strideOf = (side: 0 | 1, label: number) =>
    labels.inputs[side].reduce(
      (sum, own, axis) => (own === label ? sum + (strides[side][axis] as number) : sum),
      0,
    );
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
