// Into how many tasks work is split. A task is what one thread does without asking the others.
import { isIndependent } from "../loops/independent.ts";
import type { Loop } from "../loops/statement.ts";
import { workOf } from "../loops/work.ts";
import type { Precision } from "./lanes/width.ts";
import { lanes } from "./lanes.ts";
import { flattened, runsInVectors } from "./shape.ts";

/** Work of less than so many additions is done sooner than others have joined in. */
const least = 2 ** 18;
/** From so much work on, tasks are more than threads: one that comes late then finds something to do. */
const plenty = 2 ** 23;
/** The most tasks that a phase has: their number has to fit into a byte. */
const most = 255;

/** How many tasks work is for so many threads; 1 where it is not worth it to split it. */
export function tasksFor(work: number, threads: number): number {
  if (threads === 1 || work < least) return 1;
  return Math.min(most, work < plenty ? threads : 2 * threads, Math.floor((2 * work) / least));
}

/** Nearly equal shares of whole units, of which the last may be smaller. */
export interface Shares {
  readonly count: number;
  readonly each: number;
  readonly last: number;
}

/** At most so many shares of something. */
export function shared(total: number, unit: number, most: number): Shares {
  const units = Math.ceil(total / unit);
  const each = Math.ceil(units / Math.min(most, units)) * unit;
  const count = Math.ceil(total / each);
  return { count, each, last: total - (count - 1) * each };
}

/** Threads do not write into one line of a cache: it has so many elements. */
const line = 16;

/** The turns of a loop for so many threads, in whole vectors; undefined where they stay together. */
export function turnsOf(loop: Loop, precision: Precision, threads: number): Shares | undefined {
  const most = tasksFor(workOf(loop), threads);
  if (most < 2 || !isIndependent(loop)) return undefined;
  const { counter, extent, body } = flattened(loop);
  const width = extent >= line * most ? line : lanes[precision].wide.count;
  const shares = shared(extent, runsInVectors(counter, body) ? width : 1, most);
  return shares.count > 1 ? shares : undefined;
}
