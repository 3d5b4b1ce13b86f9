// What a graph looks like to people: formulas in text and LaTeX, and pictures.

export { type DrawOptions, type Group, toDot } from "./dot.ts";
export { toLatex } from "./latex.ts";
export type { Names } from "./names.ts";
export { type Code, type NumpyOptions, toNumpy } from "./numpy.ts";
export {
  type ClaimsOptions,
  type ParsedClaim,
  parseClaim,
  parseClaims,
  type WrittenClaim,
} from "./parse/claims.ts";
export { type InferOptions, inferShapes } from "./parse/infer.ts";
export { type ParseOptions, parse, parseTree } from "./parse/parse.ts";
export { misread, type Position, type SourceFile, type Written } from "./parse/place.ts";
export { matrixProduct } from "./parse/products.ts";
export type { FunctionTable, ScopeTable } from "./parse/scope.ts";
export { parseSettings, type WrittenSetting } from "./parse/settings.ts";
export { parseShapes, type SymbolicShape, type SymbolicShapes, shapeAsText } from "./parse/shapes.ts";
export { type Subject, subjectOf } from "./parse/subject.ts";
export { childrenOf, type Tree } from "./parse/tree.ts";
export type { Selection } from "./picture.ts";
export { toSvg } from "./svg.ts";
export { toLines, toText, type WriteOptions } from "./text.ts";
