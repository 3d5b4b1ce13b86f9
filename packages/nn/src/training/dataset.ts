// Examples to learn from or to measure on: two tensors with one row an example.
import { DomainError, type Shape, ShapeError, Tensor } from "@cadena/graph";

/** Examples in rows. */
export interface Dataset {
  /** [examples, ...]: what goes in. */
  readonly features: Tensor;
  /** [examples, ...]: what should come out; integers where they are class labels. */
  readonly targets: Tensor;
}

/**
 * Makes sure that a data set can be used.
 * @throws ShapeError for an empty set or numbers of rows that differ; DomainError for NaN and ∞
 */
export function checkDataset(name: string, { features, targets }: Dataset): void {
  checkRows(name, "features", features);
  checkRows(name, "targets", targets);
  const [rows, labels] = [features.shape[0], targets.shape[0]];
  if (rows !== labels) {
    throw new ShapeError(`${name}: features and targets differ in rows: ${rows} ≠ ${labels}`, [
      features.shape,
      targets.shape,
    ]);
  }
}

/** Makes sure that a tensor has rows, all of them finite. */
export function checkRows(name: string, what: string, { shape, data }: Tensor): void {
  if (shape.length === 0) throw new ShapeError(`${name}: the ${what} are a scalar, not rows`, [shape]);
  if (shape[0] === 0) throw new ShapeError(`${name}: the ${what} are empty: [${shape.join(", ")}]`, [shape]);
  const odd = data.findIndex((x: number) => !Number.isFinite(x));
  if (odd >= 0) {
    const width = data.length / (shape[0] as number);
    const place = width === 1 ? "" : `, element ${odd % width}`;
    throw new DomainError(`${name}: the ${what} hold ${data[odd]} (row ${Math.floor(odd / width)}${place})`);
  }
}

/** The shape of some rows of a tensor. */
export function shapeOfRows({ shape }: Tensor, count: number): Shape {
  return [count, ...shape.slice(1)];
}

/** Some rows of a tensor, in the order of their indices. */
export function rowsOf(tensor: Tensor, indices: ArrayLike<number>): Tensor {
  const rows = roomForRows(tensor, indices.length);
  copyRows(tensor, indices, rows);
  return rows;
}

/** A tensor of zeros for so many rows of another one. */
export function roomForRows(tensor: Tensor, count: number): Tensor {
  const { data, shape } = tensor;
  const Data = data.constructor as new (length: number) => typeof data;
  return new Tensor(shapeOfRows(tensor, count), new Data((data.length / (shape[0] as number)) * count));
}

/** Writes some rows of a tensor into another one, which has room for them. */
export function copyRows({ data: source }: Tensor, indices: ArrayLike<number>, { data }: Tensor): void {
  const width = data.length / indices.length;
  let at = 0;
  for (let i = 0; i < indices.length; i++) {
    const start = (indices[i] as number) * width;
    // An array of few elements is copied sooner than asked for its part.
    for (let k = start; k < start + width; k++) data[at++] = source[k] as number;
  }
}

/** Some examples of a data set. */
export function examplesOf({ features, targets }: Dataset, indices: ArrayLike<number>): Dataset {
  return { features: rowsOf(features, indices), targets: rowsOf(targets, indices) };
}
