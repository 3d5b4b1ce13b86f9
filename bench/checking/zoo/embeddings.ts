// Embeddings, and losses that compare them.
import { below, columnsSumToOne, positive } from "@cadena/checker";
import { type Node, oneHot } from "@cadena/graph";
import type { Model, NodeScope } from "../model.ts";

/** Labels as a matrix of 0 and 1, one column each; the number of classes is a size, which no text can name. */
const hot =
  (labels: string, classes: string) =>
  (scope: NodeScope): Node =>
    oneHot(scope[labels] as Node, scope[classes] as number, { axis: 0 });

export const embeddings: readonly Model[] = [
  {
    id: "embedding",
    family: "embedding",
    dimensions: { v: 9, d: 4, K: 3, m: 32 },
    inputs: { Y: "K m" },
    labels: { t: "m" },
    parameters: { E: "d v", W: "K d", b: "K 1" },
    forward: { T: hot("t", "v"), X: "E T", Z: "W X + b", P: "softmax(Z, axis=0)" },
    loss: "-1/m sum(Y * log(P))",
    gradients: {
      dZ: "P - Y",
      dW: "1/m dZ X^T",
      db: "1/m sum(dZ, axis=1, keepdims)",
      dX: "W^T dZ",
      dE: "1/m dX T^T",
    },
    perExample: ["dZ", "dX"],
    given: [columnsSumToOne("Y"), below("t", 3)],
    typical: { Y: "one-hot columns" },
  },
  {
    id: "embedding that is looked up",
    family: "embedding",
    dimensions: { v: 9, d: 4, m: 32 },
    inputs: { Y: "m d" },
    labels: { t: "m" },
    parameters: { E: "v d" },
    forward: { T: hot("t", "v"), X: "E[t]" },
    loss: "1/(2m) sum((X - Y)^2)",
    gradients: { dX: "X - Y", dE: "1/m T dX" },
    perExample: ["dX"],
    given: [below("t", 3)],
  },
  {
    id: "skip-gram with negative samples",
    family: "embedding",
    dimensions: { d: 5, k: 4 },
    inputs: {},
    parameters: { c: "d", o: "d", N: "k d" },
    forward: { s: "o^T c", r: "N c" },
    loss: "-log(σ(s)) - sum(log(σ(-r)))",
    gradients: {
      ds: "σ(s) - 1",
      dr: "1 - σ(-r)",
      do: "(σ(s) - 1) c",
      dc: "(σ(s) - 1) o + N^T σ(r)",
      dN: "dr c^T",
    },
  },
  {
    id: "contrastive loss with a temperature",
    family: "embedding",
    dimensions: { m: 8, d: 5 },
    inputs: { I: "m m", τ: "" },
    parameters: { A: "m d", B: "m d" },
    forward: { S: "A B^T / τ", P: "softmax(S, axis=1)" },
    loss: "-1/m sum(I * log(P))",
    gradients: {
      dS: "1/m (P * sum(I, axis=1, keepdims) - I)",
      dA: "dS B / τ",
      dB: "dS^T A / τ",
      dτ: "-sum(dS * S) / τ",
    },
    given: [positive("τ")],
    typical: { I: "one-hot rows", τ: 0.5 },
  },
];
