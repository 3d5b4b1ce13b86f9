// The memory of a session: it grows, and parts of it are looked at as typed arrays.
import { type DType, UnsupportedError } from "@cadena/graph";
import type { MemoryNeed } from "../assembler/module.ts";
import type { Precision } from "../emit/lanes/width.ts";
import { weigh } from "../threads/weight.ts";

/** Data in memory: truths are integers there. */
export type View = Float32Array | Float64Array | Int32Array;

const page = 2 ** 16;
/** What a 32-bit address can reach. */
const reachable = 2 ** 32;
/** Nothing begins at 0. */
const first = 64;

/** Memory of which regions are taken, one after the other. */
export class Memory {
  readonly handle: WebAssembly.Memory;
  /** What modules say of it. */
  readonly need: MemoryNeed;
  readonly #precision: Precision;
  #next = first;

  /** @param handle memory that is shared with threads; left out, one of this thread alone */
  constructor(precision: Precision, handle?: WebAssembly.Memory) {
    this.#precision = precision;
    this.handle = handle ?? new WebAssembly.Memory({ initial: 1 });
    this.need = handle === undefined ? { pages: 1 } : { pages: 1, maximum: reachable / page, shared: true };
  }

  /**
   * A region of so many bytes.
   * @throws UnsupportedError where 32-bit memory does not suffice, or the system gives no more; nothing has changed then
   */
  take(bytes: number): number {
    const at = this.#next;
    const end = at + bytes;
    const megabytes = `${Math.ceil(end / 2 ** 20)} MB`;
    if (end > reachable) {
      throw new UnsupportedError(`wasm: ${megabytes} are needed, and 4096 MB can be addressed`);
    }
    const missing = end - this.handle.buffer.byteLength;
    try {
      if (missing > 0) this.#grow(Math.ceil(missing / page));
    } catch {
      throw new UnsupportedError(`wasm: ${megabytes} are needed, and the system gives no more memory`);
    }
    this.#next = end;
    return at;
  }

  #grow(pages: number): void {
    this.handle.grow(pages);
    if (this.need.shared) weigh(this.handle);
  }

  /** The elements at an address. */
  view(at: number, dtype: DType, size: number): View {
    const { buffer } = this.handle;
    if (dtype !== "real") return new Int32Array(buffer, at, size);
    return this.#precision === "float32"
      ? new Float32Array(buffer, at, size)
      : new Float64Array(buffer, at, size);
  }
}
