// Class labels as unit vectors.
import { checkSizes, normalisePlace } from "../kinds/axes.ts";
import { type GeneralOp, general } from "../kinds/general.ts";
import type { Refusal } from "../kinds/lowering.ts";
import { call } from "../kinds/notation.ts";
import { DomainError, ShapeError } from "../node/errors.ts";
import { type Attributes, checkNode, type Node, sizeOf } from "../node/node.ts";
import { dataOf, type Machine, type Value } from "../numbers/value.ts";
import type { Inserted } from "../types/inserted.ts";
import type { Shape } from "../types/shape.ts";

interface OneHotAttributes extends Attributes {
  readonly classes: number;
  readonly axis: number;
}

const refusal =
  (classes: number): Refusal =>
  (label, at) =>
    new DomainError(`oneHot: label ${label} is out of range: there are ${classes} classes (element ${at})`);

const oneHotOp: GeneralOp<OneHotAttributes> = general<OneHotAttributes>({
  name: "oneHot",
  infer: ([labels], { classes, axis }) => ({
    shape: (labels as Node).shape.toSpliced(axis, 0, classes),
    dtype: "real",
  }),
  meaning: (machine, [labels], { attributes, node }) =>
    unitVectors(machine, dataOf<number>(labels), attributes, node),
  vjp: "zero",
  lowering: ({ attributes }) => {
    const { axis, classes } = attributes as OneHotAttributes;
    return { kind: "indicate", axis, refuse: refusal(classes) };
  },
  notation: call("oneHot", undefined, (node) => {
    const { classes, axis } = node.attributes as OneHotAttributes;
    return [`classes=${classes}`, ...(axis === node.shape.length - 1 ? [] : [`axis=${axis}`])];
  }),
});

function unitVectors<T, B>(
  { reals: n }: Machine<T, B>,
  labels: ArrayLike<number>,
  { classes, axis }: OneHotAttributes,
  { shape, size }: Node,
): Value<T, B> {
  const data = n.reals(size);
  for (let i = 0; i < size; i++) data[i] = n.zero;
  const inner = sizeOf(shape.slice(axis + 1));
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    if (label < 0 || label >= classes) throw refusal(classes)(label, i);
    data[(Math.floor(i / inner) * classes + label) * inner + (i % inner)] = n.one;
  }
  return { dtype: "real", shape, data };
}

/**
 * A unit vector for each class label, along a new axis; the last one where none is given.
 * @param labels a node of integers in 0 .. classes - 1
 * @throws ShapeError where the labels are no integers or `classes` is no size; DomainError, when it is evaluated, for one out of range
 * @example
 * const labels = input("labels", [3], "integer");
 * evaluate(oneHot(labels, 2, { axis: 0 }), { labels: [0, 1, 1] }) //=> [[1, 0, 0], [0, 1, 1]]
 */
export function oneHot<S extends Shape, const C extends number, const A extends number = -1>(
  labels: Node<S>,
  classes: C,
  options: { readonly axis?: A } = {},
): Node<Inserted<S, A, C>> {
  checkNode("oneHot", labels);
  if (labels.dtype !== "integer") {
    throw new ShapeError(`oneHot: the labels are ${labels.dtype}, not integer: ${labels}`, [labels.shape], {
      hint: 'declare them as input(name, shape, "integer"), or cast them',
    });
  }
  checkSizes("oneHot: the vectors", [classes]);
  const place = normalisePlace("oneHot", options.axis ?? -1, labels);
  return oneHotOp([labels], { classes, axis: place }) as Node<never>;
}
