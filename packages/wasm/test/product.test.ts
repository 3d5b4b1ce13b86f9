/// <reference lib="dom" />
// Matrix products in code of the engine's own, against sums in plain loops, within the error that rounding explains.
import { setFlagsFromString } from "node:v8";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { Module } from "../src/assembler/module.ts";
import { i32 } from "../src/assembler/scalar.ts";
import { canFuse } from "../src/emit/product/fused.ts";
import { wayOf } from "../src/emit/product/way.ts";
import { Products } from "../src/emit/product.ts";
import { Buffer } from "../src/loops/expression.ts";
import type { Product } from "../src/loops/statement.ts";

if (!canFuse() && process.version.startsWith("v20.")) setFlagsFromString("--experimental-wasm-relaxed-simd");

/** What a product is computed with. */
interface Kind {
  readonly precision: "float32" | "float64";
  readonly isFused: boolean;
}

const kinds: readonly Kind[] = (["float32", "float64"] as const).flatMap((precision) =>
  [false, true].filter((isFused) => !isFused || canFuse()).map((isFused) => ({ precision, isFused })),
);
const units = { float32: 2 ** -24, float64: 2 ** -53 };
const arrays = { float32: Float32Array, float64: Float64Array };

/** Three sizes in an order of axes, with the strides of data in which they lie so, and how many elements it has. */
interface Layout {
  readonly start: number;
  readonly strides: readonly number[];
  readonly size: number;
}

/**
 * A layout.
 * @param order the axes from the outermost to the innermost one
 * @param gap how many elements are left out after each
 * @param flipped the axis that runs backwards
 */
function layout(sizes: readonly number[], order: readonly number[], gap: number, flipped?: number): Layout {
  const strides = [...sizes];
  let size = 1 + gap;
  for (const axis of [...order].reverse()) {
    strides[axis] = size;
    size *= sizes[axis] as number;
  }
  if (flipped === undefined) return { start: 0, strides, size };
  const step = strides[flipped] as number;
  strides[flipped] = -step;
  return { start: Math.max(0, (sizes[flipped] as number) - 1) * step, strides, size };
}

/** A product of so many rows, columns and steps of the depth, in a batch, of operands that lie in layouts. */
function product(
  [batch, rows, columns, depth]: readonly [number, number, number, number],
  [a, b, out]: readonly [Layout, Layout, Layout],
): Product {
  const side = ({ start, strides, size }: Layout, name: string) => {
    const [each, outer, inner] = strides as [number, number, number];
    return { buffer: new Buffer(name, "real", size), start, outer, inner, batch: each };
  };
  const [each, row, column] = out.strides as [number, number, number];
  return {
    kind: "product",
    rows,
    columns,
    depth,
    batch,
    a: side(a, "a"),
    b: side(b, "b"),
    out: new Buffer("out", "real", out.size),
    strides: { row, column, batch: each },
  };
}

/** A product of matrices that lie in rows, but for those named: they are transposed. */
function plain(rows: number, columns: number, depth: number, transposed: string): Product {
  const inRows = (name: string) => (transposed.includes(name) ? [0, 2, 1] : [0, 1, 2]);
  const inColumns = (name: string) => (transposed.includes(name) ? [0, 1, 2] : [0, 2, 1]);
  return product(
    [1, rows, columns, depth],
    [
      layout([1, rows, depth], inRows("a"), 0),
      layout([1, columns, depth], inColumns("b"), 0),
      layout([1, rows, columns], inRows("c"), 0),
    ],
  );
}

type Data = Float32Array | Float64Array;
const marker = 12345;

/** Runs a product on numbers of all kinds, or on one number; all memory that it must not write holds a marker. */
function computed(one: Product, { precision, isFused }: Kind, value?: number) {
  const sizes = [one.a.buffer.size, one.b.buffer.size, one.out.size];
  const { scratch } = wayOf(one, precision);
  const bytes = arrays[precision].BYTES_PER_ELEMENT;
  const guard = 64;
  const starts: number[] = [];
  let next = guard;
  for (const length of [...sizes.map((size) => size * bytes), scratch.a + scratch.b]) {
    starts.push(next);
    next = Math.ceil((next + length + guard) / 64) * 64;
  }
  const pages = Math.ceil(next / 65536);
  const module = new Module({ pages });
  const products = new Products(module, { precision, isFused, scratch: i32.const(starts[3] as number) });
  const multiply = products.of(one);
  module.func(
    { params: [], result: "none" },
    () => [
      multiply.call(
        i32.const((starts[0] as number) + one.a.start * bytes),
        i32.const((starts[1] as number) + one.b.start * bytes),
        i32.const(starts[2] as number),
      ),
    ],
    "run",
  );
  const memory = new WebAssembly.Memory({ initial: pages });
  const all = new arrays[precision](memory.buffer).fill(marker);
  const [a, b, out] = [0, 1, 2].map((k) => {
    const first = (starts[k] as number) / bytes;
    return all.subarray(first, first + (sizes[k] as number));
  }) as [Data, Data, Data];
  for (const [k, data] of [a, b].entries()) {
    for (let i = 0; i < data.length; i++) data[i] = value ?? mixed(2 * i + k);
  }
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes), { host: { memory } });
  (exports.run as () => void)();
  const results = { a: a.slice(), b: b.slice(), out: out.slice() };
  const first = (starts[3] as number) / bytes;
  for (const used of [a, b, out, all.subarray(first, first + (scratch.a + scratch.b) / bytes)])
    used.fill(marker);
  return { ...results, strays: all.findIndex((value) => value !== marker) };
}

/** A number between -1 and 1. */
const mixed = (k: number): number => ((Math.imul(k + 1, 0x9e3779b1) ^ (k << 13)) | 0) / 2 ** 31;

/**
 * Expects each element of a product to be off by no more than rounding explains: the sum of n products, each of which
 * is rounded, is off by at most n u / (1 - n u) times the sum of their magnitudes (Higham, Accuracy and Stability of
 * Numerical Algorithms, 2002, section 3.1), in whatever order it is computed; and the sum in a plain loop likewise.
 */
function expectRight(one: Product, kind: Kind): void {
  const { a, b, out, strays } = computed(one, kind);
  const { rows, columns, depth, batch, strides } = one;
  const bound = (n: number, unit: number): number => (n * unit) / (1 - n * unit);
  const share = bound(depth, units[kind.precision]) + bound(depth, units.float64);
  const isWritten = new Uint8Array(out.length);
  let worst = 0;
  for (let t = 0; t < batch; t++)
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) {
        let [sum, magnitude] = [0, 0];
        let p = one.a.start + t * one.a.batch + i * one.a.outer;
        let q = one.b.start + t * one.b.batch + j * one.b.outer;
        for (let k = 0; k < depth; k++) {
          const term = (a[p] as number) * (b[q] as number);
          sum += term;
          magnitude += Math.abs(term);
          p += one.a.inner;
          q += one.b.inner;
        }
        const at = t * strides.batch + i * strides.row + j * strides.column;
        isWritten[at] = 1;
        const off = Math.abs((out[at] as number) - sum);
        worst = Math.max(worst, off <= share * magnitude ? 0 : off / magnitude);
      }
  const strayed = strays >= 0 || out.some((value, at) => isWritten[at] === 0 && value !== marker);
  expect({ worst, strayed }).toEqual({ worst: 0, strayed: false });
}

const size = fc.constantFrom(0, 1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17, 23, 33);
const order = fc.constantFrom([0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]);
const gap = fc.constantFrom(0, 0, 0, 1, 3);
const flipped = fc.constantFrom(undefined, undefined, 0, 1, 2);

describe.each(kinds)("a product in $precision, fused: $isFused", (kind) => {
  test.prop(
    [
      fc.tuple(fc.constantFrom(0, 1, 1, 2, 3), size, size, size),
      fc.tuple(order, order, order),
      fc.tuple(gap, gap, gap),
      fc.tuple(flipped, flipped),
    ],
    { numRuns: 100 },
  )(
    "is right at small sizes, however its operands and its result lie",
    (sizes, [ofA, ofB, ofOut], [gapA, gapB, gapOut], [flippedA, flippedB]) => {
      const [batch, rows, columns, depth] = sizes;
      expectRight(
        product(sizes, [
          layout([batch, rows, depth], ofA, gapA, flippedA),
          layout([batch, columns, depth], ofB, gapB, flippedB),
          layout([batch, rows, columns], ofOut, gapOut),
        ]),
        kind,
      );
    },
  );

  test.each([
    [64, 32, 64],
    [61, 97, 131],
    [9, 90, 301],
    [90, 9, 301],
    [1, 70, 131],
    [131, 1, 70],
    [5, 7, 3001],
    [9, 1001, 5],
    [197, 67, 33],
    [33, 41, 601],
  ])(
    "is right where %i x %i elements are sums of %i, with each operand transposed or not",
    (rows, columns, depth) => {
      for (const transposed of ["", "a", "b", "ab", "c"])
        expectRight(plain(rows, columns, depth, transposed), kind);
    },
  );
});

describe("products", () => {
  test("of the same sizes and strides are one function, and others are not", () => {
    const products = new Products(new Module({ pages: 1 }), { ...(kinds[0] as Kind), scratch: i32.const(0) });
    expect(products.of(plain(3, 4, 5, ""))).toBe(products.of(plain(3, 4, 5, "")));
    expect(products.of(plain(3, 4, 5, ""))).not.toBe(products.of(plain(3, 4, 5, "a")));
  });

  test.each([
    ["vectors along it", 1, 1, ""],
    ["elements spread over rows", 5, 8, ""],
    ["packed panels", 8, 24, "b"],
  ])("of a depth of 100,000 keep five digits in float32, with %s", (_, rows, columns, transposed) => {
    const { a, b, out } = computed(plain(rows, columns, 100000, transposed), kinds[0] as Kind, 0.1);
    expect(out[0]).toBeGreaterThan(0);
    expect(
      Math.abs((out.at(-1) as number) / (100000 * (a[0] as number) * (b[0] as number)) - 1),
    ).toBeLessThan(1e-5);
  });
});
