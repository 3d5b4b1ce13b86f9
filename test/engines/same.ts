// Values for graphs of indices, and both engines on them.
import { input, interpreter, type Node, Session, Tensor } from "@cadena/graph";
import { wasm } from "@cadena/wasm";
import { expect } from "vitest";

/** What floats an engine computes in. */
export const precisions = ["float64", "float32"] as const;
export type Precision = (typeof precisions)[number];
type Values = ReadonlyMap<Node, Tensor>;

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Numbers without a pattern, ties among them. */
export const numbers = (shape: readonly number[], seed: number): Tensor =>
  new Tensor(
    shape,
    Float64Array.from({ length: sizeOf(shape) }, (_, i) => Math.round(8 * Math.sin(37 * i + seed)) / 8),
  );

/** Integers. */
export const whole = (shape: readonly number[], value: (i: number) => number): Tensor =>
  new Tensor(
    shape,
    Int32Array.from({ length: sizeOf(shape) }, (_, i) => value(i)),
  );

/** An input of any kind of elements, and a value for it. */
export function given(
  name: string,
  shape: readonly number[],
  dtype: Node["dtype"],
  seed: number,
): [Node, Tensor] {
  const leaf = input(name, shape, dtype) as Node;
  const drawn = numbers(shape, seed);
  if (dtype === "real") return [leaf, drawn];
  if (dtype === "integer") return [leaf, whole(shape, (i) => 8 * (drawn.data[i] as number))];
  return [
    leaf,
    new Tensor(
      shape,
      Uint8Array.from(drawn.data, (x) => (x > 0 ? 1 : 0)),
    ),
  ];
}

function both(outputs: readonly Node[], values: Values, precision: Precision): [Tensor[], Tensor[]] {
  return [interpreter, wasm].map((engine) =>
    new Session({ engine, precision }).compile({ outputs }).run(values),
  ) as [Tensor[], Tensor[]];
}

/** Demands the same bits of both engines. */
export function expectSame(outputs: readonly Node[], values: Values, precision: Precision): void {
  const [expected, found] = both(outputs, values, precision);
  expect(found).toEqual(expected);
}

/** Demands what rounding explains. */
export function expectClose(outputs: readonly Node[], values: Values, precision: Precision): void {
  const [expected, found] = both(outputs, values, precision);
  for (const [k, { data }] of expected.entries()) {
    const scale = Math.max(1, ...data.map(Math.abs));
    const tolerance = (precision === "float64" ? 1e-14 : 1e-6) * scale;
    for (const [i, x] of data.entries()) {
      expect(Math.abs((found[k]?.data[i] as number) - x)).toBeLessThanOrEqual(tolerance);
    }
  }
}
