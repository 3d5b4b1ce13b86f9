// What a graph looks like to people: formulas in text and LaTeX, and pictures.
export type { Names } from "./names.ts";
export { toLines, toText, type WriteOptions } from "./text.ts";
