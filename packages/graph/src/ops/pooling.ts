// The largest element and the mean of windows that slide over sequences and images. Padding takes no part: it is never
// the largest, and it does not count.
import { type CompositeOp, composite } from "../kinds/composite.ts";
import { indexAt } from "../kinds/layout.ts";
import { call } from "../kinds/notation.ts";
import { ShapeError } from "../node/errors.ts";
import { type Attributes, checkNode, type Node, sizeOf } from "../node/node.ts";
import { sum } from "../operands/broadcast.ts";
import { cast } from "../operands/cast.ts";
import { constant } from "../operands/constant.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { Pooled } from "../types/pooled.ts";
import type { Shape } from "../types/shape.ts";
import { div, mul, sub } from "./arithmetic.ts";
import { max, min } from "./reductions.ts";
import { minimum } from "./sign.ts";
import {
  checkRank,
  type PerAxis,
  type Sliding,
  type SlidingOptions,
  slidings,
  writtenSliding,
} from "./sliding.ts";
import { stopGradient } from "./stopGradient.ts";
import { where } from "./where.ts";
import { padded, windowsAlong } from "./windows.ts";

interface PoolingAttributes extends Attributes {
  readonly axes: readonly Sliding[];
}

/** A pooling as users call it. */
export type Pooling = <S extends Shape>(
  x: Node<S>,
  size: PerAxis,
  options?: SlidingOptions,
) => Node<Pooled<S>>;

function pooling(
  name: string,
  rank: 1 | 2,
  expand: (x: Node, axes: readonly Sliding[], within: readonly number[]) => Node,
): Pooling {
  const within = Array.from({ length: rank }, (_, k) => rank + 1 + k);
  const op: CompositeOp<PoolingAttributes> = composite<PoolingAttributes>({
    name,
    infer: ([x], { axes }) => {
      const { shape, dtype } = x as Node;
      return {
        shape: [shape[0] as number, ...axes.map(({ count }) => count), shape.at(-1) as number],
        dtype,
      };
    },
    expand: ([x], { axes }) => expand(x as Node, axes, within),
    notation: call(name, undefined, ({ attributes }) => {
      const { axes } = attributes as PoolingAttributes;
      const sizes = axes.map(({ size }) => size);
      return [`[${sizes.join(", ")}]`, ...writtenSliding(axes, sizes)];
    }),
  });
  return (x, size, options = {}) => {
    checkNode(name, x);
    checkRank(name, x, rank);
    const sizes = typeof size === "number" ? within.map(() => size) : size;
    const axes = slidings(name, x, x.shape.slice(1, -1), sizes, { stride: sizes, ...options });
    const odd = axes.findIndex((axis) => elementsIn(axis).includes(0));
    if (odd >= 0) {
      throw new ShapeError(`${name}: a window holds nothing but padding along axis ${odd + 1} of ${x}`, [
        x.shape,
      ]);
    }
    return op([cast(x, "real")], { axes }) as Node<never>;
  };
}

/** How many elements of the axis itself each window has. */
function elementsIn({ extent, size, count, stride, dilation, before }: Sliding): number[] {
  return Array.from({ length: count }, (_, i) => {
    const places = Array.from({ length: size }, (_, p) => i * stride + p * dilation - before);
    return places.filter((place) => place >= 0 && place < extent).length;
  });
}

/** The largest elements; padding is below all of them. */
function largest(x: Node, axes: readonly Sliding[], axis: readonly number[]): Node {
  const whole = padded(x, axes);
  if (whole === x) return max(windowsAlong(x, axes), { axis });
  const extents = whole.shape.slice(1, -1);
  const isInside = Uint8Array.from({ length: sizeOf(extents) }, (_, at) =>
    Number(
      indexAt(at, extents).every((i, k) => {
        const { before, extent } = axes[k] as Sliding;
        return i >= before && i < before + extent;
      }),
    ),
  );
  const below = stopGradient(sub(mul(2, minimum(min(x), 0)), 1));
  const inside = constant(new Tensor([1, ...extents, 1], isInside));
  return max(windowsAlong(where(inside, whole, below) as Node, axes), { axis });
}

function means(x: Node, axes: readonly Sliding[], axis: readonly number[]): Node {
  const counts = axes.map(elementsIn);
  const shape = axes.map(({ count }) => count);
  const divisors = Float64Array.from({ length: sizeOf(shape) }, (_, at) =>
    indexAt(at, shape).reduce((product, i, k) => product * (counts[k]?.[i] as number), 1),
  );
  return div(
    sum(windowsAlong(padded(x, axes), axes), { axis }),
    constant(new Tensor([...shape, 1], divisors)),
  );
}

/**
 * The largest element in each window of sequences [batch, length, features]; ties share the derivative equally, and
 * padding is never the largest.
 * @param size of a window
 * @param options stride (the size of a window), dilation (1), padding (none)
 * @throws ShapeError where a window is larger than the input or holds nothing but padding; DomainError for options that
 * mean nothing
 * @example
 * evaluate(maxPool1d(constant([[[1], [5], [7], [3]]]), 2)) //=> [[[5], [7]]]
 */
export const maxPool1d: Pooling = pooling("maxPool1d", 1, largest);

/**
 * The largest element in each window of images [batch, height, width, features]; ties share the derivative equally, and
 * padding is never the largest.
 * @param size of a window: height and width, or one number for both
 * @param options stride (the size of a window), dilation (1), padding (none)
 * @throws ShapeError where a window is larger than the input or holds nothing but padding; DomainError for options that
 * mean nothing
 * @example
 * maxPool2d(input("x", [8, 28, 28, 16]), 2).shape //=> [8, 14, 14, 16]
 */
export const maxPool2d: Pooling = pooling("maxPool2d", 2, largest);

/**
 * The mean of each window of sequences [batch, length, features]; padding does not count.
 * @param size of a window
 * @param options stride (the size of a window), dilation (1), padding (none)
 * @throws ShapeError where a window is larger than the input or holds nothing but padding; DomainError for options that
 * mean nothing
 * @example
 * evaluate(avgPool1d(constant([[[1], [5], [7]]]), 2, { padding: "same" })) //=> [[[3], [7]]]
 */
export const avgPool1d: Pooling = pooling("avgPool1d", 1, means);

/**
 * The mean of each window of images [batch, height, width, features]; padding does not count.
 * @param size of a window: height and width, or one number for both
 * @param options stride (the size of a window), dilation (1), padding (none)
 * @throws ShapeError where a window is larger than the input or holds nothing but padding; DomainError for options that
 * mean nothing
 * @example
 * evaluate(avgPool2d(constant([[[[1], [2]], [[3], [4]]]]), [1, 2])) //=> [[[[1.5]], [[3.5]]]]
 */
export const avgPool2d: Pooling = pooling("avgPool2d", 2, means);
