// Layers that keep their values in scale or at random: batch and layer norm and their relatives, dropout.
import { columnsSumToOne, positive } from "@cadena/checker";
import type { Formulas, Model } from "../model.ts";

/** A normalised layer: rows are features, columns examples; the loss is a squared error of the result O. */
const layer = {
  dimensions: { n: 6, m: 32 },
  inputs: { X: "n m", Y: "n m", ε: "" },
  parameters: { γ: "n 1", β: "n 1" },
  loss: "1/(2m) sum((O - Y)^2)",
  given: [positive("ε")],
  typical: { ε: 1e-5 },
} as const;

const affine: Formulas = {
  dO: "1/m (O - Y)",
  dβ: "sum(dO, axis=1, keepdims)",
  dγ: "sum(dO * H, axis=1, keepdims)",
  dH: "γ * dO",
};

/** The mean and the variance along an axis of a given size, and the way back through both. */
function standardised(axis: 0 | 1, size: string): { forward: Formulas; gradients: Formulas } {
  const total = (x: string): string => `sum(${x}, axis=${axis}, keepdims)`;
  return {
    forward: {
      M: `mean(X, axis=${axis}, keepdims)`,
      V: `mean((X - M)^2, axis=${axis}, keepdims)`,
      S: "sqrt(V + ε)",
      H: "(X - M) / S",
      O: "γ * H + β",
    },
    gradients: {
      ...affine,
      dV: `-1/2 * ${total("dH * (X - M)")} / S^3`,
      dM: `-${total("dH")} / S - 2 dV * ${total("X - M")} / ${size}`,
      dX: `dH / S + dV * 2 * (X - M) / ${size} + dM / ${size}`,
      dε: "sum(dV)",
    },
  };
}

const compact = (axis: 0 | 1, size: string): string =>
  `(${size} dH - sum(dH, axis=${axis}, keepdims) - H * sum(dH * H, axis=${axis}, keepdims)) / (${size} * S)`;

const batch = standardised(1, "m");
const features = standardised(0, "n");

export const normalisations: readonly Model[] = [
  { ...layer, id: "batch norm", family: "batch norm", ...batch },
  {
    ...layer,
    id: "batch norm, in one formula",
    family: "batch norm",
    forward: batch.forward,
    gradients: { ...affine, dX: compact(1, "m") },
  },
  {
    ...layer,
    id: "batch norm, by means",
    family: "batch norm",
    forward: batch.forward,
    gradients: {
      ...affine,
      dX: "γ / S * (dO - mean(dO, axis=1, keepdims) - H * mean(dO * H, axis=1, keepdims))",
    },
  },
  {
    ...layer,
    id: "batch norm behind a layer",
    family: "batch norm",
    dimensions: { n: 6, k: 5, m: 32 },
    inputs: { A: "k m", Y: "n m", ε: "" },
    parameters: { W: "n k", γ: "n 1", β: "n 1" },
    forward: { X: "W A", ...batch.forward, R: "max(0, O)" },
    loss: "1/(2m) sum((R - Y)^2)",
    gradients: {
      dR: "1/m (R - Y)",
      ...affine,
      dO: "dR * [O > 0]",
      dX: compact(1, "m"),
      dW: "dX A^T",
      dA: "W^T dX",
    },
  },
  {
    ...layer,
    id: "batch norm with running values",
    family: "batch norm",
    inputs: { ...layer.inputs, U: "n 1", V: "n 1" },
    forward: { H: "(X - U) / sqrt(V + ε)", O: "γ * H + β" },
    gradients: { ...affine, dX: "γ * dO / sqrt(V + ε)" },
    given: [positive("ε"), positive("V")],
    typical: { ε: 1e-5, V: "positive" },
  },
  { ...layer, id: "layer norm", family: "layer norm", ...features },
  {
    ...layer,
    id: "layer norm, in one formula",
    family: "layer norm",
    forward: features.forward,
    gradients: { ...affine, dX: compact(0, "n") },
  },
  {
    ...layer,
    id: "layer norm, by means",
    family: "layer norm",
    forward: features.forward,
    gradients: {
      ...affine,
      dX: "1/S * (dH - mean(dH, axis=0, keepdims) - H * mean(dH * H, axis=0, keepdims))",
    },
  },
  {
    ...layer,
    id: "root mean square norm",
    family: "layer norm",
    forward: { S: "sqrt(mean(X^2, axis=0, keepdims) + ε)", H: "X / S", O: "γ * H + β" },
    gradients: {
      ...affine,
      dS: "-sum(dH * X, axis=0, keepdims) / S^2",
      dX: "(dH - H * mean(dH * H, axis=0, keepdims)) / S",
    },
  },
  {
    id: "columns of length 1",
    family: "layer norm",
    dimensions: { n: 6, m: 32 },
    inputs: { Y: "n m" },
    parameters: { X: "n m" },
    forward: { S: "sqrt(sum(X^2, axis=0, keepdims))", H: "X / S" },
    loss: "1/2 sum((H - Y)^2)",
    gradients: { dH: "H - Y", dX: "(dH - H * sum(H * dH, axis=0, keepdims)) / S" },
  },
  {
    id: "weight normalisation",
    family: "layer norm",
    dimensions: { n: 6, K: 3, m: 32 },
    inputs: { X: "n m", Y: "K m" },
    parameters: { V: "K n", g: "K 1" },
    forward: { S: "sqrt(sum(V^2, axis=1, keepdims))", W: "g * V / S", E: "W X - Y" },
    loss: "1/(2m) sum(E^2)",
    gradients: {
      dE: "E / m",
      dW: "dE X^T",
      dg: "sum(dW * V, axis=1, keepdims) / S",
      dV: "g / S * dW - g * dg / S^2 * V",
    },
  },
  {
    id: "dropout",
    family: "dropout",
    dimensions: { n: 10, h: 8, K: 3, m: 64 },
    inputs: { X: "n m", Y: "K m", M: "h m", p: "" },
    parameters: { W1: "h n", b1: "h 1", W2: "K h", b2: "K 1" },
    forward: {
      Z1: "W1 X + b1",
      A1: "max(0, Z1)",
      D1: "A1 * M / p",
      Z2: "W2 D1 + b2",
      P: "softmax(Z2, axis=0)",
    },
    loss: "-1/m sum(Y * log(P))",
    gradients: {
      dZ2: "P - Y",
      dW2: "1/m dZ2 D1^T",
      db2: "1/m sum(dZ2, axis=1, keepdims)",
      dD1: "W2^T dZ2",
      dA1: "dD1 * M / p",
      dZ1: "dA1 * [Z1 > 0]",
      dW1: "1/m dZ1 X^T",
      db1: "1/m sum(dZ1, axis=1, keepdims)",
    },
    perExample: ["dZ2", "dD1", "dA1", "dZ1"],
    given: [columnsSumToOne("Y"), positive("p")],
    typical: { Y: "one-hot columns", M: "0 or 1", p: 0.5 },
  },
  {
    id: "dropout of the inputs and of a layer of tanh",
    family: "dropout",
    dimensions: { n: 10, h: 8, K: 3, m: 64 },
    inputs: { X: "n m", Y: "K m", M0: "n m", M1: "h m", p: "", q: "" },
    parameters: { W1: "h n", b1: "h 1", W2: "K h", b2: "K 1" },
    forward: {
      D0: "X * M0 / q",
      Z1: "W1 D0 + b1",
      A1: "tanh(Z1)",
      D1: "A1 * M1 / p",
      Z2: "W2 D1 + b2",
      A2: "σ(Z2)",
    },
    loss: "-1/m sum(Y * log(A2) + (1 - Y) * log(1 - A2))",
    gradients: {
      dZ2: "A2 - Y",
      dW2: "1/m dZ2 D1^T",
      db2: "1/m sum(dZ2, axis=1, keepdims)",
      dD1: "W2^T dZ2",
      dZ1: "dD1 * M1 / p * (1 - A1^2)",
      dW1: "1/m dZ1 D0^T",
      db1: "1/m sum(dZ1, axis=1, keepdims)",
      dX: "W1^T dZ1 * M0 / q",
    },
    perExample: ["dZ2", "dD1", "dZ1", "dX"],
    given: [positive("p"), positive("q")],
    typical: { Y: "0 or 1", M0: "0 or 1", M1: "0 or 1", p: 0.5, q: 0.8 },
  },
];
