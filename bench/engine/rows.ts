// What was measured, for people and for programs.
import type { Measurement } from "../printing/measurement.ts";
import { cadena } from "./cadena.ts";
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
      ...Object.fromEntries(others.map((other) => [other.name, written(other)])),
      faster: best ? `${threeDigits(best.faster)} x ${best.best}` : "-",
    };
  });
}

/** The same for programs. */
export function figures({ entry: { id, what, gflop }, times }: Compared): object {
  const ms = times.get(cadena) as number;
  const others = [...times].filter(([framework]) => framework !== cadena);
  return {
    work: id,
    what,
    threads: 1,
    ms,
    ...(gflop !== undefined && { gflops: (gflop / ms) * 1e3 }),
    peers: Object.fromEntries(others.map(([{ name }, ms]) => [name, ms])),
    ...bestOther(times),
  };
}

/** Which other framework with gradients of its own is the fastest, and how many times faster ours is. */
function bestOther(times: Compared["times"]): { best: string; faster: number } | undefined {
  const others = [...times].filter(([framework]) => framework !== cadena && framework.differentiates);
  const [best] = others.toSorted(([, a], [, b]) => a - b);
  return best && { best: best[0].name, faster: best[1] / (times.get(cadena) as number) };
}

const threeDigits = (x: number): string => (x >= 100 ? x.toFixed(0) : x.toPrecision(3));
