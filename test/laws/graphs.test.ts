/** The laws on random graphs of mixed ops: broadcasting, reuse, reductions, products, parts, repeated indices. */
import {
  add,
  evaluate,
  gradients,
  mergeEqual,
  mul,
  type Node,
  substitute,
  tanh,
  topological,
} from "@cadena/graph";
import { expandComposites, expressions } from "@cadena/graph/extend";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { enclosed, projection, wrongDerivatives } from "./derivatives.ts";
import { type Grown, grown, recipes } from "./graphs.ts";
import { random } from "./random.ts";

const runs = { seed: 1, numRuns: 50 };

/** A scalar in which every node counts that nothing else uses. */
function scalarOf({ nodes, leaves }: Grown, seed: number): Node {
  const used = new Set(nodes.flatMap((node) => topological([node]).slice(0, -1)));
  const ends = nodes.filter((node) => !used.has(node) && !leaves.includes(node));
  return tanh(projection(ends, random(seed)));
}

const texts = (outputs: readonly Node[], { values }: Grown): string[] =>
  evaluate(outputs, boundOf(outputs, values)).map(String);

/** The values of those leaves that the outputs depend on. */
function boundOf(outputs: readonly Node[], values: Grown["values"]): Grown["values"] {
  const needed = new Set(topological(outputs));
  return new Map([...values].filter(([leaf]) => needed.has(leaf)));
}

describe("on random graphs", { timeout: 60_000 }, () => {
  test.each([1, 2])(
    "reverse mode agrees with dual numbers and with Ridders' differences in order %i",
    (order) => {
      fc.assert(
        fc.property(recipes, (steps) => {
          const graph = grown(steps, 1, { kinks: false });
          let scalar = scalarOf(graph, 2);
          if (order === 2) scalar = projection(gradients(scalar, graph.leaves), random(3));
          expect(wrongDerivatives(scalar, graph.leaves, graph.values, 4)).toEqual([]);
        }),
        runs,
      );
    },
  );

  test.each([1, 2])("with kinks reverse mode agrees with dual numbers in order %i", (order) => {
    fc.assert(
      fc.property(recipes, (steps) => {
        const graph = grown(steps, 5, { kinks: true });
        let scalar = scalarOf(graph, 6);
        if (order === 2) scalar = projection(gradients(scalar, graph.leaves), random(7));
        expect(wrongDerivatives(scalar, graph.leaves, graph.values, 8, { duals: true })).toEqual([]);
      }),
      runs,
    );
  });

  test("the gradient of a sum is the sum of the gradients", () => {
    fc.assert(
      fc.property(recipes, recipes, (first, second) => {
        const graph = grown([...first, ...second], 1, { kinks: true });
        const half = { ...graph, nodes: graph.nodes.slice(0, graph.nodes.length / 2 + 3) };
        const [f, g] = [scalarOf(half, 2), scalarOf(graph, 3)];
        const whole = gradients(add(f, mul(3, g)), graph.leaves);
        const parts = gradients(g, graph.leaves).map(
          (dg, k) => [gradients(f, graph.leaves)[k] as Node, dg] as const,
        );
        // Linear in the cotangents: a projection of the difference is 0 within the rounding that balls enclose.
        const difference = whole.map((d, k) =>
          add(d, mul(-1, add(parts[k]?.[0] as Node, mul(3, parts[k]?.[1] as Node)))),
        );
        const { middle, radius } = enclosed(projection(difference, random(4)), graph.values);
        expect(Math.abs(middle)).toBeLessThanOrEqual(radius);
      }),
      runs,
    );
  });

  test("merging equal nodes changes no value and leaves no two equal nodes", () => {
    fc.assert(
      fc.property(recipes, (steps) => {
        const graph = grown(steps, 1, { kinks: true });
        const outputs = [scalarOf(graph, 2), ...gradients(scalarOf(graph, 2), graph.leaves)];
        const merged = mergeEqual(outputs);
        expect(texts(merged, graph)).toEqual(texts(outputs, graph));
        expect(mergeEqual(merged).every((node, k) => node === merged[k])).toBe(true);
        expect(topological(merged).length).toBeLessThanOrEqual(topological(outputs).length);
      }),
      runs,
    );
  });

  test("expanding composites changes no value", () => {
    fc.assert(
      fc.property(recipes, (steps) => {
        const graph = grown(steps, 1, { kinks: true });
        const outputs = [scalarOf(graph, 2), ...gradients(scalarOf(graph, 2), graph.leaves)];
        expect(texts(expandComposites(outputs, expressions), graph)).toEqual(texts(outputs, graph));
      }),
      runs,
    );
  });

  test("many outputs at once have the values that they have one by one", () => {
    fc.assert(
      fc.property(recipes, (steps) => {
        const graph = grown(steps, 1, { kinks: true });
        expect(texts(graph.nodes, graph)).toEqual(graph.nodes.flatMap((node) => texts([node], graph)));
      }),
      runs,
    );
  });

  test("substituting nodes for leaves is evaluating at their values", () => {
    fc.assert(
      fc.property(recipes, recipes, (outer, inner) => {
        const graph = grown(outer, 1, { kinks: true });
        const given = grown(inner, 2, { kinks: true });
        const replacements = new Map(
          graph.leaves.map((leaf) => {
            const fitting = given.nodes.filter(({ shape }) => shape.join() === leaf.shape.join());
            return [leaf, fitting.at(-1) as Node];
          }),
        );
        const replaced = substitute(graph.nodes, replacements);
        const values = evaluate(
          [...replacements.values()],
          boundOf([...replacements.values()], given.values),
        );
        const at = new Map(
          [...replacements.keys()].map((leaf, k) => [leaf, values[k] as (typeof values)[number]]),
        );
        expect(texts(replaced, given)).toEqual(texts(graph.nodes, { ...graph, values: at }));
      }),
      runs,
    );
  });

  test("substituting leaves for themselves gives the same nodes", () => {
    fc.assert(
      fc.property(recipes, (steps) => {
        const { nodes, leaves } = grown(steps, 1, { kinks: true });
        const again = substitute(nodes, new Map(leaves.map((leaf) => [leaf, leaf])));
        expect(again.every((node, k) => node === nodes[k])).toBe(true);
      }),
      runs,
    );
  });
});
