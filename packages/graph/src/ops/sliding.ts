// How windows slide along axes: sizes, strides, dilations and paddings as users give them and as ops hold them.
// Source of the arithmetic: V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", 2016.
import { DomainError, ShapeError } from "../node/errors.ts";
import type { Node } from "../node/node.ts";

/** Whole numbers for each axis, or one for all of them. */
export type PerAxis = number | readonly number[];

/**
 * The zeros around an axis: none (`"valid"`); as few as give ⌈size / stride⌉ windows, the odd one behind (`"same"`);
 * so many on both sides; or, for each axis, so many on both sides or before and behind.
 */
export type Padding =
  | "valid"
  | "same"
  | number
  | readonly (number | readonly [before: number, behind: number])[];

/** How windows slide: in which steps (1), how far apart their elements are (1), and over which padding (none). */
export interface SlidingOptions {
  readonly stride?: PerAxis;
  readonly dilation?: PerAxis;
  readonly padding?: Padding;
}

/** Windows along one axis: element p of window i is at place `i stride + p dilation - before`. */
export interface Sliding {
  /** The size of the axis, without padding. */
  readonly extent: number;
  /** How many elements a window has. */
  readonly size: number;
  /** How many windows there are. */
  readonly count: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
  readonly behind: number;
}

/** What a window spans, gaps included. */
export const spanOf = ({ size, dilation }: Pick<Sliding, "size" | "dilation">): number =>
  (size - 1) * dilation + 1;

/**
 * How windows slide along the axes between the first and the last one.
 * @param extents the sizes of these axes
 * @param sizes of a window
 * @param x what is named in errors
 * @throws DomainError for numbers that mean nothing; ShapeError where a window is larger than an axis with its padding
 */
export function slidings(
  name: string,
  x: Node,
  extents: readonly number[],
  sizes: readonly number[],
  options: SlidingOptions,
): Sliding[] {
  const axes = steps(name, extents.length, sizes, options);
  return axes.map(({ size, stride, dilation, pads }, k) => {
    const extent = extents[k] as number;
    const span = spanOf({ size, dilation });
    const [before, behind] =
      pads ?? evenly(Math.max(0, (Math.ceil(extent / stride) - 1) * stride + span - extent));
    const room = extent + before + behind;
    if (span > room) {
      const padded = room === extent ? "" : ", padding included";
      throw new ShapeError(
        `${name}: a window is larger than axis ${k + 1} of ${x} (${span} > ${room}${padded})`,
        [x.shape],
      );
    }
    const count = Math.floor((room - span) / stride) + 1;
    return { extent, size, count, stride, dilation, before, behind };
  });
}

/**
 * How windows slide along axes of which only their number is known: over the smallest axes that have so many, or, with
 * `"same"`, over `count stride` elements.
 * @param counts how many windows there are along each axis
 */
export function slidingsBack(
  name: string,
  x: Node,
  counts: readonly number[],
  sizes: readonly number[],
  options: SlidingOptions & { readonly size?: readonly number[] },
): Sliding[] {
  const axes = steps(name, counts.length, sizes, options);
  const least = axes.map(({ size, stride, dilation, pads }, k) => {
    const count = counts[k] as number;
    if (pads === undefined) return count * stride;
    return Math.max(0, (count - 1) * stride + spanOf({ size, dilation }) - pads[0] - pads[1]);
  });
  const extents = options.size ?? least;
  checkNumbers(name, "a size", extents, axes.length, 0);
  const found = slidings(name, x, extents, sizes, options);
  const odd = found.findIndex(({ count }, k) => count !== counts[k]);
  if (odd >= 0) {
    throw new ShapeError(
      `${name}: an axis of size ${extents[odd]} has ${found[odd]?.count} windows, axis ${odd + 1} of ${x} has size ${counts[odd]}`,
      [x.shape],
    );
  }
  return found;
}

/** The options, axis by axis; no padding where it depends on the size of the axis. */
function steps(name: string, rank: number, sizes: readonly number[], options: SlidingOptions) {
  const { stride = 1, dilation = 1, padding = "valid" } = options;
  const each = (what: string, given: PerAxis): readonly number[] => {
    const numbers = typeof given === "number" ? new Array<number>(rank).fill(given) : given;
    checkNumbers(name, what, numbers, rank, 1);
    return numbers;
  };
  const [size, step, spread] = [
    each("a size of a window", sizes),
    each("a stride", stride),
    each("a dilation", dilation),
  ];
  const pads = padding === "same" ? undefined : paddings(name, padding, rank);
  return sizes.map((_, k) => ({
    size: size[k] as number,
    stride: step[k] as number,
    dilation: spread[k] as number,
    pads: pads?.[k],
  }));
}

type Pair = readonly [before: number, behind: number];

/** The zeros before and behind each axis. */
function paddings(name: string, padding: Exclude<Padding, "same">, rank: number): readonly Pair[] {
  const given = padding === "valid" ? 0 : padding;
  if (typeof given === "string") {
    throw new DomainError(`${name}: a padding is "valid", "same" or numbers, got ${given}`);
  }
  const each = typeof given === "number" ? new Array<number>(rank).fill(given) : given;
  const pairs = each.map((one): Pair => (typeof one === "number" ? [one, one] : one));
  for (const side of [0, 1]) {
    const numbers = pairs.map((pair) => pair[side] as number);
    checkNumbers(name, "a padding", numbers, rank, 0);
  }
  return pairs;
}

const evenly = (total: number): Pair => [Math.floor(total / 2), Math.ceil(total / 2)];

function checkNumbers(
  name: string,
  what: string,
  given: readonly number[],
  count: number,
  least: number,
): void {
  const odd = given.findIndex((x) => !Number.isInteger(x) || x < least);
  if (odd >= 0) {
    throw new DomainError(`${name}: ${what} is a whole number from ${least}, got ${given[odd]}`);
  }
  if (given.length !== count) {
    throw new DomainError(`${name}: ${what} is needed for each of ${count} axes, got [${given.join(", ")}]`);
  }
}

/**
 * Refuses a tensor without a batch, `rank` axes in the middle, and features.
 * @throws ShapeError where it has another number of axes
 */
export function checkRank(name: string, x: Node, rank: number): void {
  if (x.shape.length === rank + 2) return;
  const middle = rank === 1 ? "length" : rank === 2 ? "height, width" : `${rank} axes`;
  throw new ShapeError(`${name}: needs [batch, ${middle}, features], got ${x}`, [x.shape]);
}

/** An option with a number for each axis, as it is written; nothing where each of them is the usual one. */
export function writtenUnless(
  usual: number | readonly number[],
  name: string,
  numbers: readonly number[],
): string[] {
  const isUsual = numbers.every((x, k) => x === (typeof usual === "number" ? usual : usual[k]));
  return isUsual ? [] : [`${name}=[${numbers.join(", ")}]`];
}

/**
 * How windows slide, as it is written.
 * @param usual the stride that is not written
 */
export function writtenSliding(axes: readonly Sliding[], usual: number | readonly number[] = 1): string[] {
  const isPadded = axes.some(({ before, behind }) => before + behind > 0);
  const pads = axes.map(({ before, behind }) => `[${before}, ${behind}]`);
  return [
    ...writtenUnless(
      usual,
      "stride",
      axes.map(({ stride }) => stride),
    ),
    ...writtenUnless(
      1,
      "dilation",
      axes.map(({ dilation }) => dilation),
    ),
    ...(isPadded ? [`padding=[${pads.join(", ")}]`] : []),
  ];
}
