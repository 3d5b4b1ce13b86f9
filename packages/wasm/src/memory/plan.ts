// Where each buffer is in memory. Buffers that are never needed at the same time share their place.
import { bytesOf, type Precision } from "../emit/lanes/width.ts";
import { wayOf } from "../emit/product/way.ts";
import type { Buffer } from "../loops/expression.ts";
import type { Statement } from "../loops/statement.ts";
import { touched } from "../loops/walk.ts";
import { fitted, type Life, mostAtOnce } from "./fit.ts";
import type { Use } from "./uses.ts";

const alignment = 64;

/** The bytes that a buffer or a parameter takes. */
export const roomFor = ({ size, dtype }: Pick<Buffer, "size" | "dtype">, precision: Precision): number =>
  Math.ceil((size * bytesOf(dtype, precision)) / alignment) * alignment;

/** Places of buffers, from 0 on, and how much room they take together. */
export interface Plan {
  readonly places: ReadonlyMap<Buffer, number>;
  /** Places of what only one turn of loops needs, within the room that statements use while they run. */
  readonly local: ReadonlyMap<Buffer, number>;
  /** Where that room begins. */
  readonly scratch: number;
  readonly bytes: number;
  /** The most bytes that are needed at the same time, the room of products included: no plan takes less. */
  readonly least: number;
}

/** Buffers of a program that do not live from a statement to a statement. */
interface Ends {
  /** Those that have a place already. */
  readonly kept: ReadonlySet<Buffer>;
  /** Those that are filled before the first statement. */
  readonly inputs?: readonly Buffer[];
  /** Those that are read after the last statement. */
  readonly results: readonly Buffer[];
}

/**
 * Plans the room for what statements compute.
 * @param uses what they touch
 */
export function planned(
  statements: readonly Statement[],
  uses: ReadonlyMap<Buffer, Use>,
  { kept, inputs = [], results }: Ends,
  precision: Precision,
): Plan {
  const lives = new Map<Buffer, { from: number; to: number }>();
  for (const [buffer, { reads, writes }] of uses) {
    const times = [reads[0], writes[0], reads.at(-1), writes.at(-1)].filter((time) => time !== undefined);
    lives.set(buffer, { from: Math.min(...times), to: Math.max(...times) });
  }
  const of = (buffer: Buffer, time: number): { from: number; to: number } => {
    const life = lives.get(buffer) ?? { from: time, to: time };
    lives.set(buffer, life);
    return life;
  };
  for (const buffer of inputs) of(buffer, -1).from = -1;
  for (const buffer of results) of(buffer, statements.length).to = statements.length;
  const scratch = scratchFor(statements, precision);
  for (const buffer of [...kept, ...scratch.places.keys()]) lives.delete(buffer);
  const all = [...lives].map(([buffer, life]): Life => ({ ...life, bytes: roomFor(buffer, precision) }));
  const { places, bytes } = fitted(all);
  return {
    places: new Map([...lives.keys()].map((buffer, k) => [buffer, places[k] as number])),
    local: scratch.places,
    scratch: bytes,
    bytes: bytes + scratch.bytes,
    least: mostAtOnce(all) + scratch.bytes,
  };
}

/** The bytes that statements use while they run: products for packed panels, loops for what one turn needs. */
function scratchFor(
  statements: readonly Statement[],
  precision: Precision,
): { readonly bytes: number; readonly places: Map<Buffer, number> } {
  const places = new Map<Buffer, number>();
  let most = 0;
  for (const one of statements) {
    if (one.kind === "product") {
      const { a, b } = wayOf(one, precision).scratch;
      most = Math.max(most, a + b);
    } else if (one.kind === "loop") {
      let end = 0;
      for (const buffer of touched(one).writes) {
        if (!buffer.isLocal) continue;
        places.set(buffer, end);
        end += roomFor(buffer, precision);
      }
      most = Math.max(most, end);
    }
  }
  return { bytes: most, places };
}
