// How loops are run: which ones as one, and which in vectors.
import type { Counter } from "../loops/expression.ts";
import type { Loop, Statement } from "../loops/statement.ts";
import { accessesIn, counts, isLookedUpAlong } from "../loops/walk.ts";

/** Loops that run through data as one would are one: the innermost one, which then runs longer. */
export function flattened({ counter, body }: Loop): {
  counter: Counter;
  extent: number;
  body: readonly Statement[];
} {
  const [only, ...others] = body;
  if (only?.kind === "loop" && others.length === 0) {
    const inner = flattened(only);
    const runsOn = accessesIn(inner.body).every(
      ({ place: { strides } }) =>
        (strides.get(counter) ?? 0) === inner.extent * (strides.get(inner.counter) ?? 0),
    );
    const isCounted = counts(inner.body, counter) || counts(inner.body, inner.counter);
    if (runsOn && !isCounted) return { ...inner, extent: counter.extent * inner.extent };
  }
  return { counter, extent: counter.extent, body };
}

/**
 * Whether a loop is run in vectors: its data lies in a row, or is read by indices that do, and no loop inside of it is
 * the better choice.
 */
export function runsInVectors(counter: Counter, body: readonly Statement[]): boolean {
  if (!isInRow(counter, body, true)) return false;
  const inner = body.filter((one) => one.kind === "loop").map(flattened);
  return inner.length === 0 || !inner.every((loop) => isInRow(loop.counter, loop.body, false));
}

function isInRow(counter: Counter, body: readonly Statement[], looksUp: boolean): boolean {
  return accessesIn(body).every(({ buffer, place, writes }) => {
    const stride = place.strides.get(counter) ?? 0;
    if (isLookedUpAlong(place, counter, body)) {
      return looksUp && !writes && stride === 0 && buffer.dtype === "real";
    }
    return stride === 1 || (stride === 0 && !writes);
  });
}
