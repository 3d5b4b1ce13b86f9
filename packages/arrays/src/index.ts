export { type Arrays, FormatError } from "./arrays.ts";
export { readJSON } from "./json.ts";
export { readNpy, writeNpy } from "./npy.ts";
export { readNpz, writeNpz } from "./npz.ts";
export { readArrays } from "./read.ts";
export { readSafetensors, writeSafetensors } from "./safetensors.ts";
export { readTable } from "./table.ts";
