// The cost of probabilities for one class out of several.
import {
  expandDims,
  logSoftmax,
  mul,
  type Node,
  neg,
  oneHot,
  ShapeError,
  softmax,
  sub,
  sum,
} from "@cadena/graph";
import {
  type Attributes,
  type CompositeOp,
  call,
  composite,
  type Notation,
  normaliseAxis,
  reals,
  unitInterval,
} from "@cadena/graph/extend";
import { alike, type Loss, type LossOptions, type Reduction, reduced } from "./reduction.ts";
import { logApart, quotient, timesLog } from "./zero.ts";

interface ClassAttributes extends Attributes {
  readonly axis: number;
}

/** The shape rule: the class axis goes. */
const withoutClasses = ([outputs]: readonly Node[], { axis }: ClassAttributes) => ({
  shape: (outputs as Node).shape.toSpliced(axis, 1),
  dtype: "real" as const,
});

const written = (name: string): Notation =>
  call(name, undefined, (node) => {
    const { axis } = node.attributes as ClassAttributes;
    return axis === node.shape.length ? [] : [`axis=${axis}`];
  });

const fromProbabilities: CompositeOp<ClassAttributes> = composite<ClassAttributes>({
  name: "categoricalCrossEntropy",
  infer: withoutClasses,
  expand: ([a, y], { axis }) => neg(sum(timesLog(y as Node, a as Node), { axis })),
  vjp: ({ ct, inputs: [a, y], attributes: { axis } }, index) => {
    const slope = index === 0 ? quotient(y as Node, a as Node) : logApart(y as Node, a as Node);
    return neg(mul(expandDims(ct, axis), slope));
  },
  notation: written("categoricalCrossEntropy"),
  domains: [unitInterval, unitInterval],
});

const fromLogits: CompositeOp<ClassAttributes> = composite<ClassAttributes>({
  name: "crossEntropy",
  infer: withoutClasses,
  expand: ([z, y], { axis }) => neg(sum(mul(y as Node, logSoftmax(z as Node, { axis })), { axis })),
  vjp: ({ ct, inputs: [z, y], attributes: { axis } }, index) => {
    const slope =
      index === 0
        ? sub(mul(softmax(z as Node, { axis }), sum(y as Node, { axis, keepDims: true })), y as Node)
        : neg(logSoftmax(z as Node, { axis }));
    return mul(expandDims(ct, axis), slope);
  },
  notation: written("crossEntropy"),
  domains: [reals, unitInterval],
});

const fromLabels: CompositeOp<ClassAttributes> = composite<ClassAttributes>({
  name: "sparseCrossEntropy",
  infer: withoutClasses,
  expand: ([z, labels], { axis }) =>
    fromLogits([z as Node, unitVectors(z as Node, labels as Node, axis)], { axis }),
  vjp: ({ ct, inputs: [z, labels], attributes: { axis } }, index) => {
    if (index === 1) return null;
    const slope = sub(softmax(z as Node, { axis }), unitVectors(z as Node, labels as Node, axis));
    return mul(expandDims(ct, axis), slope);
  },
  notation: written("sparseCrossEntropy"),
});

const unitVectors = (z: Node, labels: Node, axis: number): Node =>
  oneHot(labels, z.shape[axis] as number, { axis });

/**
 * -Σ y log a over the classes, from probabilities, the mean over the examples by default. 0 log 0 counts as 0. From
 * logits, `crossEntropy` is more accurate.
 * @param outputs probabilities a; they are taken as they are, whether they sum to 1 or not
 * @param targets y of the same shape: unit vectors, or probabilities, along the class axis
 * @throws ShapeError where the shapes differ or the axis is not there
 * @example
 * const a = constant([[0.3, 0.2, 0.1, 0.4]]);
 * evaluate(categoricalCrossEntropy(a, constant([[0, 1, 0, 0]]))) //=> 1.609437912
 */
export function categoricalCrossEntropy<R extends Reduction = "mean">(
  outputs: Node,
  targets: Node,
  options: LossOptions<R> = {},
): Loss<R> {
  const y = alike("categoricalCrossEntropy", outputs, targets);
  const axis = normaliseAxis("categoricalCrossEntropy", options.axis ?? -1, outputs);
  return reduced(fromProbabilities([outputs, y], { axis }), options.reduction);
}

/**
 * `categoricalCrossEntropy(softmax(z), y)`, computed from the logits z, accurate for every z; the mean over the
 * examples by default. The gradient of one example's cost is softmax(z) · Σy - y.
 * @param outputs logits z
 * @param targets y of the same shape: unit vectors, or probabilities, along the class axis
 * @throws ShapeError where the shapes differ or the axis is not there
 * @example
 * evaluate(crossEntropy(constant([[0, 1000]]), constant([[1, 0]]))) //=> 1000
 */
export function crossEntropy<R extends Reduction = "mean">(
  outputs: Node,
  targets: Node,
  options: LossOptions<R> = {},
): Loss<R> {
  const y = alike("crossEntropy", outputs, targets);
  const axis = normaliseAxis("crossEntropy", options.axis ?? -1, outputs);
  return reduced(fromLogits([outputs, y], { axis }), options.reduction);
}

/**
 * `crossEntropy` against class labels instead of unit vectors; the mean over the examples by default.
 * @param outputs logits z, [n, classes] or with the class axis elsewhere
 * @param labels a node of integers in 0 .. classes - 1, of z's shape without the class axis
 * @throws ShapeError where the labels are no integers or do not fit; DomainError, when it is evaluated, for a label
 * out of range
 * @example
 * const labels = input("labels", [2], "integer");
 * evaluate(sparseCrossEntropy(constant([[0, 0], [0, 0]]), labels), { labels: [0, 1] }) //=> 0.69314718
 */
export function sparseCrossEntropy<R extends Reduction = "mean">(
  outputs: Node,
  labels: Node,
  options: LossOptions<R> = {},
): Loss<R> {
  const axis = normaliseAxis("sparseCrossEntropy", options.axis ?? -1, outputs);
  const expected = outputs.shape.toSpliced(axis, 1);
  if (labels.dtype !== "integer") {
    throw new ShapeError(
      `sparseCrossEntropy: the labels are ${labels.dtype}, not integer: ${labels}`,
      [labels.shape],
      { hint: "crossEntropy takes unit vectors" },
    );
  }
  if (labels.shape.join() !== expected.join()) {
    throw new ShapeError(
      `sparseCrossEntropy: the labels of ${outputs} are [${expected.join(", ")}], got ${labels}`,
      [outputs.shape, labels.shape],
    );
  }
  return reduced(fromLabels([outputs, labels], { axis }), options.reduction);
}
