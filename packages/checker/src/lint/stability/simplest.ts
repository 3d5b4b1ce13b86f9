// The simplest input at which something still happens: as few numbers other than 0 and 1 as can be, and round ones.
import type { Node } from "@cadena/graph";
import type { Subject } from "../subject.ts";
import type { Input } from "./trial.ts";

/** Round numbers, the simplest first. */
const round = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const scales = [1, 1e3, 1e-3, 1e-6];
const numbers = [0, ...scales.flatMap((scale) => round.map((x) => Math.fround(x * scale)))];

/** Each leaf's numbers are replaced by simpler ones, as long as it still happens. */
export function simplest(input: Input, subject: Subject, happens: (input: Input) => boolean): Input {
  let best = input;
  for (const [leaf, data] of input) {
    if (leaf.dtype !== "real" || subject.conditionOn(leaf) !== undefined) continue;
    for (const other of simpler(leaf, data)) {
      const candidate = new Map(best).set(leaf, other);
      if (!happens(candidate)) continue;
      best = candidate;
      break;
    }
  }
  return best;
}

function* simpler(leaf: Node, data: ArrayLike<number>): Generator<Float64Array> {
  const sign = Math.sign(data[0] ?? 1);
  for (const x of numbers) {
    yield new Float64Array(leaf.size).fill(sign * x);
    yield new Float64Array(leaf.size).fill(-sign * x);
  }
  yield Float64Array.from(data, Math.round);
}
