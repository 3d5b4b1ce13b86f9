/**
 * The models of the lecture notes on the WebAssembly engine: all quantities, and the cost's gradients with respect to
 * each of them, within computed error bounds in both precisions.
 */
import { type AnyDerivation, usualSizes } from "@cadena/checker";
import { float64, gradients, leavesOf, type Node, Tensor, topological } from "@cadena/graph";
import { sizeOf } from "@cadena/graph/extend";
import { wasm } from "@cadena/wasm";
import { describe, expect, test } from "vitest";
import { notes } from "../../examples/notes/notes.ts";
import { random } from "../laws/random.ts";
import { disagreements, Tally, type Values } from "./agreement.ts";

/** Values for leaves: what satisfies a derivation's conditions, and elsewhere numbers between 0 and 1. */
function drawn({ given = [] }: AnyDerivation, leaves: readonly Node[], seed: number): Values {
  const next = random(seed);
  const draw = (): number => 0.05 + 0.9 * next();
  return new Map(
    leaves.map((leaf) => {
      const condition = given.find(({ of }) => of === leaf.name);
      const pick = (below: number): number => Math.floor(below * next());
      const data = condition
        ? condition.sample(float64, leaf.shape, draw, pick)
        : Array.from({ length: sizeOf(leaf.shape) }, draw);
      return [leaf, new Tensor(leaf.shape, Float64Array.from(data))];
    }),
  );
}

describe.each(["float64", "float32"] as const)("in %s", (precision) => {
  const tally = new Tally();
  const comparison = { engine: wasm, precision, tallies: [tally, tally] };

  test.each(notes.map((one) => [one.id, one] as const))(
    "the engine gives what rounding lets the interpreter give for %s",
    (_, one) => {
      const { loss, quantities } = one.build(usualSizes(one.dimensions) as never);
      const nodes = Object.values(quantities);
      const below = loss === undefined ? new Set<Node>() : new Set(topological([loss]));
      const slopes =
        loss === undefined
          ? []
          : gradients(
              loss,
              nodes.filter((node) => node.dtype === "real" && below.has(node)),
            );
      const outputs = loss === undefined ? nodes : [loss, ...nodes];
      const values = drawn(one, leavesOf([...outputs, ...slopes]), 1);
      expect(disagreements([outputs, slopes], values, comparison)).toEqual([]);
    },
  );

  test("the bounds are narrow, and none is open", () => {
    expect(tally.elements).toBeGreaterThan(1000);
    expect(tally.undecided).toBe(0);
    expect(tally.width(0.5)).toBeLessThan(precision === "float64" ? 2e-14 : 2e-6);
    expect(tally.width(0.95)).toBeLessThan(precision === "float64" ? 1e-11 : 1e-3);
  });
});
