// NumPy's format for one array: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
import { Tensor, type TensorData } from "@cadena/graph";
import { FormatError } from "./arrays.ts";
import { bytesOf, type Kind, kindOf, kinds } from "./elements.ts";
import { sizeOf } from "./shape.ts";

/** The first bytes of a file. */
export const magic: readonly number[] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** NumPy's names of kinds, without the order of bytes. */
const named: Readonly<Record<string, Kind>> = {
  f8: "F64",
  f4: "F32",
  f2: "F16",
  i8: "I64",
  i4: "I32",
  i2: "I16",
  i1: "I8",
  u8: "U64",
  u4: "U32",
  u2: "U16",
  u1: "U8",
  b1: "BOOL",
};

/** What the header states. */
interface Header {
  readonly kind: Kind;
  readonly isLittle: boolean;
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  /** Where the elements begin. */
  readonly start: number;
}

/**
 * Reads an array as `numpy.save` writes it. Floats of 16 bits become 32; whole numbers become 32-bit integers where
 * they fit, doubles where they do not.
 * @param source what the bytes are called in errors: a file's name, for example
 * @throws FormatError for bytes that are no such file, a damaged one, or one that holds objects, records, complex
 * numbers or text
 * @example
 * const bytes = writeNpy(tensor([[1, 2, 3]]));
 * String(readNpy(bytes)) //=> [[1, 2, 3]]
 */
export function readNpy(bytes: Uint8Array, source = "npy"): Tensor {
  const { kind, isLittle, isFortran, shape, start } = headerOf(bytes, source);
  const size = sizeOf(shape);
  const written = bytes.length - start;
  if (size === undefined || size * kinds[kind].bytes !== written) {
    const needed = size === undefined ? "impossible" : `${size * kinds[kind].bytes} bytes`;
    throw new FormatError(
      source,
      `an array of shape [${shape.join(", ")}] is ${needed}, the file has ${written}`,
    );
  }
  try {
    const data = kinds[kind].read(bytes.subarray(start), size, isLittle);
    return new Tensor(shape, isFortran ? inRows(data, shape) : data);
  } catch (error) {
    if (error instanceof RangeError) throw new FormatError(source, error.message);
    throw error;
  }
}

/**
 * An array as `numpy.load` reads it.
 * @example
 * String.fromCharCode(...writeNpy(tensor([1, 2])).subarray(1, 6)) //=> NUMPY
 */
export function writeNpy({ shape, data }: Tensor): Uint8Array<ArrayBuffer> {
  const descriptions = { F64: "<f8", F32: "<f4", I32: "<i4", BOOL: "|b1" } as const;
  const extents = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const facts = `{'descr': '${descriptions[kindOf(data)]}', 'fortran_order': False, 'shape': (${extents}), }`;
  // The elements begin at a multiple of 64 bytes.
  const unpadded = magic.length + 4 + facts.length + 1;
  const header = `${facts}${" ".repeat((64 - (unpadded % 64)) % 64)}\n`;
  const length = [header.length & 255, header.length >> 8];
  return Uint8Array.from([...magic, 1, 0, ...length, ...new TextEncoder().encode(header), ...bytesOf(data)]);
}

function headerOf(bytes: Uint8Array, source: string): Header {
  const version = bytes[6] ?? 0;
  const [lengthBytes, most] = version === 1 ? [2, 8] : [4, 8];
  const isWhole = magic.every((byte, k) => bytes[k] === byte) && bytes.length >= most + lengthBytes;
  if (!isWhole) throw new FormatError(source, "it is no .npy file");
  if (version < 1 || version > 3) throw new FormatError(source, `version ${version} of .npy is unknown`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = 8 + lengthBytes + length;
  if (start > bytes.length) throw new FormatError(source, "it ends inside its header");
  const text = new TextDecoder().decode(bytes.subarray(8 + lengthBytes, start));
  return { ...factsOf(text, source), start };
}

/** The facts in a header: a dictionary as Python writes it. */
function factsOf(text: string, source: string): Omit<Header, "start"> {
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const extents = /'shape':\s*\(([\d\s,]*)\)/.exec(text)?.[1];
  const description = /'descr':\s*(?:'([^']*)'|(\[))/.exec(text);
  if (order === undefined || extents === undefined || description === null) {
    throw new FormatError(source, "its header cannot be read");
  }
  const [, name = "", isRecord] = description;
  const kind = named[name.slice(1)];
  if (kind === undefined || !/^[<>|=]/.test(name)) {
    const held = isRecord ? "records" : name.endsWith("O") ? "Python objects" : `elements of kind ${name}`;
    throw new FormatError(source, `it holds ${held}, not numbers or truths`);
  }
  const shape = extents
    .split(",")
    .map((extent) => extent.trim())
    .filter((extent) => extent !== "")
    .map(Number);
  return { kind, isLittle: !name.startsWith(">"), isFortran: order === "True", shape };
}

/** Elements in row-major order, of which the first index ran fastest. */
function inRows(data: TensorData, shape: readonly number[]): TensorData {
  const out = data.slice();
  const steps = shape.map((_, axis) => shape.slice(0, axis).reduce((a, b) => a * b, 1));
  for (let i = 0; i < data.length; i++) {
    let [rest, from] = [i, 0];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const extent = shape[axis] as number;
      from += (rest % extent) * (steps[axis] as number);
      rest = Math.floor(rest / extent);
    }
    out[i] = data[from] as number;
  }
  return out;
}
