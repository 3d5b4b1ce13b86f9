// How demands on numbers are put.
import type { NumberSystem } from "@cadena/graph/extend";
import type { Demand } from "../condition.ts";

/** A value in six digits. */
export const shown = <T, B>(n: NumberSystem<T, B>, value: T): string =>
  String(Number(n.toNumber(value).toPrecision(6)));

/** That something has a value: "y sums to" 1. */
export const equals = <T, B>(n: NumberSystem<T, B>, subject: string, value: T, than: number): Demand<T> => ({
  value,
  relation: "==",
  than,
  instead: () => `${subject} ${shown(n, value)}`,
});

/** That something is larger than a number. */
export const exceeds = <T, B>(n: NumberSystem<T, B>, subject: string, value: T, than: number): Demand<T> => ({
  ...equals(n, subject, value, than),
  relation: ">",
});

/** That a number is one of the whole numbers from 0 to `last`. */
export function isWhole<T, B>(n: NumberSystem<T, B>, subject: string, value: T, last: number): Demand<T> {
  const nearest = Math.min(last, Math.max(0, Math.round(n.toNumber(value))));
  return {
    ...equals(n, subject, n.sub(value, n.constant(nearest)), 0),
    instead: () => `${subject} ${shown(n, value)}`,
  };
}
