/**
 * Derivations of the models of the zoo: each result, made of nothing but names and earlier results, is the automatic gradient
 * of the whole loss, in exact arithmetic.
 */
import { derive } from "@cadena/checker";
import { describe, expect, test } from "vitest";
import { chained, type Model } from "../bench/checking/model.ts";
import { zoo } from "../bench/checking/zoo.ts";

const LIMIT = 60_000;

/** Unrolled over a size, with comparisons: shown step by step, but with too many regions as a whole. */
const stepByStep = ["convolution of a signal by slices: dw db"];

const graphOf = ({ forward, loss, given = [] }: Model): string =>
  JSON.stringify([forward, loss, given.map(({ text }) => text)], (_, value) =>
    typeof value === "function" ? String(value) : value,
  );

/** Models of one graph differ in what is claimed only, and networks of many layers have many steps of a kind. */
const models = zoo.filter(
  (model, k) =>
    (!/layers of/.test(model.id) || /^2 layers of \w+, cross-entropy$/.test(model.id)) &&
    zoo.findIndex((one) => graphOf(one) === graphOf(model)) === k,
);

describe("a derivation ends in formulas that are exact", () => {
  test.each(models.map((model) => [model.id, model] as const))("%s", { timeout: LIMIT }, (id, model) => {
    const { steps } = derive(chained(model));
    expect(steps.length).toBeGreaterThanOrEqual(Object.keys(model.gradients).length);
    const open = steps.filter(({ isConfirmed }) => !isConfirmed).map(({ name }) => name.text);
    expect(open.length === 0 ? [] : [`${id}: ${open.join(" ")}`]).toEqual(
      stepByStep.filter((one) => one.startsWith(`${id}: `)),
    );
  });
});
