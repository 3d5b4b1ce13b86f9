/** What is written is read back as it was, and as NumPy and the safetensors package write it. */
import { readNpy, readNpz, readSafetensors, writeNpy, writeNpz, writeSafetensors } from "@cadena/arrays";
import { Tensor } from "@cadena/graph";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { file } from "./files.ts";

const data = (size: number) =>
  fc.oneof(
    fc.array(fc.double(), { minLength: size, maxLength: size }).map((xs) => Float64Array.from(xs)),
    fc.array(fc.float(), { minLength: size, maxLength: size }).map((xs) => Float32Array.from(xs)),
    fc.array(fc.integer(), { minLength: size, maxLength: size }).map((xs) => Int32Array.from(xs)),
    fc.array(fc.nat(1), { minLength: size, maxLength: size }).map((xs) => Uint8Array.from(xs)),
  );
const arrays = fc
  .array(fc.nat(4), { maxLength: 4 })
  .chain((shape) => data(shape.reduce((a, b) => a * b, 1)).map((xs) => new Tensor(shape, xs)));

test("each array is read back from .npy, .npz and .safetensors", () => {
  fc.assert(
    fc.property(arrays, fc.string({ minLength: 1, unit: "grapheme" }), (array, name) => {
      expect(readNpy(writeNpy(array))).toEqual(array);
      fc.pre(name !== "__metadata__");
      expect(readSafetensors(writeSafetensors({ [name]: array, x: array }))).toEqual({
        [name]: array,
        x: array,
      });
      expect(readNpz(writeNpz({ y: array, z: array }))).toEqual({ y: array, z: array });
    }),
    { seed: 1, numRuns: 200 },
  );
});

test.each(["float64", "float32", "bool", "scalar", "empty"] as const)(
  "an array of %s is written as NumPy writes it, byte by byte but for blanks",
  (name) => {
    const bytes = file(name);
    const written = writeNpy(readNpy(bytes));
    const start = (all: Uint8Array): string => String.fromCharCode(...all.subarray(10)).replace(/ +\n/, "\n");
    expect(start(written)).toBe(start(bytes));
    expect(written.length % 8).toBe(bytes.length % 8);
  },
);

test("the name that safetensors keeps for remarks is refused", () => {
  expect(() => writeSafetensors({ __metadata__: new Tensor([], Float64Array.of(1)) })).toThrow(
    "safetensors: no array can be named __metadata__",
  );
});

test("equal arrays give equal archives", () => {
  const one = { a: new Tensor([2], Float64Array.of(1, 2)) };
  expect(writeNpz(one)).toEqual(writeNpz(one));
});

test("elements are written the lowest byte first", () => {
  expect([...writeNpy(new Tensor([], Int32Array.of(1))).subarray(-4)]).toEqual([1, 0, 0, 0]);
});
