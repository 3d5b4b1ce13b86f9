// The fast engine, and what it makes of a graph.
export { automatic } from "./automatic.ts";
export { wasm } from "./engine.ts";
export { type Explanation, explain, type Part } from "./explain.ts";
