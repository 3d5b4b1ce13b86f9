// Arrays from a file of any of the formats.
import { type Arrays, FormatError } from "./arrays.ts";
import { readJSON } from "./json.ts";
import { magic, readNpy } from "./npy.ts";
import { readNpz } from "./npz.ts";
import { readSafetensors } from "./safetensors.ts";
import { readTable } from "./table.ts";

type Reader = (bytes: Uint8Array, source: string, name: string) => Arrays;

const text = (bytes: Uint8Array, source: string): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new FormatError(source, "it is no text");
  }
};

const table: Reader = (bytes, source, name) => ({ [name]: readTable(text(bytes, source), source) });

/** How files are read, by the ending of their names. */
const readers: Readonly<Record<string, Reader>> = {
  npy: (bytes, source, name) => ({ [name]: readNpy(bytes, source) }),
  npz: readNpz,
  safetensors: readSafetensors,
  json: (bytes, source) => readJSON(text(bytes, source), source),
  csv: table,
  tsv: table,
  txt: table,
};

/**
 * Reads the arrays of a file by the ending of its name: .npy, .npz, .safetensors, .json, .csv, .tsv or .txt. Where the
 * format has no name for its one array, it is that of the file: dW1.npy holds dW1.
 * @param file the file's name, with or without folders
 * @throws FormatError for another ending, or a file that cannot be read
 * @example
 * String(readArrays("out/dW1.npy", writeNpy(tensor([1, 2]))).dW1) //=> [1, 2]
 */
export function readArrays(file: string, bytes: Uint8Array): Arrays {
  const base = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  const dot = base.lastIndexOf(".");
  const ending = base.slice(dot + 1).toLowerCase();
  const reader = dot > 0 && Object.hasOwn(readers, ending) ? readers[ending] : undefined;
  if (reader === undefined) {
    const known = Object.keys(readers)
      .map((one) => `.${one}`)
      .join(", ");
    const looks = magic.every((byte, k) => bytes[k] === byte) ? "; it looks like a .npy file" : "";
    throw new FormatError(file, `arrays are read from files that end in ${known}${looks}`);
  }
  return reader(bytes, file, base.slice(0, dot));
}
