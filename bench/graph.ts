// How long graphs take to build and to differentiate, what they hold in memory, and what a gradient costs beside its
// value. `ms` (on the wall), `cpuMs` (of processors) and `bytesPerNode` are of a graph together with its gradient,
// the bytes for each node of the graph itself.
import { building } from "./graph/building.ts";
import { costs } from "./graph/cost.ts";
import type { Measurement } from "./printing/measurement.ts";

export async function run(): Promise<Measurement[]> {
  return [...(await building()), ...costs()];
}
