// Where each buffer is in memory. Buffers that are never needed at the same time share their place.
import { bytesOf, type Precision } from "./emit/lanes/width.ts";
import { wayOf } from "./emit/product/way.ts";
import type { Buffer } from "./loops/expression.ts";
import type { Statement } from "./loops/statement.ts";
import { touched } from "./loops/walk.ts";

const alignment = 64;

/** The bytes that a buffer or a parameter takes. */
export const roomFor = ({ size, dtype }: Pick<Buffer, "size" | "dtype">, precision: Precision): number =>
  Math.ceil((size * bytesOf(dtype, precision)) / alignment) * alignment;

/** Places of buffers, from 0 on, and how much room they take together. */
export interface Plan {
  readonly places: ReadonlyMap<Buffer, number>;
  /** Where the room begins that products use while they run. */
  readonly scratch: number;
  readonly bytes: number;
}

/**
 * Plans the room for what statements compute: greedy by size, each at the lowest place that is free as long as it
 * lives (Pisarchyk and Lee, Efficient memory management for deep neural net inference, 2020).
 * @param kept buffers that have a place already
 * @param results buffers that are read after the last statement
 */
export function planned(
  statements: readonly Statement[],
  kept: ReadonlySet<Buffer>,
  results: readonly Buffer[],
  precision: Precision,
): Plan {
  const lives = new Map<Buffer, { from: number; to: number }>();
  for (const [time, statement] of statements.entries()) {
    const { reads, writes } = touched(statement);
    for (const buffer of [...writes, ...reads]) {
      if (kept.has(buffer)) continue;
      const life = lives.get(buffer) ?? { from: time, to: time };
      lives.set(buffer, { from: life.from, to: time });
    }
  }
  for (const buffer of results) {
    const life = lives.get(buffer);
    if (life !== undefined) life.to = statements.length;
  }
  const places = new Map<Buffer, number>();
  let bytes = 0;
  const bySize = [...lives.keys()].sort((a, b) => roomFor(b, precision) - roomFor(a, precision));
  for (const buffer of bySize) {
    const { from, to } = lives.get(buffer) as { from: number; to: number };
    const others = [...places]
      .filter(([other]) => {
        const life = lives.get(other) as { from: number; to: number };
        return life.from <= to && from <= life.to;
      })
      .map(([other, place]) => [place, place + roomFor(other, precision)] as const)
      .sort(([a], [b]) => a - b);
    let place = 0;
    for (const [start, end] of others) {
      if (place + roomFor(buffer, precision) <= start) break;
      place = Math.max(place, end);
    }
    places.set(buffer, place);
    bytes = Math.max(bytes, place + roomFor(buffer, precision));
  }
  let scratch = 0;
  for (const one of statements) {
    if (one.kind !== "product") continue;
    const { a, b } = wayOf(one, precision).scratch;
    scratch = Math.max(scratch, a + b);
  }
  return { places, scratch: bytes, bytes: bytes + scratch };
}
