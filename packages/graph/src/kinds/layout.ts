// Where the elements of a tensor lie in flat data.
import type { Shape } from "../types/shape.ts";

/** The places of a block's elements: element (i, j, ...) lies at `start + Σ i * stride`. */
export interface Layout {
  readonly start: number;
  readonly strides: readonly number[];
}

/** The strides of a dense tensor in row-major order. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  for (let axis = shape.length - 1, stride = 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis] as number;
  }
  return strides;
}

/** The layout of a dense tensor. */
export function dense(shape: Shape): Layout {
  return { start: 0, strides: stridesOf(shape) };
}

/** The index in each axis of the element at a place of a dense tensor's flat data. */
export function indexAt(place: number, shape: Shape): number[] {
  const index = new Array<number>(shape.length);
  let rest = place;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = shape[axis] as number;
    index[axis] = rest % extent;
    rest = Math.floor(rest / extent);
  }
  return index;
}

/** Visits all elements of a block in row-major order, with their places in two layouts. */
export function forEachIndex(
  extents: Shape,
  a: Layout,
  b: Layout,
  visit: (a: number, b: number) => void,
): void {
  const rank = extents.length;
  if (extents.includes(0)) return;
  if (rank === 0) {
    visit(a.start, b.start);
    return;
  }
  const index = new Array<number>(rank).fill(0);
  const inner = extents[rank - 1] as number;
  const stepA = a.strides[rank - 1] as number;
  const stepB = b.strides[rank - 1] as number;
  let atA = a.start;
  let atB = b.start;
  for (;;) {
    for (let i = 0; i < inner; i++) visit(atA + i * stepA, atB + i * stepB);
    let axis = rank - 2;
    for (; axis >= 0; axis--) {
      const next = (index[axis] as number) + 1;
      atA += a.strides[axis] as number;
      atB += b.strides[axis] as number;
      if (next < (extents[axis] as number)) {
        index[axis] = next;
        break;
      }
      atA -= next * (a.strides[axis] as number);
      atB -= next * (b.strides[axis] as number);
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}
