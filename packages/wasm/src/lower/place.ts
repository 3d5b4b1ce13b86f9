// Places in row-major data, as sums over counters: what an index of a node is, once loops run over it.
import type { Layout } from "@cadena/graph/extend";
import type { Counter, Place } from "../loops/expression.ts";

/** The place of the element at an index, whose axes are run through by counters. */
export function placeAt({ start, strides }: Layout, counters: readonly Counter[]): Place {
  const sum = new Map<Counter, number>();
  for (const [axis, counter] of counters.entries()) {
    const stride = strides[axis] as number;
    if (counter.extent > 1 && stride !== 0) sum.set(counter, (sum.get(counter) ?? 0) + stride);
  }
  return { start, strides: sum };
}

/**
 * The index along each axis of a dense layout, as a place along that axis; undefined where a counter crosses axes.
 */
export function split(
  place: Place,
  shape: readonly number[],
  { start, strides }: Layout,
): Place[] | undefined {
  const parts = shape.map(() => ({ start: 0, strides: new Map<Counter, number>() }));
  const isRun = (axis: number): boolean => (shape[axis] as number) > 1;
  let rest = place.start - start;
  for (const [axis, stride] of strides.entries()) {
    if (!isRun(axis)) continue;
    const part = parts[axis] as (typeof parts)[number];
    part.start = Math.floor(rest / stride);
    rest -= part.start * stride;
  }
  if (rest !== 0) return undefined;
  for (const [counter, step] of place.strides) {
    const axis = strides.findIndex((stride, k) => isRun(k) && step % stride === 0);
    if (axis < 0) return undefined;
    const part = parts[axis] as (typeof parts)[number];
    part.strides.set(counter, step / (strides[axis] as number));
  }
  const fits = parts.every((part, axis) => {
    const [low, high] = range(part);
    return low >= 0 && high < Math.max(1, shape[axis] as number);
  });
  return fits ? parts : undefined;
}

/** The least and the largest value of a place. */
function range({ start, strides }: Place): [low: number, high: number] {
  let [low, high] = [start, start];
  for (const [{ extent }, step] of strides) {
    if (step < 0) low += step * (extent - 1);
    else high += step * (extent - 1);
  }
  return [low, high];
}

/** Where in flat data the element is whose index along each axis is given. */
export function joined(parts: readonly Place[], { start, strides }: Layout): Place {
  const sum = new Map<Counter, number>();
  let total = start;
  for (const [axis, part] of parts.entries()) {
    const stride = strides[axis] as number;
    total += part.start * stride;
    for (const [counter, step] of part.strides) {
      if (stride !== 0) sum.set(counter, (sum.get(counter) ?? 0) + step * stride);
    }
  }
  return { start: total, strides: sum };
}

/** Whether two places are the same. */
export function samePlace(a: Place, b: Place): boolean {
  return (
    a.start === b.start &&
    a.strides.size === b.strides.size &&
    [...a.strides].every(([counter, step]) => b.strides.get(counter) === step)
  );
}
