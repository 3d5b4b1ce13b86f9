// Windows that slide along axes, and their elements added up where they come from: each is the other's derivative.
// They are also called im2col and col2im, or unfold and fold.
import { dense, indexAt, stridesOf } from "../kinds/layout.ts";
import { call } from "../kinds/notation.ts";
import { type StructuralOp, structural } from "../kinds/structural.ts";
import { ShapeError } from "../node/errors.ts";
import { type Attributes, checkNode, type Node, sameShape, sizeOf } from "../node/node.ts";
import type { Shape } from "../types/shape.ts";
import type { OverlapAdded, Windowed } from "../types/windowed.ts";
import { pad, placeOp, slice } from "./slice.ts";
import {
  checkRank,
  type Sliding,
  type SlidingOptions,
  slidings,
  slidingsBack,
  spanOf,
  writtenUnless,
} from "./sliding.ts";

/** Where windows begin, and their steps: element p of window i is at place `start + i stride + p dilation`. */
interface Steps {
  readonly start: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
}

interface WindowsAttributes extends Attributes, Steps {
  readonly counts: Shape;
  readonly sizes: Shape;
}

interface OverlapAttributes extends Attributes, Steps {
  /** The sizes of the axes that the windows slide along. */
  readonly extents: Shape;
}

const written = (node: Node): string[] => {
  const { start, stride, dilation } = node.attributes as WindowsAttributes;
  return [
    ...writtenUnless(0, "start", start),
    ...writtenUnless(1, "stride", stride),
    ...writtenUnless(1, "dilation", dilation),
  ];
};

/** The op of `windows`, on an input that has its padding. */
const windowsOp: StructuralOp<WindowsAttributes> = structural<WindowsAttributes>({
  name: "windows",
  infer: ([x], { counts, sizes }) => {
    const { shape, dtype } = x as Node;
    return { shape: [shape[0] as number, ...counts, ...sizes, shape.at(-1) as number], dtype };
  },
  copies: ([x], steps, shape) => {
    const [batch, ...rest] = stridesOf((x as Node).shape);
    const features = rest.pop() as number;
    const along = (by: readonly number[]): number[] => rest.map((stride, k) => stride * (by[k] as number));
    const start = along(steps.start).reduce((a, b) => a + b, 0);
    const strides = [batch as number, ...along(steps.stride), ...along(steps.dilation), features];
    return [{ input: 0, extents: shape, from: { start, strides }, to: dense(shape) }];
  },
  vjp: ({ ct, inputs: [x], attributes: { start, stride, dilation } }) =>
    overlapOp([ct], { extents: (x as Node).shape.slice(1, -1), start, stride, dilation }),
  notation: call("windows", undefined, (node) => [
    `[${(node.attributes as WindowsAttributes).sizes.join(", ")}]`,
    ...written(node),
  ]),
});

const overlapOp: StructuralOp<OverlapAttributes> = structural<OverlapAttributes>({
  name: "overlapAdd",
  adds: true,
  infer: ([x], { extents }) => {
    const { shape, dtype } = x as Node;
    return { shape: [shape[0] as number, ...extents, shape.at(-1) as number], dtype };
  },
  // One copy for each element of a window: none of them meets itself.
  copies: ([x], steps, shape) => {
    const { counts, sizes } = partsOf(x as Node);
    const rank = counts.length;
    const from = stridesOf((x as Node).shape);
    const to = stridesOf(shape);
    const place = (index: readonly number[], strides: readonly number[]): number =>
      index.reduce((sum, i, k) => sum + i * (strides[k + 1] as number), 0);
    const elements = Array.from({ length: sizeOf(sizes) }, (_, at) => indexAt(at, sizes));
    return elements.map((element) => ({
      input: 0,
      extents: [shape[0] as number, ...counts, shape.at(-1) as number],
      from: { start: place(element, from.slice(rank)), strides: from.toSpliced(rank + 1, rank) },
      to: {
        start: place(
          element.map((p, k) => (steps.start[k] as number) + p * (steps.dilation[k] as number)),
          to,
        ),
        strides: to.map((stride, k) => stride * (steps.stride[k - 1] ?? 1)),
      },
    }));
  },
  vjp: ({ ct, inputs: [x], attributes: { start, stride, dilation } }) =>
    windowsOp([ct], { ...partsOf(x as Node), start, stride, dilation }),
  notation: call("overlapAdd", undefined, (node) => [
    `[${(node.attributes as OverlapAttributes).extents.join(", ")}]`,
    ...written(node),
  ]),
});

/** The axes of windows, and the axes within a window. */
function partsOf({ shape }: Node): { counts: Shape; sizes: Shape } {
  const rank = (shape.length - 2) / 2;
  return { counts: shape.slice(1, rank + 1), sizes: shape.slice(rank + 1, -1) };
}

/** How windows slide along axes that have their padding. */
function stepsOf(axes: readonly Sliding[]): Steps {
  return {
    start: axes.map(() => 0),
    stride: axes.map(({ stride }) => stride),
    dilation: axes.map(({ dilation }) => dilation),
  };
}

/** The tensor with zeros around its middle axes, as windows slide over it. */
export function padded(x: Node, axes: readonly Sliding[]): Node {
  if (axes.every(({ before, behind }) => before + behind === 0)) return x;
  const pads = axes.map(({ before, behind }) => [before, behind] as const);
  return pad(x, [[0, 0], ...pads, [0, 0]]) as Node;
}

/** The tensor without what is around its middle axes. */
function unpadded(x: Node, axes: readonly Sliding[]): Node {
  if (axes.every(({ before, behind }) => before + behind === 0)) return x;
  return slice(x, [null, ...axes.map(({ before, extent }) => [before, before + extent] as const)]) as Node;
}

/** The windows of a tensor that has its padding. */
export function windowsAlong(x: Node, axes: readonly Sliding[]): Node {
  const [counts, sizes] = [axes.map(({ count }) => count), axes.map(({ size }) => size)];
  return windowsOp([x], { counts, sizes, ...stepsOf(axes) });
}

/**
 * For each element of an axis the windows that it is in, one for each of its places in a window; 0 for none. It is the
 * other way round than `windowsAlong`.
 * @param y a value for each window
 */
export function windowsBack(y: Node, axes: readonly Sliding[]): Node {
  const start = axes.map((axis) => Math.max(0, spanOf(axis) - 1 - axis.before));
  const along = axes.map(({ extent, count, stride, before }, k) => {
    const from = start[k] as number;
    return Math.max(from + before + extent, from + (count - 1) * stride + 1);
  });
  const around = <T>(middle: readonly T[], first: T, last: T): T[] => [first, ...middle, last];
  const shape = around(along, y.shape[0] as number, y.shape.at(-1) as number);
  const step = around(
    axes.map(({ stride }) => stride),
    1,
    1,
  );
  const spread = sameShape(shape, y.shape) ? y : placeOp([y], { shape, start: around(start, 0, 0), step });
  return windowsOp([spread], {
    counts: axes.map(({ extent }) => extent),
    sizes: axes.map(({ size }) => size),
    start: axes.map(({ before }, k) => (start[k] as number) + before),
    stride: axes.map(() => 1),
    dilation: axes.map(({ dilation }) => -dilation),
  });
}

/**
 * The windows of a tensor [batch, ..., features] that slide along the axes in the middle, over zeros where there is
 * padding: [batch, ...counts, ...sizes, features].
 * @param sizes of a window along each of these axes
 * @throws ShapeError where x has other axes or a window is larger than the input; DomainError for options that mean
 * nothing
 * @example
 * const x = constant([[[1], [2], [3], [4]]]);
 * evaluate(windows(x, [2], { stride: 2 })) //=> [[[[1], [2]], [[3], [4]]]]
 * windows(input("x", [5, 28, 28, 3]), [3, 3], { padding: "same" }).shape //=> [5, 28, 28, 3, 3, 3]
 */
export function windows<S extends Shape, const K extends Shape>(
  x: Node<S>,
  sizes: readonly [...K],
  options: SlidingOptions = {},
): Node<Windowed<S, K>> {
  checkNode("windows", x);
  checkRank("windows", x, sizes.length);
  const axes = slidings("windows", x, x.shape.slice(1, -1), sizes, options);
  return windowsAlong(padded(x, axes), axes) as Node<never>;
}

/**
 * Adds up the elements of windows where they come from, the reverse of `windows`: from
 * [batch, ...counts, ...sizes, features] to [batch, ...size, features]. What lies in the padding is left out.
 * @param size of the axes that the windows slide along
 * @throws ShapeError where x is no such tensor, or other windows fit into axes of this size; DomainError for options
 * that mean nothing
 * @example
 * const x = constant([[[[1], [2]], [[10], [20]]]]);
 * evaluate(overlapAdd(x, [3])) //=> [[[1], [12], [20]]]
 */
export function overlapAdd<S extends Shape, const K extends Shape>(
  x: Node<S>,
  size: readonly [...K],
  options: SlidingOptions = {},
): Node<OverlapAdded<S, K>> {
  checkNode("overlapAdd", x);
  const rank = size.length;
  if (x.shape.length !== 2 * rank + 2) {
    throw new ShapeError(
      `overlapAdd: needs [batch, ...windows, ...elements, features] for the axes [${size.join(", ")}], got ${x}`,
      [x.shape],
    );
  }
  const { counts, sizes } = partsOf(x);
  const axes = slidingsBack("overlapAdd", x, counts, sizes, { ...options, size });
  const extents = axes.map(({ extent, before, behind }) => extent + before + behind);
  return unpadded(overlapOp([x], { extents, ...stepsOf(axes) }), axes) as Node<never>;
}
