// Builds and differentiates a chain and a wide graph of growing sizes, each size in a fresh process after a warm-up.
import { fork } from "node:child_process";
import { join } from "node:path";
import type { Measurement } from "../printing/measurement.ts";
import type { Built, Task, Work } from "./build.ts";

const sizes = [1_000, 10_000, 100_000, 1_000_000];
const works: readonly Work[] = ["chain", "wide"];

/** One row a graph, origins off and on; `growth` is the time of processors over that of a graph a tenth as large. */
export async function building(): Promise<Measurement[]> {
  const rows: Measurement[] = [];
  for (const work of works) {
    for (const origins of [false, true]) {
      let before: number | undefined;
      for (const nodes of sizes) {
        const built = await inFreshProcess({ work, nodes, origins });
        rows.push({
          work,
          nodes,
          origins,
          ...built,
          growth: before === undefined ? 10 : built.cpuMs / before,
        });
        before = built.cpuMs;
      }
    }
  }
  return rows;
}

function inFreshProcess(task: Task): Promise<Built> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "build.ts"), {
      execArgv: [...process.execArgv, "--expose-gc"],
    });
    child.send(task);
    child.once("message", (built) => resolve(built as Built));
    child.once("error", reject);
    child.once("exit", (status) => {
      if (status !== 0) reject(new Error(`building ${task.work} ${task.nodes} ended with status ${status}`));
    });
  });
}
