/** Random graphs on the WebAssembly engine: all nodes, first and second gradients within computed error bounds. */
import type { Precision } from "@cadena/graph";
import { wasm } from "@cadena/wasm";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { grown, recipes } from "../laws/graphs.ts";
import { Tally } from "./agreement.ts";
import { extents, wrongGraph } from "./conformance.ts";
import type { Narrow } from "./opsIn.ts";

const precisions: readonly (readonly [Precision, Narrow])[] = [
  ["float64", [6e-15, 2e-13]],
  ["float32", [6e-7, 2e-5]],
];

describe.each(precisions)(
  "in %s the engine gives what rounding lets the interpreter give",
  (precision, narrow) => {
    const tally = new Tally();

    for (const kinks of [false, true]) {
      test.each(extents)(
        `for random graphs on %i rows and %i columns${kinks ? ", with kinks" : ""}`,
        { timeout: 30_000 },
        (...size) => {
          fc.assert(
            fc.property(recipes, (steps) => {
              const graph = grown(steps, 1, { kinks, extents: size });
              expect(wrongGraph(graph, { engine: wasm, precision, tallies: [tally, tally, tally] })).toEqual(
                [],
              );
            }),
            { seed: 1, numRuns: 20 },
          );
        },
      );
    }

    test("and the bounds are narrow", () => {
      expect(tally.undecided / tally.elements).toBeLessThan(2e-3);
      expect(tally.width(0.5)).toBeLessThan(narrow[0]);
      expect(tally.width(0.95)).toBeLessThan(narrow[1]);
    });
  },
);
