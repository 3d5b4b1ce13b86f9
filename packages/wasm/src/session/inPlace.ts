// Updates that are written over their parameter at once: nothing reads the old value afterwards, and nothing that can
// fail comes between.
import type { Buffer, Place } from "../loops/expression.ts";
import type { Statement, Store } from "../loops/statement.ts";
import { accessesIn, touched } from "../loops/walk.ts";
import { samePlace } from "../lower/place.ts";

/** Whether a result can take its parameter's place in memory; undefined stands for one that nothing reads. */
export function isInPlace(
  statements: readonly Statement[],
  result: Buffer,
  parameter: Buffer | undefined,
  results: readonly Buffer[],
): boolean {
  if (parameter === undefined) {
    const first = statements.findIndex((one) => touched(one).writes.has(result));
    return first >= 0 && !statements.slice(first).some((one) => one.kind === "call");
  }
  if (result.dtype !== parameter.dtype || result.size !== parameter.size || results.includes(parameter))
    return false;
  const writers = statements.filter((one) => touched(one).writes.has(result));
  const [writer] = writers;
  if (writer === undefined || writers.length > 1) return false;
  const after = statements.slice(statements.indexOf(writer) + 1);
  if (after.some((one) => one.kind === "call" || one.kind === "check" || touched(one).reads.has(parameter)))
    return false;
  const found = storeIn([writer], result);
  if (found === undefined) return false;
  const { list, store } = found;
  const before = new Set(accessesIn(list.slice(0, list.indexOf(store) + 1)).map(({ place }) => place));
  return accessesIn([writer]).every(
    ({ buffer, place }) => buffer !== parameter || (before.has(place) && samePlace(place, store.place)),
  );
}

/** The only store into a buffer, and the statements among which it stands. */
function storeIn(
  list: readonly Statement[],
  buffer: Buffer,
): { list: readonly Statement[]; store: Store & { place: Place } } | undefined {
  for (const one of list) {
    if (one.kind === "store" && one.buffer === buffer) return { list, store: one };
    const inside = one.kind === "loop" ? storeIn(one.body, buffer) : undefined;
    if (inside !== undefined) return inside;
  }
  return undefined;
}
