/** What is told of a program agrees with itself, for random graphs and their gradients. */
import { gradients, type Node, sum } from "@cadena/graph";
import { explain } from "@cadena/wasm";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { grown, recipes } from "../laws/graphs.ts";

const extents = [
  [2, 3],
  [1, 5],
  [17, 1],
] as const;

test("each node that is computed is in a part, and each part that computes has a node", () => {
  const check = fc.property(recipes, fc.constantFrom(...extents), (steps, size) => {
    const { nodes, leaves } = grown(steps, 1, { kinks: true, extents: size });
    const loss = sum(nodes.at(-1) as Node);
    const told = explain({ outputs: [loss, ...gradients(loss, leaves)] });
    for (const { parts, nodes: fates, groups } of [told, explain({ outputs: { loss } })]) {
      const computing = new Set(fates.flatMap(({ parts }) => parts));
      for (const { number, kind, flops, bytes } of parts) {
        expect(computing.has(number)).toBe(kind !== "check");
        expect([flops, bytes].every((count) => Number.isSafeInteger(count) && count >= 0)).toBe(true);
      }
      for (const { became, parts: numbers } of fates) {
        expect(numbers.length > 0).toBe(became !== "given" && became !== "folded" && became !== "unused");
      }
      const grouped = groups.flatMap((group) => group.nodes);
      expect(new Set(grouped).size).toBe(grouped.length);
      expect(grouped.length).toBe(fates.filter(({ parts }) => parts.length > 0).length);
    }
  });
  fc.assert(check, { seed: 1, numRuns: 40 });
});
