// Brings features to mean 0 and standard deviation 1.
import { ShapeError, Tensor } from "@cadena/graph";
import { checkRows } from "../training/dataset.ts";

/** Shifts and scales features by what it was made from; so that a test set goes the way of its training set. */
export interface Standardiser {
  /** @throws ShapeError where the features are not as many a row as those that it was made from */
  (features: Tensor): Tensor;
  /** [features]. */
  readonly mean: Float64Array;
  /** [features]: the standard deviation over the rows, dividing by their number; 1 for a constant feature. */
  readonly deviation: Float64Array;
}

/**
 * Learns the mean and the standard deviation of each feature. A constant feature is shifted, not divided.
 * @param features [rows, features] of a training set
 * @throws ShapeError for features that are no matrix or empty; DomainError for NaN and ∞
 * @example
 * const scale = standardiser(tensor([[1, 7], [3, 7]]));
 * String(scale(tensor([[1, 7], [5, 8]]))) //=> [[-1, 0], [3, 1]]
 */
export function standardiser(features: Tensor): Standardiser {
  const { shape } = features;
  if (shape.length !== 2) {
    throw new ShapeError(`standardiser: features are [rows, features], got [${shape.join(", ")}]`, [shape]);
  }
  checkRows("standardiser", "features", features);
  const [rows, width] = shape as readonly [number, number];
  const overRows = (value: (x: number, column: number) => number): Float64Array => {
    const total = new Float64Array(width);
    for (const [k, x] of features.data.entries()) {
      const column = k % width;
      total[column] = (total[column] as number) + value(x, column) / rows;
    }
    return total;
  };
  const mean = overRows((x) => x);
  const variance = overRows((x, column) => (x - (mean[column] as number)) ** 2);
  const isConstant = (column: number): boolean => {
    const first = features.data[column];
    for (let k = column; k < features.data.length; k += width) if (features.data[k] !== first) return false;
    return true;
  };
  const deviation = variance.map((v, column) => (v === 0 || isConstant(column) ? 1 : Math.sqrt(v)));

  const apply = (x: Tensor): Tensor => {
    if (x.shape.length !== 2 || x.shape[1] !== width) {
      throw new ShapeError(`standardiser: made from ${width} features, got [${x.shape.join(", ")}]`, [
        x.shape,
      ]);
    }
    const scaled = Float64Array.from(x.data, (value, k) => {
      return (value - (mean[k % width] as number)) / (deviation[k % width] as number);
    });
    return new Tensor(x.shape, scaled);
  };
  return Object.assign(apply, { mean, deviation });
}
