// How long something takes: by the clock, and in processor time, which counts the threads beside it that collect garbage
// and compile.

/** Milliseconds. */
export interface Duration {
  readonly ms: number;
  readonly processorMs: number;
}

/** What something gives, and how long it takes. */
export function timed<T>(run: () => T): { readonly result: T; readonly duration: Duration } {
  const [clock, processor] = [performance.now(), process.cpuUsage()];
  const result = run();
  const { user, system } = process.cpuUsage(processor);
  return { result, duration: { ms: performance.now() - clock, processorMs: (user + system) / 1000 } };
}

/** The part of each of several that were done together. */
export const sharedBy = ({ ms, processorMs }: Duration, count: number): Duration => ({
  ms: ms / count,
  processorMs: processorMs / count,
});
