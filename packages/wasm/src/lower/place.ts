// Places in row-major data, as sums over counters: what an index of a node is, once loops run over it.
import type { Layout } from "@cadena/graph/extend";
import type { Counter, Expression, Lookup, Place } from "../loops/expression.ts";
import { reachOf } from "../loops/reach.ts";

/** The place of the element at an index, whose axes are run through by counters. */
export function placeAt({ start, strides }: Layout, counters: readonly Counter[]): Place {
  const sum = new Map<Counter, number>();
  for (const [axis, counter] of counters.entries()) {
    const stride = strides[axis] as number;
    if (counter.extent > 1 && stride !== 0) sum.set(counter, (sum.get(counter) ?? 0) + stride);
  }
  return { start, strides: sum };
}

/** The place along an axis of what has an index that is an expression. */
export function lookedUp(index: Expression, extent: number): Place {
  const known = index.kind === "constant" ? index.value : undefined;
  const strides = new Map<Counter, number>();
  // One that is out of range is refused before anything is read.
  if (known !== undefined && known >= 0 && known < extent) return { start: known, strides };
  return { start: 0, strides, lookups: [{ index, below: extent, stride: 1 }] };
}

/**
 * The index along each axis of a dense layout, as a place along that axis; undefined where a counter crosses axes.
 */
export function split(
  place: Place,
  shape: readonly number[],
  { start, strides }: Layout,
): Place[] | undefined {
  const parts = shape.map(() => ({
    start: 0,
    strides: new Map<Counter, number>(),
    lookups: [] as Lookup[],
  }));
  const isRun = (axis: number): boolean => (shape[axis] as number) > 1;
  let rest = place.start - start;
  for (const [axis, stride] of strides.entries()) {
    if (!isRun(axis)) continue;
    const part = parts[axis] as (typeof parts)[number];
    part.start = Math.floor(rest / stride);
    rest -= part.start * stride;
  }
  if (rest !== 0) return undefined;
  const axisOf = (step: number): number => strides.findIndex((stride, k) => isRun(k) && step % stride === 0);
  for (const [counter, step] of place.strides) {
    const axis = axisOf(step);
    if (axis < 0) return undefined;
    parts[axis]?.strides.set(counter, step / (strides[axis] as number));
  }
  for (const lookup of place.lookups ?? []) {
    const axis = axisOf(lookup.stride);
    if (axis < 0) return undefined;
    parts[axis]?.lookups.push({ ...lookup, stride: lookup.stride / (strides[axis] as number) });
  }
  const fits = parts.every((part, axis) => {
    const [low, high] = reachOf(part);
    return low >= 0 && high < Math.max(1, shape[axis] as number);
  });
  return fits ? parts : undefined;
}

/** Where in flat data the element is whose index along each axis is given. */
export function joined(parts: readonly Place[], { start, strides }: Layout): Place {
  const sum = new Map<Counter, number>();
  const lookups: Lookup[] = [];
  let total = start;
  for (const [axis, part] of parts.entries()) {
    const stride = strides[axis] as number;
    total += part.start * stride;
    for (const [counter, step] of part.strides) {
      if (stride !== 0) sum.set(counter, (sum.get(counter) ?? 0) + step * stride);
    }
    for (const lookup of part.lookups ?? []) {
      if (stride !== 0) lookups.push({ ...lookup, stride: lookup.stride * stride });
    }
  }
  return { start: total, strides: sum, ...(lookups.length > 0 && { lookups }) };
}

/** Whether two places are the same for certain; looked up, only by the very same expression. */
export function samePlace(a: Place, b: Place): boolean {
  const [left, right] = [a.lookups ?? [], b.lookups ?? []];
  return (
    a.start === b.start &&
    a.strides.size === b.strides.size &&
    [...a.strides].every(([counter, step]) => b.strides.get(counter) === step) &&
    left.length === right.length &&
    left.every(({ index, stride }, k) => right[k]?.index === index && right[k]?.stride === stride)
  );
}
