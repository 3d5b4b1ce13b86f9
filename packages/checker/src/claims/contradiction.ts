// Given numbers that break a condition.
import type { Tensor } from "@cadena/graph";
import type { Condition, Demand } from "../derivation/condition.ts";
import { type Interval, interval } from "../numbers/interval.ts";

/**
 * What contradicts a condition in given numbers; undefined where they satisfy it, as far as they are known. Numbers with
 * three or more decimals may have been rounded, each by half a unit of the last decimal that any of them has; whole
 * numbers, and numbers with one or two decimals, are what they are.
 */
export function contradiction(condition: Condition, { shape, data }: Tensor): string | undefined {
  const numbers = Array.from(data, Number);
  const radius = interval.constant(roundedBy(numbers));
  const enclosed = numbers.map((x): Interval => {
    if (Number.isInteger(x)) return interval.constant(x);
    return {
      low: interval.sub(interval.constant(x), radius).low,
      high: interval.add(interval.constant(x), radius).high,
    };
  });
  return condition.demands(interval, shape, enclosed).find(isBroken)?.instead();
}

/** Whether a demand is not fulfilled, wherever in its enclosure a value lies. */
export const isBroken = ({ value: { low, high }, relation, than }: Demand<Interval>): boolean =>
  relation === "==" ? low > than || high < than : high <= than;

/** Up to how much numbers may have been rounded. */
function roundedBy(numbers: readonly number[]): number {
  const decimals = Math.max(0, ...numbers.map(decimalsOf));
  return decimals < 3 ? 0 : 0.5 * 10 ** -decimals;
}

/** How many decimals the shortest text of a number has. */
function decimalsOf(x: number): number {
  const [digits = "", exponent = "0"] = String(x).split("e");
  return Math.max(0, (digits.split(".")[1]?.length ?? 0) - Number(exponent));
}
