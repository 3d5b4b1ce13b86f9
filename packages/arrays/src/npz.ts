// NumPy's format for several arrays: a zip archive of .npy files.
import { unzipSync, zipSync } from "fflate";
import { type Arrays, FormatError } from "./arrays.ts";
import { readNpy, writeNpy } from "./npy.ts";

/** So many bytes are unpacked at most: a small archive can claim to hold very much. */
const most = 2 ** 30;

/**
 * Reads arrays as `numpy.savez` and `numpy.savez_compressed` write them.
 * @param source what the bytes are called in errors
 * @throws FormatError for bytes that are no such archive, a damaged one, one of more than 1 GiB, or an array in it that
 * cannot be read
 * @example
 * const bytes = writeNpz({ dW: tensor([[1, 2]]), db: tensor([3]) });
 * Object.keys(readNpz(bytes)) //=> [dW, db]
 */
export function readNpz(bytes: Uint8Array, source = "npz"): Arrays {
  let unpacked = 0;
  const files = unzipped(bytes, source, (name, size) => {
    if (!name.endsWith(".npy")) return false;
    unpacked += size;
    if (unpacked > most) throw new FormatError(source, "unpacked it would take more than 1 GiB");
    return true;
  });
  const arrays = Object.entries(files).map(([file, content]) => {
    const name = file.slice(0, -".npy".length);
    return [name, readNpy(content, `${source}: ${name}`)] as const;
  });
  if (arrays.length === 0) throw new FormatError(source, "there are no arrays in it");
  return Object.fromEntries(arrays);
}

/**
 * Arrays as `numpy.load` reads them.
 * @example
 * String(readNpz(writeNpz({ x: tensor([1, 2]) })).x) //=> [1, 2]
 */
export function writeNpz(arrays: Arrays): Uint8Array<ArrayBuffer> {
  const files = Object.entries(arrays).map(([name, array]) => [`${name}.npy`, writeNpy(array)] as const);
  // Archives of equal arrays are equal: none holds the time at which it was made.
  return Uint8Array.from(zipSync(Object.fromEntries(files), { mtime: "1980-01-01" }));
}

function unzipped(
  bytes: Uint8Array,
  source: string,
  wants: (name: string, size: number) => boolean,
): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter: ({ name, originalSize }) => wants(name, originalSize) });
  } catch (error) {
    if (error instanceof FormatError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new FormatError(source, `the archive cannot be unpacked (${why})`);
  }
}
