// Updates that are written over their parameter at once: nothing reads the old value afterwards, and nothing that can
// fail comes between.
import type { Buffer } from "../loops/expression.ts";
import type { Statement, Store } from "../loops/statement.ts";
import { accessesIn } from "../loops/walk.ts";
import { samePlace } from "../lower/place.ts";
import type { Use } from "../memory/uses.ts";

/**
 * Says of results whether they can take their parameter's place in memory; a parameter that nothing reads is undefined.
 * @param uses what the statements touch
 * @param results what is read after the last statement
 */
export function inPlace(
  statements: readonly Statement[],
  uses: ReadonlyMap<Buffer, Use>,
  results: readonly Buffer[],
): (result: Buffer, parameter: Buffer | undefined) => boolean {
  const given = new Set(results);
  const lastFailure = statements.findLastIndex(({ kind }) => kind === "call" || kind === "check");
  return (result, parameter) => {
    const writers = uses.get(result)?.writes ?? [];
    const [first] = writers;
    if (first === undefined || lastFailure > first) return false;
    if (parameter === undefined) return true;
    if (result.dtype !== parameter.dtype || result.size !== parameter.size || given.has(parameter))
      return false;
    const lastRead = uses.get(parameter)?.reads.at(-1) ?? -1;
    if (writers.length > 1 || lastRead > first) return false;
    return lastRead < first || isInStep(statements[first] as Statement, result, parameter);
  };
}

/** Whether a statement reads an element of the parameter only before it writes the result's element at that place. */
function isInStep(writer: Statement, result: Buffer, parameter: Buffer): boolean {
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
): { list: readonly Statement[]; store: Store } | undefined {
  for (const one of list) {
    if (one.kind === "store" && one.buffer === buffer) return { list, store: one };
    const inside = one.kind === "loop" ? storeIn(one.body, buffer) : undefined;
    if (inside !== undefined) return inside;
  }
  return undefined;
}
