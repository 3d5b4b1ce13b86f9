// A shape as a file states it, which may be anything.

/** How many elements a shape has; undefined where it is no shape, or where no array could hold it. */
export function sizeOf(shape: readonly unknown[]): number | undefined {
  let size = 1;
  for (const extent of shape) {
    if (typeof extent !== "number" || !Number.isSafeInteger(extent) || extent < 0) return undefined;
    size *= extent;
    if (size > Number.MAX_SAFE_INTEGER) return undefined;
  }
  return size;
}
