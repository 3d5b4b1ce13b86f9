// How numbers, names and lists are written in the binary format.

/** An unsigned integer below 2^32, as LEB128. */
export function unsigned(value: number): number[] {
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
export const float32Bytes = (value: number): number[] => [...new Uint8Array(Float32Array.of(value).buffer)];

/** The bytes of a float of 64 bits. */
export const float64Bytes = (value: number): number[] => [...new Uint8Array(Float64Array.of(value).buffer)];

/** A name in UTF-8, with its length before it. */
export function name(text: string): number[] {
  const bytes = new TextEncoder().encode(text);
  return [...unsigned(bytes.length), ...bytes];
}

/** A list with its length before it. */
export const list = (items: readonly (readonly number[])[]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];
