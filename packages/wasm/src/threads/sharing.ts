// How many threads a session has, and the memory that they share.
import type { Threads } from "@cadena/graph/extend";
import { obstacle, parallelism } from "./platform.ts";

/** More threads than these are taken only when they are asked for. */
const sane = 8;

/** The most pages that shared memory may grow to: as many as a host agrees to. */
const limits = [65536, 32768, 16384, 4096];

/**
 * Shared memory for so many threads; where it cannot be, one thread, and why.
 * @param wanted how many threads, or "auto" for as many as the machine runs at once, up to 8
 */
export function sharing(wanted: number | "auto"): { threads: Threads; handle?: WebAssembly.Memory } {
  const count = wanted === "auto" ? Math.min(sane, parallelism()) : wanted;
  if (count === 1) return { threads: { count: 1 } };
  const because = obstacle();
  if (because !== undefined) return { threads: { count: 1, because } };
  for (const maximum of limits) {
    try {
      return { threads: { count }, handle: new WebAssembly.Memory({ initial: 1, maximum, shared: true }) };
    } catch {
      // The next one asks for less.
    }
  }
  return { threads: { count: 1, because: "the system gives no shared memory" } };
}
