// What was measured, for people and for programs.
import type { Measurement } from "../printing/measurement.ts";
import { cadena, together } from "./cadena.ts";
import type { Framework } from "./framework.ts";
import type { Entry } from "./work/works.ts";

/** The median milliseconds of the frameworks that took part. */
export interface Compared {
  readonly entry: Entry;
  readonly times: ReadonlyMap<Framework, number>;
}

/** One row a work, with a column for each of the others: milliseconds, or billion operations a second. */
export function rows(compared: readonly Compared[], others: readonly Framework[]): Measurement[] {
  return compared.map(({ entry: { id, what, gflop }, times }) => {
    const written = (framework: Framework): string => {
      const ms = times.get(framework);
      if (ms === undefined) return "-";
      return gflop === undefined
        ? threeDigits(ms)
        : `${threeDigits(ms)} (${threeDigits((gflop / ms) * 1e3)})`;
    };
    const best = bestOther(times);
    return {
      work: id,
      what,
      unit: gflop === undefined ? "ms" : "ms (GFLOP/s)",
      cadena: written(cadena),
      [together.name]: written(together),
      ...Object.fromEntries(others.map((other) => [other.name, written(other)])),
      faster: best ? `${threeDigits(best.faster)} x ${best.best}` : "-",
    };
  });
}

/** The same for programs; what we do on two threads is a result of its own. */
export function figures({ entry: { id, what, gflop }, times }: Compared): object[] {
  const timed = (threads: number, ms: number): object => ({
    work: id,
    what,
    threads,
    ms,
    ...(gflop !== undefined && { gflops: (gflop / ms) * 1e3 }),
  });
  const peers = Object.fromEntries(othersIn(times).map(([{ name }, ms]) => [name, ms]));
  const both = times.get(together);
  return [
    { ...timed(1, times.get(cadena) as number), peers, ...bestOther(times) },
    ...(both === undefined ? [] : [timed(2, both)]),
  ];
}

const othersIn = (times: Compared["times"]): [Framework, number][] =>
  [...times].filter(([framework]) => framework !== cadena && framework !== together);

/** Which other framework with gradients of its own is the fastest, and how many times faster ours is. */
function bestOther(times: Compared["times"]): { best: string; faster: number } | undefined {
  const others = othersIn(times).filter(([framework]) => framework.differentiates);
  const [best] = others.toSorted(([, a], [, b]) => a - b);
  return best && { best: best[0].name, faster: best[1] / (times.get(cadena) as number) };
}

const threeDigits = (x: number): string => (x >= 100 ? x.toFixed(0) : x.toPrecision(3));
