// Where functions are measured: numbers from a seed, in all regions in which a function is computed in another way.
import type { Precision } from "./computed.ts";

type Draw = () => number;

/** Uniform numbers in [0, 1) from a seed: xorshift with 32 bits (Marsaglia 2003). */
function uniform(seed: number): Draw {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32 + ((state * 0x9e3779b1) >>> 0) / 2 ** 64;
  };
}

const random = uniform(20);
const between =
  (low: number, high: number): Draw =>
  () =>
    low + (high - low) * random();
/** Powers of two with exponents in a range. */
const sizes = (low: number, high: number): Draw => {
  const exponent = between(low, high);
  return () => 2 ** exponent();
};
const signed =
  (draw: Draw): Draw =>
  () =>
    random() < 0.5 ? draw() : -draw();
/** Next to whole multiples of a number. */
const multiples =
  (of: number, most: number): Draw =>
  () =>
    Math.round(most * (2 * random() - 1)) * of;
const listed =
  (...values: readonly number[]): Draw =>
  () =>
    values[Math.floor(random() * values.length)] as number;

interface Range {
  /** Exponents of the smallest number, of the smallest normal one, and beyond the largest. */
  readonly tiny: number;
  readonly normal: number;
  readonly huge: number;
  /** The float that is closest to a multiple of π/2 (Muller, Elementary Functions, chapter 11). */
  readonly hardest: number;
}
const ranges: Readonly<Record<Precision, Range>> = {
  float32: { tiny: -149, normal: -126, huge: 128, hardest: 16367173 * 2 ** 72 },
  float64: { tiny: -1074, normal: -1022, huge: 1024, hardest: 6381956970095103 * 2 ** 797 },
};

const regions: Readonly<Record<string, (range: Range) => readonly Draw[]>> = {
  exp: ({ tiny, normal, huge }) => [
    between(-1, 1),
    between(normal * Math.LN2, huge * Math.LN2),
    between(tiny * Math.LN2, normal * Math.LN2),
    signed(sizes(tiny, 0)),
  ],
  expm1: ({ tiny, huge }) => [
    between(-1, 1),
    between(-3, 3),
    between(-60, huge * Math.LN2),
    signed(sizes(tiny, 0)),
  ],
  log: ({ tiny, normal, huge }) => [
    between(0.5, 2),
    between(0.99, 1.01),
    sizes(normal, huge),
    sizes(tiny, normal),
  ],
  log1p: ({ tiny, huge }) => [
    between(-0.5, 1),
    between(-0.01, 0.01),
    between(-1, -0.9),
    signed(sizes(tiny, -1)),
    sizes(0, huge),
  ],
  tanh: ({ tiny }) => [between(-1, 1), between(0.5, 0.75), between(-25, 25), signed(sizes(tiny, 5))],
  sigmoid: ({ tiny }) => [
    between(-1, 1),
    between(-40, 40),
    // Where 1 is about half a last place of e^-x.
    signed(listed(16.5, 16.6, 16.65, 16.67, 16.7, 36.5, 36.6, 36.65, 36.7)),
    between(tiny * Math.LN2, 0),
    signed(sizes(tiny, 5)),
  ],
  erf: ({ tiny }) => [between(-1, 1), between(0.95, 1.1), between(-6.5, 6.5), signed(sizes(tiny, 2))],
  softplus: ({ tiny }) => [
    between(-1, 1),
    between(-20, 40),
    between(tiny * Math.LN2, 0),
    signed(sizes(tiny, 5)),
  ],
  sin: ({ tiny, huge, hardest }) => [
    between(-4, 4),
    between(-1000, 1000),
    signed(sizes(tiny, 20)),
    signed(sizes(20, huge)),
    multiples(Math.PI / 2, 600_000),
    listed(hardest),
  ],
  pow: ({ tiny, huge }) => [between(0, 10), between(0.9, 1.1), sizes(-20, 20), sizes(tiny, huge)],
};

/** Arguments of a function, rounded to the precision; a power has a second one, so that all sizes of results occur. */
export function points(
  name: string,
  precision: Precision,
  count: number,
): readonly [Float64Array, Float64Array] {
  const round = precision === "float32" ? Math.fround : (x: number): number => x;
  const range = ranges[precision];
  const draws = (regions[name === "cos" ? "sin" : name] as (range: Range) => readonly Draw[])(range);
  const x = Float64Array.from({ length: count }, (_, k) => round((draws[k % draws.length] as Draw)()));
  const exponent = between(range.tiny, range.huge);
  return [x, x.map((base) => round(exponent() / Math.log2(base)))];
}
