// Class labels as plain unit vectors, for losses and for texts that write targets so.
import { DomainError, ShapeError, Tensor } from "@cadena/graph";

/**
 * A unit vector for each class label: the data form of the graph's `oneHot`.
 * @param labels [n], integers in 0 .. classes - 1
 * @param options `axis` 1 (the default) gives [n, classes], 0 gives [classes, n], with examples as columns
 * @throws ShapeError where the labels are no vector; DomainError for a label out of range
 * @example
 * String(unitVectors(integers([1, 0]), 3)) //=> [[0, 1, 0], [1, 0, 0]]
 */
export function unitVectors(
  { shape, data }: Tensor,
  classes: number,
  options: { readonly axis?: 0 | 1 } = {},
): Tensor<[number, number]> {
  if (shape.length !== 1) {
    throw new ShapeError(`unitVectors: labels are [n], got [${shape.join(", ")}]`, [shape]);
  }
  const n = data.length;
  const vectors = new Float64Array(n * classes);
  for (const [i, label] of data.entries()) {
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new DomainError(
        `unitVectors: label ${label} is out of range: there are ${classes} classes (element ${i})`,
      );
    }
    vectors[options.axis === 0 ? label * n + i : i * classes + label] = 1;
  }
  return new Tensor(options.axis === 0 ? [classes, n] : [n, classes], vectors);
}
