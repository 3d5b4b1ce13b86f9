// What was diagnosed, as figures and as tables.
import type { Findings, Measurement } from "../printing/measurement.ts";
import type { Diagnosed } from "./diagnosed.ts";
import type { Explained } from "./numbers.ts";
import type { Duration } from "./timed.ts";

/** All that was diagnosed. */
export interface Outcome {
  readonly singles: readonly Diagnosed[];
  readonly pairs: readonly Diagnosed[];
  /** Where the model alone is known. */
  readonly numbers: readonly Explained[];
  /** The same where the right formulas are known too, as in notes that somebody follows. */
  readonly besideFormulas: readonly Explained[];
}

/** Single mistakes by their kind, pairs, numbers, and, where they are asked for, what was not named first. */
export function summary({ singles, pairs, numbers, besideFormulas }: Outcome, verbose: boolean): Findings {
  const kinds = [...new Set(singles.flatMap(({ kinds }) => kinds))].sort();
  const ofKind = (kind: string): Diagnosed[] => singles.filter((one) => one.kinds.includes(kind));
  const missed = [...singles.filter((one) => !isFirst(one)), ...pairs.filter((one) => !isRepaired(one))];
  const unexplained = numbers.filter((one) => !isExplained(one));
  return {
    rows: [
      ...kinds.map((kind) => row(kind, ofKind(kind))),
      row("all", singles),
      {
        mistakes: "by twos",
        count: pairs.length,
        repaired: share(pairs, isRepaired),
        ...columns(pairs),
      },
      ofNumbers("from numbers", numbers),
      ofNumbers("from numbers, beside formulas", besideFormulas),
      ...(verbose ? missed.map(told) : []),
    ],
    figures: {
      formula: {
        count: singles.length,
        first: part(singles, isFirst),
        top3: part(singles, isAmongThree),
        repaired: part(singles, isRepaired),
        ...means(singles),
      },
      numbers: { count: numbers.length, explained: part(numbers, isExplained), ...means(numbers) },
      numbersBesideFormulas: {
        count: besideFormulas.length,
        explained: part(besideFormulas, isExplained),
        ...means(besideFormulas),
      },
      pairs: { count: pairs.length, repaired: part(pairs, isRepaired), ...means(pairs) },
      ...(verbose && { missed, unexplained }),
    },
  };
}

const isExplained = (one: Explained): boolean => one.isExplained;
const isFirst = ({ rank }: Diagnosed): boolean => rank === 0;
const isAmongThree = ({ rank }: Diagnosed): boolean => rank !== undefined && rank < 3;
const isRepaired = ({ named }: Diagnosed): boolean => named.length > 0;

function row(mistakes: string, of: readonly Diagnosed[]): Measurement {
  return {
    mistakes,
    count: of.length,
    first: share(of, isFirst),
    "in three": share(of, isAmongThree),
    repaired: share(of, isRepaired),
    ...columns(of),
  };
}

const ofNumbers = (mistakes: string, of: readonly Explained[]): Measurement => ({
  mistakes,
  count: of.length,
  explained: share(of, isExplained),
  ...columns(of),
});

const part = <T>(of: readonly T[], is: (one: T) => boolean): number =>
  of.length === 0 ? 1 : of.filter(is).length / of.length;

const share = <T>(of: readonly T[], is: (one: T) => boolean): string =>
  `${(100 * part(of, is)).toFixed(1)} %`;

const mean = (numbers: readonly number[]): number =>
  Math.round((10 * numbers.reduce((sum, x) => sum + x, 0)) / Math.max(1, numbers.length)) / 10;

const means = (of: readonly Duration[]): { readonly meanMs: number; readonly meanProcessorMs: number } => ({
  meanMs: mean(of.map(({ ms }) => ms)),
  meanProcessorMs: mean(of.map(({ processorMs }) => processorMs)),
});

function columns(of: readonly Duration[]): Measurement {
  const { meanMs, meanProcessorMs } = means(of);
  return { "mean ms": meanMs, "of processors": meanProcessorMs };
}

const told = ({ model, name, right, wrong, kinds, named, hint = "" }: Diagnosed): Measurement => ({
  model,
  name,
  right,
  wrong,
  planted: kinds.join(" + "),
  named: named.join("; "),
  hint,
});
