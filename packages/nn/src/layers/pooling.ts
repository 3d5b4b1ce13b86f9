// Layers without parameters between convolutions, and from them to a dense layer.
import {
  avgPool1d as graphAvgPool1d,
  avgPool2d as graphAvgPool2d,
  maxPool1d as graphMaxPool1d,
  maxPool2d as graphMaxPool2d,
  type PerAxis,
  type Pooling,
  reshape,
  ShapeError,
  type SlidingOptions,
} from "@cadena/graph";
import type { Apply } from "./layer.ts";

/** A pooling layer: the size of a window, and how windows slide; by default in steps of their own size. */
export type PoolingLayer = (size: PerAxis, options?: SlidingOptions) => Apply;

const layerOf =
  (pool: Pooling): PoolingLayer =>
  (size, options = {}) =>
  (x) =>
    pool(x, size, options);

/**
 * The largest element in each window of sequences [batch, length, features].
 * @throws what `maxPool1d` of `@cadena/graph` throws, when it is applied
 * @example
 * evaluate(maxPool1d(2)(constant([[[1], [5], [7], [3]]]))) //=> [[[5], [7]]]
 */
export const maxPool1d: PoolingLayer = layerOf(graphMaxPool1d);

/**
 * The largest element in each window of images [batch, height, width, features].
 * @throws what `maxPool2d` of `@cadena/graph` throws, when it is applied
 * @example
 * maxPool2d(2)(input("x", [8, 28, 28, 16])).shape //=> [8, 14, 14, 16]
 */
export const maxPool2d: PoolingLayer = layerOf(graphMaxPool2d);

/**
 * The mean of each window of sequences [batch, length, features]; padding does not count.
 * @throws what `avgPool1d` of `@cadena/graph` throws, when it is applied
 * @example
 * evaluate(avgPool1d(2)(constant([[[1], [5], [7], [3]]]))) //=> [[[3], [5]]]
 */
export const avgPool1d: PoolingLayer = layerOf(graphAvgPool1d);

/**
 * The mean of each window of images [batch, height, width, features]; padding does not count.
 * @throws what `avgPool2d` of `@cadena/graph` throws, when it is applied
 * @example
 * avgPool2d([7, 7])(input("x", [8, 7, 7, 32])).shape //=> [8, 1, 1, 32]
 */
export const avgPool2d: PoolingLayer = layerOf(graphAvgPool2d);

/**
 * All features of an example in one axis: from [batch, ...] to [batch, features], in row-major order.
 * @throws ShapeError where a batch axis is missing
 * @example
 * flatten(input("x", [8, 7, 7, 32])).shape //=> [8, 1568]
 */
export const flatten: Apply = (x) => {
  const [batch, ...rest] = x.shape;
  if (batch === undefined) throw new ShapeError(`flatten: a batch axis is missing: ${x}`, [x.shape]);
  return reshape(x, [batch, rest.reduce((a, b) => a * b, 1)]);
};
