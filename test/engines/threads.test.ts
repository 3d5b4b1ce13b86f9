/** Every op and random graphs with all of their work split for threads, however little it is: the bits are those of one. */
import { gradients, type Node, type Precision, Session, type Tensor } from "@cadena/graph";
import { wasm } from "@cadena/wasm";
import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { projection, tower } from "../laws/derivatives.ts";
import { grown, recipes } from "../laws/graphs.ts";
import { ops } from "../laws/ops.ts";
import { random } from "../laws/random.ts";
import { extents } from "./conformance.ts";
import { awkward, resized } from "./shapes.ts";

// Whatever runs more than once is much work.
vi.mock("../../packages/wasm/src/loops/work.ts", async (original) => {
  const { workOf } = await original<typeof import("../../packages/wasm/src/loops/work.ts")>();
  return { workOf: (...given: Parameters<typeof workOf>) => 2 ** 24 * workOf(...given) };
});

/** Where parts end before, at and behind the ends of vectors. */
const sizesIn: readonly (readonly [Precision, readonly string[]])[] = [
  ["float64", ["3 and 5"]],
  ["float32", ["17 and 3", "5 and 31"]],
];

/** Where results on three threads are not those on one. */
function differences(
  outputs: readonly Node[],
  values: ReadonlyMap<Node, Tensor>,
  precision: Precision,
): string[] {
  const on = (threads: number): readonly Tensor[] =>
    new Session({ engine: wasm, precision, threads }).compile({ outputs }).run(values);
  const [one, three] = [on(1), on(3)];
  return outputs.flatMap((output, k) => {
    const [expected, found] = [one[k]?.data, three[k]?.data] as [Float64Array, Float64Array];
    const at = expected.findIndex((value, i) => !Object.is(value, found[i]));
    return at < 0 ? [] : [`${output}[${at}] is ${found[at]}, on one thread ${expected[at]}`];
  });
}

const isReal = ({ dtype }: Node): boolean => dtype === "real";

describe.each(sizesIn)("in %s three threads give the bits of one", (precision, chosen) => {
  for (const [what, sizes] of awkward.filter(([what]) => chosen.includes(what))) {
    test(`for all ops, at extents ${what}`, { timeout: 60_000 }, () => {
      for (const { name, samples } of ops) {
        for (const sample of samples) {
          const one = resized(sample, sizes, 1);
          if (one === undefined) continue;
          const reals = one.leaves.filter(isReal);
          const isSmooth = isReal(one.y) && reals.length > 0;
          const slopes = isSmooth ? tower(one, 2, 1).flatMap((scalar) => gradients(scalar, reals)) : [];
          expect(differences([one.y, ...slopes], one.values, precision), `${name}, ${sample.what}`).toEqual(
            [],
          );
        }
      }
    });
  }

  test.each(extents.filter(([rows, columns]) => rows * columns > 4))(
    "for random graphs on %i rows and %i columns",
    { timeout: 60_000 },
    (...size) => {
      fc.assert(
        fc.property(recipes, (steps) => {
          const { nodes, leaves, values } = grown(steps, 1, { kinks: true, extents: size });
          const scalar = projection(
            nodes.filter((node) => !leaves.includes(node)),
            random(2),
          );
          expect(differences([...nodes, scalar, ...gradients(scalar, leaves)], values, precision)).toEqual(
            [],
          );
        }),
        { seed: 2, numRuns: 20 },
      );
    },
  );
});
