// Dense arrays of doubles, and what little algebra it takes to ask what somebody has computed.
import type { Shape, Tensor } from "@cadena/graph";

/** An array in row-major order. */
export interface Values {
  readonly shape: Shape;
  readonly data: Float64Array;
}

/** The numbers of a tensor; truths are 0 and 1. */
export const valuesOf = ({ shape, data }: Tensor): Values => ({ shape, data: Float64Array.from(data) });

export const sameShape = (a: Values, b: Values): boolean => a.shape.join() === b.shape.join();

/** Each element by itself. */
export function mapped({ shape, data }: Values, f: (x: number) => number): Values {
  const out = new Float64Array(data.length);
  for (let k = 0; k < data.length; k++) out[k] = f(data[k] as number);
  return { shape, data: out };
}

/** Elements of two arrays of one shape, two by two. */
export function zipped({ shape, data }: Values, b: Values, f: (x: number, y: number) => number): Values {
  const out = new Float64Array(data.length);
  for (let k = 0; k < data.length; k++) out[k] = f(data[k] as number, b.data[k] as number);
  return { shape, data: out };
}

/** A vector as a column; a matrix as it is; undefined for anything with more axes. */
export function asMatrix({ shape, data }: Values): Values | undefined {
  if (shape.length > 2) return undefined;
  const [rows = 1, columns = 1] = shape;
  return { shape: [rows, columns], data };
}

/** The transpose of a matrix. */
export function transposed({ shape, data }: Values): Values {
  const [rows, columns] = shape as [number, number];
  const out = new Float64Array(data.length);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) out[j * rows + i] = data[i * columns + j] as number;
  return { shape: [columns, rows], data: out };
}

/** The product of two matrices that fit. */
export function product(a: Values, b: Values): Values {
  const [rows, depth] = a.shape as [number, number];
  const columns = b.shape[1] as number;
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < depth; k++) {
      const factor = a.data[i * depth + k] as number;
      for (let j = 0; j < columns; j++)
        out[i * columns + j] =
          (out[i * columns + j] as number) + factor * (b.data[k * columns + j] as number);
    }
  }
  return { shape: [rows, columns], data: out };
}

/** The sums along one axis, which is gone afterwards. */
export function summed({ shape, data }: Values, axis: number): Values {
  const extent = shape[axis] as number;
  const inner = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const out = new Float64Array(extent === 0 ? 0 : data.length / extent);
  for (const [k, x] of data.entries()) {
    const at = Math.floor(k / (inner * extent)) * inner + (k % inner);
    out[at] = (out[at] as number) + x;
  }
  return { shape: shape.toSpliced(axis, 1), data: out };
}

/** An array repeated along axes until it has a shape, as NumPy broadcasts; undefined where it cannot. */
export function spread({ shape, data }: Values, to: Shape): Values | undefined {
  if (shape.join() === to.join()) return { shape, data };
  const lead = to.length - shape.length;
  const fits = lead >= 0 && shape.every((extent, axis) => extent === 1 || extent === to[axis + lead]);
  if (!fits) return undefined;
  const size = to.reduce((a, b) => a * b, 1);
  const out = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    let [rest, at, step] = [k, 0, 1];
    for (let axis = to.length - 1; axis >= 0; axis--) {
      const extent = to[axis] as number;
      const own = axis >= lead ? (shape[axis - lead] as number) : 1;
      if (own !== 1) at += (rest % extent) * step;
      step *= own;
      rest = Math.floor(rest / extent);
    }
    out[k] = data[at] as number;
  }
  return { shape: to, data: out };
}

/** The size of the largest element. */
export function largest({ data }: Values): number {
  let most = 0;
  for (const x of data) most = Math.max(most, Math.abs(x));
  return most;
}

/** The index of an element, as people write it: "1, 2". */
export function indexOf(flat: number, shape: Shape): string {
  let rest = flat;
  const index = shape.toReversed().map((extent) => {
    const i = rest % extent;
    rest = Math.floor(rest / extent);
    return i;
  });
  return index.reverse().join(", ");
}
