// Convolutions. One sum says all of it: Σ x[n, i stride + p dilation - before, c] w[p, c, o] y[n, i, o] over all
// indices is linear in the input x, in the filters w and in y; its gradient to y is the convolution, that to x the
// transposed convolution, and that to w the one that trains filters. So each one's derivatives are the two others.
import { type CompositeOp, composite } from "../kinds/composite.ts";
import { call } from "../kinds/notation.ts";
import { promote } from "../node/dtype.ts";
import { DomainError, ShapeError } from "../node/errors.ts";
import { type Attributes, checkNode, type Node } from "../node/node.ts";
import { cast } from "../operands/cast.ts";
import { reshape } from "../operands/reshape.ts";
import type { ConvFit, ConvTransposeFit } from "../types/convFit.ts";
import type { Convolved, ConvolvedBack } from "../types/convolved.ts";
import type { Shape, ShapeOf } from "../types/shape.ts";
import { einsum } from "./einsum.ts";
import {
  checkRank,
  type Sliding,
  type SlidingOptions,
  slidings,
  slidingsBack,
  writtenSliding,
} from "./sliding.ts";
import { padded, windowsAlong, windowsBack } from "./windows.ts";

interface ConvolutionAttributes extends Attributes {
  readonly axes: readonly Sliding[];
  readonly groups: number;
}

type Part = "x" | "w" | "y";
type Convolutions = Readonly<Record<Part, CompositeOp<ConvolutionAttributes>>>;

/** What the gradient of the sum to a part is computed from. */
const others = { x: ["y", "w"], w: ["x", "y"], y: ["x", "w"] } as const;

/** The gradients of the sum to its three parts, over so many axes. */
function convolutions(rank: 1 | 2): Convolutions {
  const define = (
    to: Part,
    name: string,
    shape: (inputs: readonly [Node, Node], attributes: ConvolutionAttributes) => Shape,
    expand: (inputs: readonly [Node, Node], attributes: ConvolutionAttributes) => Node,
  ): CompositeOp<ConvolutionAttributes> =>
    composite<ConvolutionAttributes>({
      name,
      infer: (inputs, attributes) => ({
        shape: shape(inputs as [Node, Node], attributes),
        dtype: (inputs[0] as Node).dtype,
      }),
      expand: (inputs, attributes) =>
        reshape(expand(inputs as [Node, Node], attributes), shape(inputs as [Node, Node], attributes)),
      vjp: ({ ct, inputs, attributes }, index) => {
        const part = others[to][index] as Part;
        const known = { [to]: ct, [others[to][0]]: inputs[0], [others[to][1]]: inputs[1] };
        return ops[part](
          others[part].map((one) => known[one] as Node),
          attributes,
        );
      },
      notation: call(name, undefined, ({ attributes }) => {
        const { axes, groups } = attributes as ConvolutionAttributes;
        const size = { x: axes.map(({ extent }) => extent), w: axes.map(({ size }) => size), y: [] }[to];
        return [
          ...(size.length > 0 ? [`size=[${size.join(", ")}]`] : []),
          ...writtenSliding(axes),
          ...(groups === 1 ? [] : [`groups=${groups}`]),
        ];
      }),
    });

  const [batch, group, channel, feature] = [0, 1, 2, 3] as const;
  const places = Array.from({ length: rank }, (_, k) => 4 + k);
  const elements = places.map((label) => label + rank);
  const labels = {
    x: [batch, ...places, group, channel],
    w: [...elements, channel, group, feature],
    y: [batch, ...places, group, feature],
  };
  const [windowsOfX, windowsOfY] = [labels.x, labels.y].map((own) =>
    own.toSpliced(rank + 1, 0, ...elements),
  ) as [number[], number[]];

  const ops: Convolutions = {
    y: define(
      "y",
      `conv${rank}d`,
      ([x, w], { axes }) => [
        x.shape[0] as number,
        ...axes.map(({ count }) => count),
        w.shape.at(-1) as number,
      ],
      ([x, w], { axes, groups }) =>
        einsum(grouped(windowsAlong(padded(x, axes), axes), groups), grouped(w, groups), {
          inputs: [windowsOfX, labels.w],
          output: labels.y,
        }),
    ),
    w: define(
      "w",
      `conv${rank}dFilters`,
      ([x, y], { axes, groups }) => [
        ...axes.map(({ size }) => size),
        (x.shape.at(-1) as number) / groups,
        y.shape.at(-1) as number,
      ],
      ([x, y], { axes, groups }) =>
        einsum(grouped(windowsAlong(padded(x, axes), axes), groups), grouped(y, groups), {
          inputs: [windowsOfX, labels.y],
          output: labels.w,
        }),
    ),
    x: define(
      "x",
      `conv${rank}dTranspose`,
      ([y, w], { axes, groups }) => [
        y.shape[0] as number,
        ...axes.map(({ extent }) => extent),
        (w.shape.at(-2) as number) * groups,
      ],
      ([y, w], { axes, groups }) =>
        einsum(grouped(windowsBack(y, axes), groups), grouped(w, groups), {
          inputs: [windowsOfY, labels.w],
          output: labels.x,
        }),
    ),
  };
  return ops;
}

/** The last axis as groups of features. */
function grouped(x: Node, groups: number): Node {
  return reshape(x, [...x.shape.slice(0, -1), groups, (x.shape.at(-1) as number) / groups]);
}

const one: Convolutions = convolutions(1);
const two: Convolutions = convolutions(2);

/** How filters slide over an input, and in how many groups of features they work; 1 by default. */
export interface ConvOptions<G extends number = number> extends SlidingOptions {
  readonly groups?: G;
}

/** A convolution as users call it. */
export type Convolution = <X extends Node, W extends Node, const G extends number = 1>(
  x: X,
  w: W & ConvFit<X, W, G>,
  options?: ConvOptions<G>,
) => Node<Convolved<ShapeOf<X>, ShapeOf<W>>>;

/** How the convolution slides that is turned round, and which size its input had. */
export interface ConvTransposeOptions<G extends number = number> extends ConvOptions<G> {
  readonly size?: readonly number[];
}

/** A transposed convolution as users call it. */
export type TransposedConvolution = <Y extends Node, W extends Node, const G extends number = 1>(
  y: Y,
  w: W & ConvTransposeFit<Y, W>,
  options?: ConvTransposeOptions<G>,
) => Node<ConvolvedBack<ShapeOf<Y>, ShapeOf<W>, G>>;

function convolution(name: string, rank: 1 | 2, { y: op }: Convolutions): Convolution {
  return (x, w, options = {}) => {
    const groups = checked(name, x, w, rank, options);
    const [channels, own] = [x.shape.at(-1) as number, w.shape.at(-2) as number];
    if (channels !== own * groups) {
      const each = groups === 1 ? String(own) : `${own} in each of ${groups} groups`;
      throw new ShapeError(`${name}: channels differ: ${x} * ${w} (${channels} ≠ ${each})`, [
        x.shape,
        w.shape,
      ]);
    }
    const axes = slidings(name, x, x.shape.slice(1, -1), w.shape.slice(0, -2), options);
    return op(alike(x, w), { axes, groups }) as Node<never>;
  };
}

function transposed(name: string, rank: 1 | 2, { x: op }: Convolutions): TransposedConvolution {
  return (y, w, options = {}) => {
    const groups = checked(name, y, w, rank, options);
    const [channels, own] = [y.shape.at(-1) as number, w.shape.at(-1) as number];
    if (channels !== own) {
      throw new ShapeError(`${name}: channels differ: ${y} * ${w} (${channels} ≠ ${own})`, [
        y.shape,
        w.shape,
      ]);
    }
    const axes = slidingsBack(name, y, y.shape.slice(1, -1), w.shape.slice(0, -2), options);
    return op(alike(y, w), { axes, groups }) as Node<never>;
  };
}

/** Refuses operands without the right axes; gives the number of groups. */
function checked(name: string, x: Node, w: Node, rank: 1 | 2, { groups = 1 }: ConvOptions): number {
  checkNode(name, x);
  checkNode(name, w);
  checkRank(name, x, rank);
  if (w.shape.length !== rank + 2) {
    const size = rank === 1 ? "length" : "height, width";
    throw new ShapeError(`${name}: filters are [${size}, inputs, outputs], got ${w}`, [w.shape]);
  }
  if (!Number.isInteger(groups) || groups < 1 || (w.shape.at(-1) as number) % groups !== 0) {
    throw new DomainError(`${name}: ${w} does not divide into ${groups} groups of outputs`);
  }
  return groups;
}

function alike(...nodes: readonly Node[]): Node[] {
  const dtype = nodes.map((node) => node.dtype).reduce(promote, "integer");
  return nodes.map((node) => cast(node, dtype));
}

/**
 * Filters that slide over sequences: y[n, i, o] = Σ x[n, i stride + p dilation - before, c] w[p, c, o] over p and c
 * (features last; filters are not turned round, as everywhere in this field).
 * @param x [batch, length, inputs]
 * @param w the filters, [length, inputs / groups, outputs]
 * @param options stride and dilation (1), padding with zeros (none), and groups: each is computed from its own part of
 * the inputs; as many groups as inputs make a depthwise convolution
 * @returns [batch, windows, outputs]
 * @throws ShapeError where channels differ or the filters are larger than the input; DomainError for options that mean
 * nothing
 * @example
 * const x = constant([[[1], [2], [4], [8]]]);
 * evaluate(conv1d(x, constant([[[10]], [[1]]]))) //=> [[[12], [24], [48]]]
 */
export const conv1d: Convolution = convolution("conv1d", 1, one);

/**
 * Filters that slide over images: y[n, i, j, o] = Σ x[n, i stride + p dilation - before, ..., c] w[p, q, c, o] over
 * p, q and c (features last; filters are not turned round, as everywhere in this field).
 * Source of the arithmetic: V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", 2016.
 * @param x [batch, height, width, inputs]
 * @param w the filters, [height, width, inputs / groups, outputs]
 * @param options stride and dilation (1), padding with zeros (none), and groups: each is computed from its own part of
 * the inputs; as many groups as inputs make a depthwise convolution
 * @returns [batch, windows, windows, outputs]
 * @throws ShapeError where channels differ or the filters are larger than the input; DomainError for options that mean
 * nothing
 * @example
 * const [x, w] = [input("x", [8, 28, 28, 1]), input("w", [3, 3, 1, 16])];
 * conv2d(x, w).shape //=> [8, 26, 26, 16]
 * conv2d(x, w, { stride: 2, padding: "same" }).shape //=> [8, 14, 14, 16]
 */
export const conv2d: Convolution = convolution("conv2d", 2, two);

/**
 * The transposed convolution of sequences: what `conv1d` with the same filters and options has as its derivative. It
 * makes sequences longer where the stride is above 1.
 * @param y [batch, windows, outputs], like the result of that `conv1d`
 * @param w its filters, [length, inputs / groups, outputs]
 * @param options those of `conv1d`, and the `size` of its input, where several sizes have as many windows: the smallest
 * one by default, or windows * stride with padding "same"
 * @returns [batch, length, inputs], like its input
 * @throws ShapeError where channels differ or the size has other windows; DomainError for options that mean nothing
 * @example
 * const y = constant([[[1], [2]]]);
 * evaluate(conv1dTranspose(y, constant([[[1]], [[10]]]), { stride: 2 })) //=> [[[1], [10], [2], [20]]]
 */
export const conv1dTranspose: TransposedConvolution = transposed("conv1dTranspose", 1, one);

/**
 * The transposed convolution of images: what `conv2d` with the same filters and options has as its derivative. It makes
 * images larger where the stride is above 1.
 * @param y [batch, windows, windows, outputs], like the result of that `conv2d`
 * @param w its filters, [height, width, inputs / groups, outputs]
 * @param options those of `conv2d`, and the `size` of its input, where several sizes have as many windows: the smallest
 * one by default, or windows * stride with padding "same"
 * @returns [batch, height, width, inputs], like its input
 * @throws ShapeError where channels differ or the size has other windows; DomainError for options that mean nothing
 * @example
 * const [y, w] = [input("y", [8, 14, 14, 16]), input("w", [3, 3, 1, 16])];
 * conv2dTranspose(y, w, { stride: 2, padding: "same" }).shape //=> [8, 28, 28, 1]
 */
export const conv2dTranspose: TransposedConvolution = transposed("conv2dTranspose", 2, two);
