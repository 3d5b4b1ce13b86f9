// The operations of the search on values at several points, which lie one after the other.
import type { Shape } from "@cadena/graph";
import { sizeOf } from "@cadena/graph/extend";
import type { Values } from "./sample.ts";

const places = new Map<string, Int32Array>();

/** Where the elements of a smaller shape stand when it is stretched to a larger one. */
function stretching(from: Shape, to: Shape): Int32Array {
  const key = `${from.join()}|${to.join()}`;
  const known = places.get(key);
  if (known !== undefined) return known;
  const lead = to.length - from.length;
  const made = Int32Array.from({ length: sizeOf(to) }, (_, index) => {
    let [rest, place, stride] = [index, 0, 1];
    for (let k = to.length - 1; k >= 0; k--) {
      const at = rest % (to[k] as number);
      rest = Math.floor(rest / (to[k] as number));
      const size = from[k - lead];
      if (size === undefined) continue;
      if (size !== 1) place += at * stride;
      stride *= size;
    }
    return place;
  });
  places.set(key, made);
  return made;
}

/** Values stretched to a shape. */
export function stretchedValues(values: Values, shape: Shape, count: number): Float64Array {
  if (values.shape.join() === shape.join()) return values.data;
  const place = stretching(values.shape, shape);
  const size = sizeOf(values.shape);
  const result = new Float64Array(place.length * count);
  for (let p = 0; p < count; p++) {
    for (let i = 0; i < place.length; i++)
      result[p * place.length + i] = values.data[p * size + (place[i] as number)] as number;
  }
  return result;
}

/** Two values, element by element. */
export function combined(
  a: Float64Array,
  b: Float64Array,
  of: (x: number, y: number) => number,
): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = of(a[i] as number, b[i] as number);
  return result;
}

/** The matrix product. */
export function multiplied(a: Values, b: Values, count: number): Values {
  const [rows, inner] = a.shape as [number, number];
  const columns = b.shape[1] as number;
  const data = new Float64Array(count * rows * columns);
  for (let p = 0; p < count; p++) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let k = 0; k < inner; k++) {
          sum +=
            (a.data[(p * rows + i) * inner + k] as number) *
            (b.data[(p * inner + k) * columns + j] as number);
        }
        data[(p * rows + i) * columns + j] = sum;
      }
    }
  }
  return { shape: [rows, columns], data };
}

/** The transpose of a matrix. */
export function turned({ shape, data }: Values, count: number): Values {
  const [rows, columns] = shape as [number, number];
  const result = new Float64Array(data.length);
  for (let p = 0; p < count; p++) {
    const start = p * rows * columns;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++)
        result[start + j * rows + i] = data[start + i * columns + j] as number;
    }
  }
  return { shape: [columns, rows], data: result };
}

/** The sum along one axis, which stays with length 1; along all axes, which go, for none. */
export function totalled({ shape, data }: Values, axis: number | undefined, count: number): Values {
  const size = data.length / count;
  if (axis === undefined) {
    const sums = new Float64Array(count);
    for (let p = 0; p < count; p++)
      for (let i = 0; i < size; i++) sums[p] = (sums[p] as number) + (data[p * size + i] as number);
    return { shape: [], data: sums };
  }
  const kept = shape.map((extent, k) => (k === axis ? 1 : extent));
  const inner = sizeOf(shape.slice(axis + 1));
  const extent = shape[axis] as number;
  const small = size / extent;
  const sums = new Float64Array(small * count);
  for (let p = 0; p < count; p++) {
    for (let i = 0; i < size; i++) {
      const place = Math.floor(i / (inner * extent)) * inner + (i % inner);
      sums[p * small + place] = (sums[p * small + place] as number) + (data[p * size + i] as number);
    }
  }
  return { shape: kept, data: sums };
}
