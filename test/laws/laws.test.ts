/** The laws over all ops: shape, value in each number system, derivatives up to the third, special points. */

import type { Node } from "@cadena/graph";
import * as graph from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { tower, wrongDerivatives } from "./derivatives.ts";
import { notOps, ops } from "./ops.ts";
import { instance, repeated, valued } from "./sampling.ts";
import { wrongValues } from "./values.ts";

test("the table has every exported op", () => {
  const isError = (value: unknown): boolean =>
    value === graph.CadenaError ||
    (typeof value === "function" && value.prototype instanceof graph.CadenaError);
  const exported = Object.entries(graph)
    .filter(([name, value]) => !isError(value) && !notOps.includes(name))
    .map(([name]) => name);
  expect(ops.map((row) => row.name).sort()).toEqual(exported.sort());
});

const samples = ops.flatMap((row) =>
  row.samples.map((sample) => [row.name, sample.what, row, sample] as const),
);

describe.each(samples)("%s %s", (_, __, row, sample) => {
  const { y, leaves } = instance(sample, 1);

  test("has the shape and the kind of its rule", () => {
    expect([y.shape, y.dtype]).toEqual([sample.shape, sample.dtype ?? "real"]);
    expect(y.op.infer(y.inputs, y.attributes)).toMatchObject({ shape: sample.shape, dtype: y.dtype });
  });

  test("has the value of the formula, in double and single precision and in intervals", () => {
    expect(wrongValues(sample, 1)).toEqual([]);
  });

  if (y.dtype === "real" && leaves.some(({ dtype }) => dtype === "real") && !row.stopped) {
    test.each([1, 2, 3])("has the right derivative of order %i", (order) => {
      const one = instance(sample, order);
      const scalar = tower(one, order, order).at(-1) as Node;
      expect(wrongDerivatives(scalar, one.leaves, one.values, order)).toEqual([]);
    });

    const twice = repeated(sample, 1);
    if (twice !== undefined) {
      test.each([1, 2])("has the right derivative of order %i where a node stands at two places", (order) => {
        const scalar = tower(twice, order, 2).at(-1) as Node;
        expect(wrongDerivatives(scalar, twice.leaves, twice.values, 2)).toEqual([]);
      });
    }
  }
});

const specials = ops.flatMap(({ name, special = [] }) =>
  special.map((one) => [name, one.what, one] as const),
);

describe.each(specials)("%s at a special point: %s", (_, __, special) => {
  test("has the stated value and gradient", () => {
    const { value, gradient } = valued(special);
    expect(value).toEqual(special.value);
    if (special.gradient !== undefined) expect(gradient).toEqual(special.gradient);
  });
});
