// Attention: rows are words.
import type { Formulas, Model } from "../model.ts";
import { added, table } from "./generated.ts";

const layer: Pick<Model, "dimensions" | "parameters" | "loss"> = {
  dimensions: { s: 7, e: 6, d: 4 },
  parameters: { WQ: "e d", WK: "e d", WV: "e d" },
  loss: "1/2 sum((O - Y)^2)",
};

const attended: Formulas = {
  dO: "O - Y",
  dV: "P^T dO",
  dP: "dO V^T",
  dS: "P * (dP - sum(dP * P, axis=1, keepdims))",
};

const behindScores: Formulas = {
  dWQ: "X^T dQ",
  dWK: "X^T dK",
  dWV: "X^T dV",
  dX: "dQ WQ^T + dK WK^T + dV WV^T",
};

export const attention: readonly Model[] = [
  {
    ...layer,
    id: "attention",
    family: "attention",
    inputs: { X: "s e", Y: "s d" },
    forward: {
      Q: "X WQ",
      K: "X WK",
      V: "X WV",
      S: "Q K^T / sqrt(d)",
      P: "softmax(S, axis=1)",
      O: "P V",
    },
    gradients: { ...attended, dQ: "dS K / sqrt(d)", dK: "dS^T Q / sqrt(d)", ...behindScores },
  },
  {
    ...layer,
    id: "attention that looks back",
    family: "attention",
    inputs: { X: "s e", Y: "s d", N: "s s" },
    forward: {
      Q: "X WQ",
      K: "X WK",
      V: "X WV",
      S: "Q K^T / sqrt(d) + N",
      P: "softmax(S, axis=1)",
      O: "P V",
    },
    gradients: { ...attended, dQ: "1/sqrt(d) dS K", dK: "1/sqrt(d) dS^T Q", ...behindScores },
  },
  {
    ...layer,
    id: "linear attention",
    family: "attention",
    inputs: { X: "s e", Y: "s d" },
    forward: { Q: "X WQ", K: "X WK", V: "X WV", M: "K^T V", O: "Q M" },
    gradients: { dO: "O - Y", dM: "Q^T dO", dQ: "dO M^T", dK: "V dM^T", dV: "K dM", ...behindScores },
  },
  {
    id: "attention of two heads",
    family: "attention",
    dimensions: { s: 6, e: 5, d: 3 },
    inputs: { X: "s e", Y: "s e" },
    parameters: { A1: "e e", V1: "e d", A2: "e e", V2: "e d", W1: "d e", W2: "d e" },
    forward: {
      S1: "X A1 X^T",
      P1: "softmax(S1, axis=1)",
      H1: "P1 X V1",
      S2: "X A2 X^T",
      P2: "softmax(S2, axis=1)",
      H2: "P2 X V2",
      O: "H1 W1 + H2 W2 + X",
    },
    loss: "1/2 sum((O - Y)^2)",
    gradients: {
      dO: "O - Y",
      ...table(
        [1, 2].flatMap((k): [string, string][] => [
          [`dW${k}`, `H${k}^T dO`],
          [`dH${k}`, `dO W${k}^T`],
          [`dV${k}`, `X^T P${k}^T dH${k}`],
          [`dP${k}`, `dH${k} V${k}^T X^T`],
          [`dS${k}`, `P${k} * dP${k} - P${k} * sum(P${k} * dP${k}, axis=1, keepdims)`],
          [`dA${k}`, `X^T dS${k} X`],
        ]),
      ),
      dX: `dO + ${added([1, 2].map((k) => `dS${k} X A${k}^T + dS${k}^T X A${k} + P${k}^T dH${k} V${k}^T`))}`,
    },
  },
];
