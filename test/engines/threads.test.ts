/** Every op and random graphs with all of their work split for threads, however little it is. */
import type { Engine, Precision } from "@cadena/graph";
import { wasm } from "@cadena/wasm";
import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { grown, recipes } from "../laws/graphs.ts";
import { ops } from "../laws/ops.ts";
import { Tally } from "./agreement.ts";
import { extents, wrongGraph, wrongOp } from "./conformance.ts";
import { awkward } from "./shapes.ts";

// Whatever runs more than once is much work.
vi.mock("../../packages/wasm/src/loops/work.ts", async (original) => {
  const { workOf } = await original<typeof import("../../packages/wasm/src/loops/work.ts")>();
  return { workOf: (...given: Parameters<typeof workOf>) => 2 ** 24 * workOf(...given) };
});

const threaded: Engine = { ...wasm, open: (options) => wasm.open({ ...options, threads: 3 }) };
const precisions: readonly Precision[] = ["float64", "float32"];

describe.each(precisions)("in %s on three threads the engine gives what one may give", (precision) => {
  const tallies = Array.from({ length: 4 }, () => new Tally());
  const comparison = { engine: threaded, precision, tallies };

  // In the rest of them little runs more than once.
  for (const [what, extents] of awkward.slice(2, 5)) {
    test(`for all ops, at extents ${what}`, { timeout: 60_000 }, () => {
      for (const row of ops) expect(wrongOp(row, extents, comparison, false).wrong, row.name).toEqual([]);
    });
  }

  test.each(extents)("for random graphs on %i rows and %i columns", { timeout: 60_000 }, (...size) => {
    fc.assert(
      fc.property(recipes, (steps) => {
        const graph = grown(steps, 1, { kinks: true, extents: size });
        expect(wrongGraph(graph, comparison)).toEqual([]);
      }),
      { seed: 2, numRuns: 15 },
    );
  });
});
