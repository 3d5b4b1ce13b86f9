// The fast engine, and what it makes of a graph.
export { automatic } from "./automatic.ts";
export { wasm } from "./engine.ts";
export { type ExplainOptions, type Explanation, explain, type PartNodes } from "./explain/explain.ts";
export type { Fate } from "./explain/fates.ts";
export type { Part } from "./explain/parts.ts";
