// The fast engine.
export { wasm } from "./engine.ts";
