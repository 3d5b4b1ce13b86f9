// A layer with columns as examples, Z = W X + b, on which many losses are put, and the way back through it.
import type { Model, Typical } from "../model.ts";

export const layer: Pick<Model, "dimensions" | "inputs" | "parameters" | "perExample"> = {
  dimensions: { n: 10, K: 4, m: 64 },
  inputs: { X: "n m", Y: "K m" },
  parameters: { W: "K n", b: "K 1" },
  perExample: ["dZ", "dA", "dP", "dX", "dQ", "dR", "dM"],
};

/** What follows from dZ. */
export const through: Model["gradients"] & { readonly db: string; readonly dX: string } = {
  dW: "1/m dZ X^T",
  db: "1/m sum(dZ, axis=1, keepdims)",
  dX: "W^T dZ",
};

export const bits: Readonly<Record<string, Typical>> = { Y: "0 or 1" };
export const oneHot: Readonly<Record<string, Typical>> = { Y: "one-hot columns" };
