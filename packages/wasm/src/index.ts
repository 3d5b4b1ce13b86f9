// The fast engine, and what it makes of a graph.
export { wasm } from "./engine.ts";
export { type Explanation, explain, type Part } from "./explain.ts";
