// How windows slide, in plain numbers: for the formulas of windows, convolutions and pooling.
import type { Shape } from "@cadena/graph";
import type { Given } from "./table.ts";

/** How windows slide along each axis, as plain numbers. */
export interface Slide {
  readonly stride?: readonly number[];
  readonly dilation?: readonly number[];
  /** Before each axis; what is behind it, the number of windows says. */
  readonly before?: readonly number[];
}

/** The place of an element of a window along each axis. */
export function placeOf(window: readonly number[], element: readonly number[], slide: Slide): number[] {
  return window.map(
    (i, k) =>
      i * (slide.stride?.[k] ?? 1) +
      (element[k] as number) * (slide.dilation?.[k] ?? 1) -
      (slide.before?.[k] ?? 0),
  );
}

export const isIn = (place: readonly number[], shape: Shape): boolean =>
  place.every((i, k) => i >= 0 && i < (shape[k] as number));

export const middle = (shape: Shape): Shape => shape.slice(1, -1);
export const add = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
export const given = (...shapes: Shape[]): Given[] => shapes.map((shape) => ({ shape }));

/** A call with real options, and the same slide in plain numbers. */
export type Called = readonly [what: string, options: object, slide: Slide];

export const plain: Called = ["plain", {}, {}];

export const padded: Called = [
  "stride 2, padding 1",
  { stride: 2, padding: 1 },
  { stride: [2], before: [1] },
];
export const mixed: Called = [
  "stride 2 and 1, dilation 1 and 2, padding",
  { stride: [2, 1], dilation: [1, 2], padding: [[1, 0], 1] },
  { stride: [2, 1], dilation: [1, 2], before: [1, 1] },
];
