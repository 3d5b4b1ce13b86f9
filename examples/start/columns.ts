// The notes' layout: examples in columns, class labels as unit vectors.
import { Tensor } from "@cadena/graph";
import type { LabelledTable } from "@cadena/nn";

/** X [features, examples] and Y [classes, examples]. */
export interface Columns {
  readonly X: Tensor;
  readonly Y: Tensor;
}

/** The examples of the given indices as columns. */
export function columnsOf(
  { features, targets, classNames }: LabelledTable,
  indices: ArrayLike<number>,
): Columns {
  const [width, classes, m] = [features.shape[1] as number, classNames.length, indices.length];
  const X = new Float64Array(width * m);
  const Y = new Float64Array(classes * m);
  for (let j = 0; j < m; j++) {
    const row = indices[j] as number;
    for (let i = 0; i < width; i++) X[i * m + j] = features.data[row * width + i] as number;
    Y[(targets.data[row] as number) * m + j] = 1;
  }
  return { X: new Tensor([width, m], X), Y: new Tensor([classes, m], Y) };
}
