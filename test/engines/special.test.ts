/**
 * Special numbers in vectors of the WebAssembly engine: zeros of both signs, infinities, NaN, what is below the normal
 * numbers and what overflows give what the interpreter gives, beside each other and in all pairs.
 */
import { gradients, input, type Node, type Precision, type Shape, sum, Tensor } from "@cadena/graph";
import { wasm } from "@cadena/wasm";
import { describe, expect, test } from "vitest";
import { ops } from "../laws/ops.ts";
import { instance } from "../laws/sampling.ts";
import type { Sample } from "../laws/table.ts";
import { disagreements, Tally } from "./agreement.ts";

const special = [
  ...[0, 1, 0.5, 2, 3, 1e-8, Infinity, 1e30, 3e38, 1e300, 88.8, 104, 710, 746],
  ...[2 ** -149, 1e-40, 1e-300, 1 + 2 ** -23, 1 - 2 ** -24, 2 ** 20, 2 ** 53, 1e7 + 0.5],
].flatMap((x) => [x, -x]);
const numbers = Float64Array.of(...special, Number.NaN);
const { length } = numbers;

/** The call of an elementwise op with one operand, or with two that meet in all pairs. */
function called(sample: Sample): { readonly y: Node; readonly leaves: readonly Node[] } | undefined {
  const { inputs, call } = sample;
  const areFree = inputs.every(({ dtype = "real", values }) => dtype === "real" && values === undefined);
  if (!areFree || inputs.length > 2 || instance(sample, 1).y.op.elements !== "each") return undefined;
  const leaves = inputs.map((_, k) =>
    input(`x${k}`, (k < inputs.length - 1 ? [length, 1] : [length]) as Shape),
  );
  return { y: call(...leaves), leaves };
}

/** The first sample call of each elementwise op, and of a power each exponent. */
const cases = ops.flatMap(({ name, samples }) =>
  samples
    .filter(({ what }, k) => k === 0 || what.startsWith("exponent"))
    .flatMap((sample) => {
      const one = called(sample);
      return one === undefined ? [] : [[`${name} ${sample.what}`, one] as const];
    }),
);

test("most elementwise ops take part", () => expect(cases.length).toBeGreaterThan(35));

describe.each<Precision>(["float64", "float32"])(
  "in %s special numbers are those of the interpreter",
  (precision) => {
    test.each(cases)("in %s and its gradient", (_, { y, leaves }) => {
      const values = new Map(leaves.map((leaf) => [leaf, new Tensor(leaf.shape, numbers)]));
      const tally = new Tally();
      const slopes = y.dtype === "real" ? gradients(sum(y), leaves) : [];
      const comparison = { engine: wasm, precision, tallies: [tally] };
      expect(disagreements([[y], slopes], values, comparison)).toEqual([]);
      expect(tally.undecided).toBe(0);
    });
  },
);
