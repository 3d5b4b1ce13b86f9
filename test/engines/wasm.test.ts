/**
 * The WebAssembly engine against the interpreter: every op, its gradients, and random graphs, in both precisions.
 */
import {
  gradients,
  interpreter,
  type Node,
  Session,
  simplify,
  type Tensor,
  tanh,
  topological,
} from "@cadena/graph";
import { wasm } from "@cadena/wasm";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { projection } from "../laws/derivatives.ts";
import { grown, recipes } from "../laws/graphs.ts";
import { ops } from "../laws/ops.ts";
import { random } from "../laws/random.ts";
import { instance } from "../laws/sampling.ts";

const precisions = ["float64", "float32"] as const;
const epsilon = { float64: 2 ** -52, float32: 2 ** -23 };

/** The values of outputs in both engines. */
function both(
  outputs: readonly Node[],
  values: ReadonlyMap<Node, Tensor>,
  precision: (typeof precisions)[number],
): [Tensor[], Tensor[]] {
  const needed = new Set(topological(outputs));
  const bound = new Map([...values].filter(([leaf]) => needed.has(leaf)));
  const run = (engine: typeof wasm): Tensor[] =>
    new Session({ engine, precision }).compile({ outputs }).run(bound) as Tensor[];
  return [run(interpreter), run(wasm)];
}

/** Elements that differ by more than rounding explains. */
function differing(expected: Tensor, found: Tensor, precision: (typeof precisions)[number]): string[] {
  const scale = Math.max(
    1,
    ...Array.from(expected.data, (x: number) => (Number.isFinite(x) ? Math.abs(x) : 0)),
  );
  const tolerance = 200 * epsilon[precision] * scale;
  return Array.from(expected.data, (x: number, i) => {
    const y = found.data[i] as number;
    return Object.is(x, y) || x === y || Math.abs(x - y) <= tolerance ? "" : `[${i}] ${x} but ${y}`;
  }).filter((one) => one !== "");
}

function check(
  outputs: readonly Node[],
  values: ReadonlyMap<Node, Tensor>,
  precision: (typeof precisions)[number],
): void {
  const [expected, found] = both(outputs, values, precision);
  for (const [k, tensor] of expected.entries()) {
    expect(found[k]?.shape).toEqual(tensor.shape);
    expect(differing(tensor, found[k] as Tensor, precision)).toEqual([]);
  }
}

describe.each(precisions)("in %s the engine gives what the interpreter gives for", (precision) => {
  for (const { name, samples } of ops) {
    for (const sample of samples) {
      test(`${name}: ${sample.what}`, () => {
        const { y: value, leaves, values } = instance(sample, 1);
        check([value], values, precision);
        const reals = leaves.filter(({ dtype }) => dtype === "real");
        if (value.dtype !== "real" || reals.length === 0) return;
        const scalar = projection([value], random(2));
        let slopes: readonly Node[];
        try {
          slopes = gradients(scalar, reals);
        } catch {
          return;
        }
        check(slopes, values, precision);
        check(simplify(gradients(projection(slopes, random(3)), reals)), values, precision);
      });
    }
  }

  test.each([false, true])(
    "random graphs and their gradients (kinks: %s)",
    (kinks) => {
      fc.assert(
        fc.property(recipes, (steps) => {
          const graph = grown(steps, 1, { kinks });
          const scalar = tanh(
            projection(graph.nodes.slice(4).length > 0 ? graph.nodes.slice(4) : graph.leaves, random(2)),
          );
          check([...graph.nodes, scalar, ...gradients(scalar, graph.leaves)], graph.values, precision);
        }),
        { seed: 1, numRuns: 60 },
      );
    },
    60_000,
  );
});
