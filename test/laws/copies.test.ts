/** The law of copies: what a structural op says goes where lies within its tensors, and nothing is written over. */
import { gradients, type Node, topological } from "@cadena/graph";
import { expandComposites, expressions, indexAt, type Layout, sizeOf } from "@cadena/graph/extend";
import { expect, test } from "vitest";
import { projection } from "./derivatives.ts";
import { ops } from "./ops.ts";
import { random } from "./random.ts";
import { instance } from "./sampling.ts";

/** All nodes of all samples and of their gradients, composites expanded; each op and list of attributes once. */
function nodes(): Map<string, Node> {
  const found = new Map<string, Node>();
  for (const sample of ops.flatMap((row) => row.samples)) {
    const { y, leaves } = instance(sample, 1);
    const reals = leaves.filter(({ dtype }) => dtype === "real");
    const isSmooth = y.dtype === "real" && y.op.derivative !== "nondifferentiable" && reals.length > 0;
    const slopes = isSmooth ? gradients(projection([y], random(2)), reals) : [];
    for (const node of topological(expandComposites([y, ...slopes], expressions))) {
      const shapes = [...node.inputs, node].map(String).join();
      found.set(`${shapes} ${JSON.stringify(node.attributes)}`, node);
    }
  }
  return found;
}

/** The places of a block's elements. */
function placesOf(extents: readonly number[], { start, strides }: Layout): number[] {
  return Array.from({ length: sizeOf(extents) }, (_, at) =>
    indexAt(at, extents).reduce((place, i, k) => place + i * (strides[k] as number), start),
  );
}

test("copies lie within their tensors; only where an op adds up may they meet, and no copy meets itself", () => {
  const wrong: string[] = [];
  const kinds = new Map<string, number>();
  for (const [what, node] of nodes()) {
    const lowering = node.op.lowering?.(node);
    if (lowering?.kind !== "move" && lowering?.kind !== "accumulate") continue;
    kinds.set(lowering.kind, (kinds.get(lowering.kind) ?? 0) + 1);
    const written: number[] = [];
    for (const { input, extents, from, to } of lowering.copies) {
      const size = (node.inputs[input] as Node).size;
      if (placesOf(extents, from).some((place) => place < 0 || place >= size))
        wrong.push(`${what}: reads outside`);
      const places = placesOf(extents, to);
      if (places.some((place) => place < 0 || place >= node.size)) wrong.push(`${what}: writes outside`);
      if (new Set(places).size < places.length) wrong.push(`${what}: a copy meets itself`);
      written.push(...places);
    }
    if (lowering.kind === "move" && new Set(written).size < written.length)
      wrong.push(`${what}: copies meet`);
  }
  expect(wrong).toEqual([]);
  expect(kinds.get("move")).toBeGreaterThan(100);
  expect(kinds.get("accumulate")).toBeGreaterThan(10);
});
