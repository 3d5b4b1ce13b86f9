// How numbers, names and lists are written in the binary format.

/** Bytes in a row. */
export type Run = readonly number[] | Uint8Array;

/** Bytes that are written one after the other. */
export class Bytes {
  #data = new Uint8Array(64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What was written so far. */
  get written(): Uint8Array<ArrayBuffer> {
    return this.#data.slice(0, this.#length);
  }

  byte(value: number): this {
    this.#need(1);
    this.#data[this.#length++] = value;
    return this;
  }

  run(bytes: Run): this {
    this.#need(bytes.length);
    // Most runs are so short that a call of `set` takes longer.
    if (bytes.length > 32) {
      this.#data.set(bytes, this.#length);
      this.#length += bytes.length;
    } else for (let k = 0; k < bytes.length; k++) this.#data[this.#length++] = bytes[k] as number;
    return this;
  }

  /** Bytes with their number before them. */
  counted(bytes: Run): this {
    return this.run(unsigned(bytes.length)).run(bytes);
  }

  #need(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#data.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#data.length));
    larger.set(this.#data);
    this.#data = larger;
  }
}

const short: readonly (readonly number[])[] = Array.from({ length: 128 }, (_, value) => [value]);

/** An unsigned integer below 2^32, as LEB128. */
export function unsigned(value: number): readonly number[] {
  const known = short[value];
  if (known !== undefined) return known;
  const out: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    out.push(rest > 0 ? low + 128 : low);
  } while (rest > 0);
  return out;
}

/** A signed integer of 32 bits, as LEB128. */
export function signed(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const isLast = (rest === 0 && low < 64) || (rest === -1 && low >= 64);
    out.push(isLast ? low : low + 128);
    if (isLast) return out;
  }
}

/** A signed integer of 64 bits, as LEB128. */
export function signed64(value: bigint): number[] {
  const out: number[] = [];
  let rest = value;
  for (;;) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    const isLast = (rest === 0n && low < 64) || (rest === -1n && low >= 64);
    out.push(isLast ? low : low + 128);
    if (isLast) return out;
  }
}

/** The bytes of a float of 32 bits. */
export const float32Bytes = (value: number): Run => new Uint8Array(Float32Array.of(value).buffer);

/** The bytes of a float of 64 bits. */
export const float64Bytes = (value: number): Run => new Uint8Array(Float64Array.of(value).buffer);

/** A name in UTF-8, with its length before it. */
export const name = (text: string): Run => new Bytes().counted(new TextEncoder().encode(text)).written;

/** A list with its length before it, which is the number of its runs unless several make one item. */
export function list(items: readonly Run[], length: number = items.length): Run {
  const bytes = new Bytes().run(unsigned(length));
  for (const item of items) bytes.run(item);
  return bytes.written;
}
