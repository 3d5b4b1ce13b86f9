// The error bar of a plain function over numbers, whose rounding nobody computes: the function is called again at
// inputs that differ within their own error bars, and the spread is taken with a safety factor. An estimate, no bound.
import { type Nested, type Shape, ShapeError, Tensor, tensor } from "@cadena/graph";
import { type Interval, middle } from "../numbers/interval.ts";
import { above } from "../numbers/rounding.ts";
import type { Draws } from "../points/random.ts";

/** A quantity's elements, each as an enclosure. */
export interface Enclosed {
  readonly shape: Shape;
  readonly data: ArrayLike<Interval>;
}

const runs = 8;
const safety = 8;
const leastUlps = 64;

/**
 * The function's values, each with its estimated error bar.
 * @throws ShapeError where the result has not the shape that it is compared with
 */
export function estimated(
  f: (inputs: Readonly<Record<string, Nested>>) => Nested,
  inputs: Readonly<Record<string, Enclosed>>,
  shape: Shape,
  { uniform }: Draws,
): Interval[] {
  const call = (choose: (x: Interval) => number): Tensor => {
    const nested = Object.entries(inputs).map(([name, quantity]): [string, Nested] => [
      name,
      new Tensor(quantity.shape, Float64Array.from(quantity.data, choose)).toArray(),
    ]);
    return shaped(f(Object.fromEntries(nested)), shape);
  };
  const values = call(middle).data;
  const spread = new Float64Array(values.length);
  for (let run = 0; run < runs; run++) {
    const others = call((x) => nearby(x, uniform() < 0.5)).data;
    for (const i of spread.keys()) {
      spread[i] = Math.max(spread[i] as number, Math.abs((others[i] as number) - (values[i] as number)));
    }
  }
  const floor = leastUlps * Number.EPSILON * largest(values);
  return Array.from(values, (x: number, i) => around(x, safety * (spread[i] as number) + floor));
}

/** An interval of a given radius. */
const around = (x: number, radius: number): Interval => ({ low: x - radius, high: x + radius });

/** The size of the largest number. */
export const largest = (data: ArrayLike<number>): number =>
  Array.from(data, Math.abs).reduce((a, b) => Math.max(a, b), 0);

/** The lower or the upper end; whole numbers that are known exactly stay what they are. */
function nearby(x: Interval, up: boolean): number {
  const { low, high } = x.low === x.high && !Number.isInteger(x.low) ? widened(x.low) : x;
  return up ? high : low;
}

const widened = (x: number): Interval => ({ low: -above(-x), high: above(x) });

/**
 * A result as a tensor of the expected shape.
 * @throws ShapeError where it has another
 */
export function shaped(result: Nested, shape: Shape): Tensor {
  const value = tensor(result);
  if (value.shape.join() === shape.join()) return value;
  throw new ShapeError(misfit(value.shape, shape), [value.shape, shape], { origin: undefined });
}

/** What is wrong with a shape, and whether its transpose would be right. */
export function misfit(claimed: Shape, automatic: Shape): string {
  const written = (shape: Shape): string => `[${shape.join(", ")}]`;
  const transposed = claimed.length === 2 && claimed.toReversed().join() === automatic.join();
  const hint = transposed ? "; its transpose would fit" : "";
  return `the formula has the shape ${written(claimed)}, not ${written(automatic)}${hint}`;
}
