// The format of safetensors: the length of a header, the header as JSON, then the elements of all arrays in a row
// (https://github.com/huggingface/safetensors).
import { Tensor } from "@cadena/graph";
import { type Arrays, FormatError } from "./arrays.ts";
import { bytesOf, type Kind, kindOf, kinds } from "./elements.ts";
import { sizeOf } from "./shape.ts";

/** The longest header, as the format has it. */
const longest = 100_000_000;

/** The name under which a header holds remarks. */
const metadata = "__metadata__";

/** An array as the header states it. */
interface Entry {
  readonly name: string;
  readonly kind: Kind;
  readonly shape: readonly number[];
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Reads the arrays of a .safetensors file. Floats of 16 bits become 32.
 * @param source what the bytes are called in errors
 * @throws FormatError for bytes that are no such file, or a header that does not describe what follows it, byte by byte
 * @example
 * const bytes = writeSafetensors({ W: tensor([[1, 2]]) });
 * String(readSafetensors(bytes).W) //=> [[1, 2]]
 */
export function readSafetensors(bytes: Uint8Array, source = "safetensors"): Arrays {
  const start = 8 + headerLength(bytes, source);
  const data = bytes.subarray(start);
  const entries = entriesOf(headerOf(bytes.subarray(8, start), source), source);
  // The arrays fill the rest of the file: nothing is hidden between them or twice in use.
  let end = 0;
  for (const { name, from, to } of entries.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== end) throw new FormatError(source, `${name} begins at byte ${from}, not at ${end}`);
    end = to;
  }
  if (end !== data.length)
    throw new FormatError(source, `its arrays are ${end} bytes, ${data.length} are there`);
  const arrays = entries.map(({ name, kind, shape, size, from, to }) => {
    try {
      return [name, new Tensor(shape, kinds[kind].read(data.subarray(from, to), size, true))] as const;
    } catch (error) {
      if (error instanceof RangeError) throw new FormatError(source, `${name}: ${error.message}`);
      throw error;
    }
  });
  return Object.fromEntries(arrays);
}

/**
 * Arrays as a .safetensors file.
 * @throws FormatError for an array of the name that the format keeps for itself, __metadata__
 * @example
 * Object.keys(readSafetensors(writeSafetensors({ W: tensor([1]), b: tensor([2]) }))) //=> [W, b]
 */
export function writeSafetensors(arrays: Arrays): Uint8Array<ArrayBuffer> {
  if (Object.hasOwn(arrays, metadata))
    throw new FormatError("safetensors", `no array can be named ${metadata}`);
  let at = 0;
  const parts = Object.values(arrays).map(({ data }) => bytesOf(data));
  const entries = Object.entries(arrays).map(([name, { shape, data }], k) => {
    const from = at;
    at += (parts[k] as Uint8Array).length;
    return [name, { dtype: kindOf(data), shape, data_offsets: [from, at] }] as const;
  });
  const json = JSON.stringify(Object.fromEntries(entries));
  const encoded = new TextEncoder().encode(json);
  // The elements begin at a multiple of 8 bytes.
  const length = Math.ceil(encoded.length / 8) * 8;
  const out = new Uint8Array(8 + length + at).fill(0x20, 8, 8 + length);
  new DataView(out.buffer).setBigUint64(0, BigInt(length), true);
  out.set(encoded, 8);
  let place = 8 + length;
  for (const part of parts) {
    out.set(part, place);
    place += part.length;
  }
  return out;
}

function headerLength(bytes: Uint8Array, source: string): number {
  if (bytes.length < 8) throw new FormatError(source, "it is no .safetensors file");
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  if (length > longest) throw new FormatError(source, `its header of ${length} bytes is too long`);
  if (8 + length > bytes.length) throw new FormatError(source, "it ends inside its header");
  return length;
}

function headerOf(bytes: Uint8Array, source: string): Readonly<Record<string, unknown>> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new FormatError(source, "its header is no JSON");
  }
  if (!isRecord(header)) throw new FormatError(source, "its header is no JSON object");
  return header;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function entriesOf(header: Readonly<Record<string, unknown>>, source: string): Entry[] {
  const named = Object.entries(header).filter(([name]) => name !== metadata);
  return named.map(([name, entry]) => {
    const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : {};
    if (typeof dtype !== "string" || !Object.hasOwn(kinds, dtype)) {
      throw new FormatError(source, `${name} has elements of an unknown kind ${String(dtype)}`);
    }
    const kind = dtype as Kind;
    const size = Array.isArray(shape) ? sizeOf(shape) : undefined;
    const [from, to] = Array.isArray(offsets) && offsets.length === 2 ? (offsets as unknown[]) : [];
    const isPlaced =
      typeof from === "number" && typeof to === "number" && Number.isSafeInteger(from) && from >= 0;
    if (size === undefined || !isPlaced || to - from !== size * kinds[kind].bytes) {
      throw new FormatError(source, `${name}: its shape and its place do not fit each other`);
    }
    return { name, kind, shape: shape as number[], size, from, to };
  });
}
