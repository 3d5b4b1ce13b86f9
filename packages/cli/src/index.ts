// The command line as a function, for whoever wants to run it inside a process.
export { Exit, type Status } from "./exit.ts";
export { type Import, prepareImports } from "./load/import.ts";
export { run } from "./program.ts";
export type { Output, Surroundings } from "./surroundings.ts";
