// How numbers are written in reports.
import type { Bounds } from "./result.ts";

/** How large something is at most: one digit, rounded up, so that "at most" stays true. */
export function magnitude(x: number): string {
  if (x === 0 || !Number.isFinite(x)) return String(x);
  const nearest = x.toExponential(0);
  if (Number(nearest) >= x) return nearest;
  const [digit, exponent] = nearest.split("e").map(Number) as [number, number];
  return Number(`${digit + 1}e${exponent}`).toExponential(0);
}

/** The middle of an interval. */
export const middle = ([low, high]: Bounds): number => low + (high - low) / 2;

/** How far two intervals without a common number are from each other. */
export const gap = (a: Bounds, b: Bounds): number => Math.max(a[0] - b[1], b[0] - a[1]);

/** Two different numbers, with as few digits as show the difference, four at least. */
export function apart(a: number, b: number): [string, string] {
  for (let digits = 4; digits <= 17; digits++) {
    const [left, right] = [a.toPrecision(digits), b.toPrecision(digits)];
    if (left !== right) return [String(Number(left)), String(Number(right))];
  }
  return [String(a), String(b)];
}

/** `1 point`, `5 points`. */
export const counted = (number: number, one: string, several: string = `${one}s`): string =>
  `${number} ${number === 1 ? one : several}`;
