// Which loops can be run in parts, at the same time and in any order: those of which no turn touches what another writes.
// Each thread has local buffers of its own, and each turn writes into them before it reads.
import type { Register } from "./expression.ts";
import { reachOf } from "./reach.ts";
import type { Loop, Statement } from "./statement.ts";
import { accessesIn, registersIn } from "./walk.ts";

/** Whether the turns of a loop can be run in any order, even at the same time. */
export function isIndependent(loop: Loop): boolean {
  const given = new Set<Register>();
  const isSimple = (list: readonly Statement[]): boolean =>
    list.every((one) => {
      if (one.kind === "let") given.add(one.register);
      return one.kind === "loop" ? isSimple(one.body) : ["let", "fold", "store"].includes(one.kind);
    });
  if (!isSimple(loop.body) || [...registersIn([loop])].some((register) => !given.has(register))) return false;
  const accesses = accessesIn([loop]);
  return accesses
    .filter(({ writes, buffer }) => writes && !buffer.isLocal)
    .every(({ buffer, place }) => {
      const all = accesses.filter((one) => one.buffer === buffer);
      const step = place.strides.get(loop.counter) ?? 0;
      const reaches = all.map((one) => reachOf(one.place, loop.counter));
      const first = Math.min(...reaches.map(([first]) => first));
      const last = Math.max(...reaches.map(([, last]) => last));
      return (
        all.every((one) => (one.place.strides.get(loop.counter) ?? 0) === step) &&
        last - first < Math.abs(step)
      );
    });
}
