/**
 * Derivations of models of the zoo: each result, made of nothing but names and earlier results, is the automatic gradient of
 * the whole loss, in exact arithmetic.
 */
import { derive } from "@cadena/checker";
import { captureOrigins, type Node, topological } from "@cadena/graph";
import { expect, test } from "vitest";
import { built, chained, type Model } from "../bench/checking/model.ts";
import { zoo } from "../bench/checking/zoo.ts";

captureOrigins(false);

const LIMIT = 60_000;

/** What one op does with another: rules meet where ops do. */
function meetings({ dimensions, ...model }: Model): string[] {
  const sizes = Object.keys(dimensions).map((name, k): [string, number] => [name, 3 + 2 * k]);
  const { loss } = built({ dimensions, ...model }, Object.fromEntries(sizes));
  const pairOf = (node: Node): string[] => node.inputs.map(({ op }) => `${node.op.name} of ${op.name}`);
  return topological([loss]).flatMap(pairOf);
}

/** The models that have something which none before them has: two ops that meet, or a family. */
function telling(all: readonly Model[]): Model[] {
  const met = new Set<string>();
  return all.filter((model) => {
    const fresh = [`family: ${model.family}`, ...meetings(model)].filter((one) => !met.has(one));
    for (const one of fresh) met.add(one);
    return fresh.length > 0;
  });
}

const small = zoo.filter(({ id }) => !/layers of/.test(id) || id.startsWith("2 layers of"));

test.each(telling(small).map((model) => [model.id, model] as const))(
  "a derivation ends in formulas that are exact: %s",
  { timeout: LIMIT },
  (_, model) => {
    const { steps } = derive(chained(model));
    expect(steps.length).toBeGreaterThanOrEqual(Object.keys(model.gradients).length);
    const isShort = steps.every(({ lines }) => lines.every(({ reason }) => reason !== "automatic"));
    expect([isShort, steps.filter(({ isConfirmed }) => !isConfirmed).map(({ name }) => name.text)]).toEqual([
      true,
      [],
    ]);
  },
);
