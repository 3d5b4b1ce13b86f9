// The memory of a session: regions of it are taken, looked at as typed arrays, and free again once nobody holds them.
import { type DType, UnsupportedError } from "@cadena/graph";
import type { MemoryNeed } from "../assembler/module.ts";
import type { Precision } from "../emit/lanes/width.ts";
import { Room } from "../memory/room.ts";
import { weigh } from "../threads/weight.ts";

/** Data in memory: truths are integers there. */
export type View = Float32Array | Float64Array | Int32Array;

const page = 2 ** 16;
/** What a 32-bit address can reach. */
const reachable = 2 ** 32;
/** Nothing begins at 0. */
const first = 64;

/** A piece of memory, which is free again when the object has been collected. */
export interface Region {
  readonly at: number;
  readonly bytes: number;
}

/** What somebody wants of a memory. */
export interface Wish {
  /** The bytes of regions of their own. */
  readonly regions: readonly number[];
  /** The bytes that are needed only during a run: all who never run at the same time share them. */
  readonly shared?: number;
  /** What takes the most, for people. */
  readonly largest?: () => string;
}

/** Memory of which regions are taken. */
export class Memory {
  readonly handle: WebAssembly.Memory;
  /** What modules say of it. */
  readonly need: MemoryNeed;
  readonly #precision: Precision;
  readonly #room = new Room(first);
  readonly #collected = new FinalizationRegistry<Region>(({ at, bytes }) => this.#room.give(at, bytes));
  readonly #kept: Region[] = [];
  #shared: WeakRef<Region>[] = [];

  /** @param handle memory that is shared with threads; left out, one of this thread alone */
  constructor(precision: Precision, handle?: WebAssembly.Memory) {
    this.#precision = precision;
    this.handle = handle ?? new WebAssembly.Memory({ initial: 1 });
    this.need = handle === undefined ? { pages: 1 } : { pages: 1, maximum: reachable / page, shared: true };
  }

  /**
   * Regions of so many bytes.
   * @throws UnsupportedError where 32-bit memory does not suffice, or the system gives no more; nothing has changed then
   */
  take({ regions, shared = 0, largest }: Wish): { readonly regions: Region[]; readonly shared: Region } {
    const known = this.#sharedOf(shared);
    const pieces = [...(known ? [] : [shared]), ...regions].map(
      (bytes): Region => ({ at: this.#room.take(bytes), bytes }),
    );
    try {
      this.#grow(this.#room.end, largest);
    } catch (error) {
      for (const { at, bytes } of pieces) this.#room.give(at, bytes);
      throw error;
    }
    const held = pieces.map((piece) => this.#held(piece));
    if (known !== undefined) return { regions: held, shared: known };
    const [whole, ...others] = held as [Region, ...Region[]];
    this.#shared.push(new WeakRef(whole));
    return { regions: others, shared: whole };
  }

  /** The elements at an address. */
  view(at: number, dtype: DType, size: number): View {
    const { buffer } = this.handle;
    if (dtype !== "real") return new Int32Array(buffer, at, size);
    return this.#precision === "float32"
      ? new Float32Array(buffer, at, size)
      : new Float64Array(buffer, at, size);
  }

  /** Holds a region for as long as the memory is there. */
  keep(region: Region): void {
    this.#kept.push(region);
  }

  /** The smallest shared region that suffices, if somebody still holds one. */
  #sharedOf(bytes: number): Region | undefined {
    this.#shared = this.#shared.filter((one) => one.deref() !== undefined);
    const enough = this.#shared.flatMap((one) => one.deref() ?? []).filter((one) => one.bytes >= bytes);
    return enough.sort((a, b) => a.bytes - b.bytes)[0];
  }

  #held(piece: Region): Region {
    const region = { ...piece };
    this.#collected.register(region, piece);
    return region;
  }

  #grow(end: number, largest: Wish["largest"]): void {
    const need = (): string =>
      `wasm: ${sized(end)} are needed${largest ? `, most of it for ${largest()}` : ""}`;
    if (end > reachable) throw new UnsupportedError(`${need()}; 32-bit memory ends at ${sized(reachable)}`);
    const missing = end - this.handle.buffer.byteLength;
    try {
      if (missing > 0) this.handle.grow(Math.ceil(missing / page));
    } catch {
      throw new UnsupportedError(`${need()}; the system gives no more memory`);
    }
    if (missing > 0 && this.need.shared) weigh(this.handle);
  }
}

/** Bytes for people, rounded up. */
export function sized(bytes: number): string {
  const [unit, name] = bytes >= 2 ** 30 ? [2 ** 30, "GB"] : [2 ** 20, "MB"];
  return `${Math.ceil((10 * bytes) / unit) / 10} ${name}`;
}
