// What was diagnosed, as figures and as tables.
import type { Findings, Measurement } from "../printing/measurement.ts";
import type { Diagnosed } from "./diagnosed.ts";

/** Single mistakes by their kind, pairs, and, where they are asked for, those that were not named first. */
export function summary(
  singles: readonly Diagnosed[],
  pairs: readonly Diagnosed[],
  verbose: boolean,
): Findings {
  const kinds = [...new Set(singles.flatMap(({ kinds }) => kinds))].sort();
  const rows: Measurement[] = [
    ...kinds.map((kind) =>
      row(
        kind,
        singles.filter((one) => one.kinds.includes(kind)),
      ),
    ),
    row("all", singles),
    {
      mistakes: "by twos",
      count: pairs.length,
      repaired: share(pairs, isRepaired),
      "mean ms": meanMs(pairs),
    },
  ];
  const missed = [...singles.filter(({ rank }) => rank !== 0), ...pairs.filter((one) => !isRepaired(one))];
  const figures = {
    formula: {
      count: singles.length,
      first: part(singles, isFirst),
      top3: part(singles, isAmongThree),
      repaired: part(singles, isRepaired),
      meanMs: meanMs(singles),
    },
    pairs: { count: pairs.length, repaired: part(pairs, isRepaired), meanMs: meanMs(pairs) },
    ...(verbose && { missed }),
  };
  return { rows: [...rows, ...(verbose ? missed.map(told) : [])], figures };
}

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
    "mean ms": meanMs(of),
  };
}

const part = (of: readonly Diagnosed[], is: (one: Diagnosed) => boolean): number =>
  of.length === 0 ? 1 : of.filter(is).length / of.length;

const share = (of: readonly Diagnosed[], is: (one: Diagnosed) => boolean): string =>
  `${(100 * part(of, is)).toFixed(1)} %`;

const meanMs = (of: readonly Diagnosed[]): number =>
  Math.round((10 * of.reduce((sum, { ms }) => sum + ms, 0)) / Math.max(1, of.length)) / 10;

const told = ({ model, name, right, wrong, kinds, named, hint = "" }: Diagnosed): Measurement => ({
  model,
  name,
  right,
  wrong,
  planted: kinds.join(" + "),
  named: named.join("; "),
  hint,
});
