/** The laws over all ops: shape, value in each number system, derivatives up to the third, special points. */
import * as graph from "@cadena/graph";
import { evaluate, float32, type Node, type Tensor } from "@cadena/graph";
import { evaluateIn, int32, type NumberSystem, toValue, type Value } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";
import { type Ball, balls, double, single } from "./ball.ts";
import { tower, wrongDerivatives } from "./derivatives.ts";
import { notOps, ops } from "./ops.ts";
import { instance, valued } from "./sampling.ts";
import { type At, indicesOf, type Row, type Sample } from "./table.ts";

const cases = ops.flatMap((row) =>
  row.samples.map((sample) => [row.name, sample.what, row, sample] as const),
);

test("the table has every exported op", () => {
  const isError = (value: unknown): boolean =>
    typeof value === "function" && value.prototype instanceof graph.CadenaError;
  const exported = Object.entries(graph)
    .filter(([, value]) => !isError(value) && value !== graph.CadenaError)
    .map(([name]) => name);
  expect([...ops.map((row) => row.name), ...notOps].sort()).toEqual(exported.sort());
});

/** The formula's values in row-major order. */
function formula(sample: Sample, leaves: readonly Node[], values: ReadonlyMap<Node, Tensor>): number[] {
  const at = leaves.map(
    (leaf): At =>
      (...i) =>
        (values.get(leaf) as Tensor).at(...i),
  );
  const value = sample.value(...at);
  return indicesOf(sample.shape).map((index) => value(...index));
}

/** The middle of a ball with what rounding may have done to it; exact where the result is no real number. */
function inBalls(system: NumberSystem<Ball, boolean>, y: Node, values: ReadonlyMap<Node, Tensor>): Ball[] {
  const machine = { reals: system, integers: int32 };
  const [value] = evaluateIn(system, [y], (leaf) => toValue(machine, values.get(leaf) as Tensor));
  const { dtype, data } = value as Exclude<Value<Ball, boolean>, { dtype: "several" }>;
  return Array.from(data as ArrayLike<Ball | number | boolean>, (x) =>
    dtype === "real" ? (x as Ball) : { middle: Number(x), radius: 0 },
  );
}

describe.each(cases)("%s %s", (_, __, row, sample) => {
  const { y, leaves, values } = instance(sample, 1);

  test("has the shape and the kind of its rule", () => {
    expect([y.shape, y.dtype]).toEqual([sample.shape, sample.dtype ?? "real"]);
    expect(y.op.infer(y.inputs, y.attributes)).toMatchObject({ shape: sample.shape });
  });

  test("has the value of the formula, in double and in single precision", () => {
    const expected = formula(sample, leaves, values);
    for (const [system, floats] of [
      [double, undefined],
      [single, float32],
    ] as const) {
      const computed = evaluate(y, values, floats && { system: floats });
      expect(computed.shape).toEqual(sample.shape);
      for (const [k, { middle, radius }] of inBalls(system, y, values).entries()) {
        // The formula rounds as often as the graph does, so it gets the same radius again.
        const bar = 2 * radius;
        expect(Math.abs((computed.data[k] as number) - middle)).toBeLessThanOrEqual(radius);
        expect(Math.abs((expected[k] as number) - middle)).toBeLessThanOrEqual(bar);
        expect(bar).toBeLessThan(1e-4);
      }
    }
  });

  if (y.dtype === "real" && leaves.some((leaf) => leaf.dtype === "real") && !row.stopped) {
    test.each([1, 2, 3])("has the right derivative of order %i", (order) => {
      for (const seed of [1, 2]) {
        const one = instance(sample, seed);
        const scalar = tower(one, order, seed).at(-1) as Node;
        expect(wrongDerivatives(scalar, one.leaves, one.values, seed)).toEqual([]);
      }
    });
  }
});

const specials = ops.flatMap((row) =>
  (row.special ?? []).map((special) => [row.name, special.what, special] as const),
);

describe.each(specials)("%s at a special point: %s", (_, __, special) => {
  test("has the stated value and gradient", () => {
    const { value, gradient } = valued(special);
    expect({ value, ...(special.gradient && { gradient }) }).toEqual({
      value: special.value,
      ...(special.gradient && { gradient: special.gradient }),
    });
  });
});

test("a wrong value is caught", () => {
  const row = ops.find(({ name }) => name === "mul") as Row;
  const { y, values } = instance(row.samples[1] as Sample, 1);
  const [first] = inBalls(balls(2 ** -53), y, values) as [Ball];
  expect(first.radius).toBeLessThan(1e-14);
  expect(first.radius).toBeGreaterThan(0);
});
