// What a graph looks like to people: formulas in text and LaTeX, and pictures.

export { type DrawOptions, toDot } from "./dot.ts";
export { toLatex } from "./latex.ts";
export type { Names } from "./names.ts";
export { type ParsedClaim, parseClaim, parseClaims, type WrittenClaim } from "./parse/claims.ts";
export { type ParseOptions, parse, parseTree } from "./parse/parse.ts";
export type { FunctionTable, ScopeTable } from "./parse/scope.ts";
export type { Tree } from "./parse/tree.ts";
export type { Selection } from "./picture.ts";
export { toSvg } from "./svg.ts";
export { toLines, toText, type WriteOptions } from "./text.ts";
