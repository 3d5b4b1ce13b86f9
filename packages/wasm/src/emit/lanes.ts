// Single elements and vectors, in both precisions.
import type { Code } from "../assembler/code.ts";
import { f32, f64 } from "../assembler/scalar.ts";
import { f32x4, f64x2, v128 } from "../assembler/vector.ts";
import { single } from "./lanes/single.ts";
import { wide32, wide64 } from "./lanes/wide.ts";
import type { Lanes, Precision, V } from "./lanes/width.ts";

const one64: Lanes = single("float64");

const one32: Lanes = {
  ...single("float32"),
  double: {
    lanes: one64,
    apart: (x) => [f64.fromF32(x as Code<"f32">)],
    together: ([x]) => f32.fromF64(x as Code<"f64">),
  },
};

const upperHalf = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];
const lowerHalves = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];

const doubled32: Lanes = {
  ...wide32,
  double: {
    lanes: wide64,
    apart: (x) => [f64x2.fromLowF32(x as V), f64x2.fromLowF32(v128.shuffle(x as V, x as V, upperHalf))],
    together: ([low, high]) => v128.shuffle(f32x4.fromF64(low as V), f32x4.fromF64(high as V), lowerHalves),
  },
};

/** Single elements and vectors, by precision. */
export const lanes: Readonly<Record<Precision, { readonly one: Lanes; readonly wide: Lanes }>> = {
  float32: { one: one32, wide: doubled32 },
  float64: { one: one64, wide: wide64 },
};
