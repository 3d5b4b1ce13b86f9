// Models of sequences: embeddings, recurrent networks that are unrolled over some steps, and attention.
import { below, columnsSumToOne, positive } from "@cadena/checker";
import { type Node, oneHot } from "@cadena/graph";
import type { Formulas, Model } from "../model.ts";

const steps = (count: number): number[] => Array.from({ length: count }, (_, t) => t + 1);
const table = (entries: readonly (readonly [name: string, formula: string])[]): Formulas =>
  Object.fromEntries(entries);
const sum = (terms: readonly string[]): string => terms.join(" + ");

/** Columns are examples: Ht = tanh(U Xt + V Ht-1 + b), with a squared error of W Ht + c at each step. */
function recurrent(T: number): Model {
  const all = steps(T);
  const over = (of: (t: number) => string): string => `1/m (${sum(all.map(of))})`;
  return {
    id: `recurrent network of ${T} steps`,
    family: "recurrent",
    dimensions: { n: 4, h: 6, K: 3, m: 16 },
    inputs: {
      H0: "h m",
      ...Object.fromEntries(
        all.flatMap((t) => [
          [`X${t}`, "n m"],
          [`Y${t}`, "K m"],
        ]),
      ),
    },
    parameters: { U: "h n", V: "h h", b: "h 1", W: "K h", c: "K 1" },
    forward: table(
      all.flatMap((t) => [
        [`Z${t}`, `U X${t} + V H${t - 1} + b`],
        [`H${t}`, `tanh(Z${t})`],
        [`O${t}`, `W H${t} + c`],
      ]),
    ),
    loss: `1/(2m) (${sum(all.map((t) => `sum((O${t} - Y${t})^2)`))})`,
    gradients: table([
      ...all.toReversed().flatMap((t): [string, string][] => [
        [`dO${t}`, `O${t} - Y${t}`],
        [`dH${t}`, t === T ? `W^T dO${t}` : `W^T dO${t} + V^T dZ${t + 1}`],
        [`dZ${t}`, `dH${t} * (1 - H${t}^2)`],
      ]),
      ["dW", over((t) => `dO${t} H${t}^T`)],
      ["dc", over((t) => `sum(dO${t}, axis=1, keepdims)`)],
      ["dU", over((t) => `dZ${t} X${t}^T`)],
      ["dV", over((t) => `dZ${t} H${t - 1}^T`)],
      ["db", over((t) => `sum(dZ${t}, axis=1, keepdims)`)],
      ["dH0", "V^T dZ1"],
    ]),
    perExample: ["dH0", ...all.flatMap((t) => [`dO${t}`, `dH${t}`, `dZ${t}`])],
  };
}

/** A linear recurrence and a loss at its end, as a textbook of back-propagation through time begins. */
const linearRecurrence: Model = {
  id: "linear recurrence",
  family: "recurrent",
  dimensions: { h: 5, m: 16 },
  inputs: { H0: "h m", Y: "h m" },
  parameters: { V: "h h" },
  forward: { H1: "V H0", H2: "V H1", H3: "V H2" },
  loss: "1/2 sum((H3 - Y)^2)",
  gradients: { dH3: "H3 - Y", dH2: "V^T dH3", dH1: "V^T V^T dH3", dV: "dH3 H2^T + dH2 H1^T + dH1 H0^T" },
};

const gates = ["F", "I", "O", "G"] as const;

/** One step of a long short-term memory: gates F, I and O, the candidate G, the cell C. */
const memory: Model = {
  id: "long short-term memory",
  family: "recurrent",
  dimensions: { n: 4, h: 5, m: 16 },
  inputs: { X: "n m", H0: "h m", C0: "h m", Y: "h m" },
  parameters: Object.fromEntries(
    gates.flatMap((g) => [
      [`W${g}`, "h n"],
      [`V${g}`, "h h"],
      [`b${g}`, "h 1"],
    ]),
  ),
  forward: {
    ...table(
      gates.flatMap((g): [string, string][] => [
        [`Z${g}`, `W${g} X + V${g} H0 + b${g}`],
        [g, g === "G" ? "tanh(ZG)" : `σ(Z${g})`],
      ]),
    ),
    C: "F * C0 + I * G",
    T: "tanh(C)",
    H: "O * T",
  },
  loss: "1/(2m) sum((H - Y)^2)",
  gradients: {
    dH: "1/m (H - Y)",
    dO: "dH * T",
    dT: "dH * O",
    dC: "dT * (1 - T^2)",
    dF: "dC * C0",
    dI: "dC * G",
    dG: "dC * I",
    dC0: "dC * F",
    ...table(gates.map((g) => [`dZ${g}`, g === "G" ? "dG * (1 - G^2)" : `d${g} * ${g} * (1 - ${g})`])),
    ...table(
      gates.flatMap((g): [string, string][] => [
        [`dW${g}`, `dZ${g} X^T`],
        [`dV${g}`, `dZ${g} H0^T`],
        [`db${g}`, `sum(dZ${g}, axis=1, keepdims)`],
      ]),
    ),
    dX: sum(gates.map((g) => `W${g}^T dZ${g}`)),
    dH0: sum(gates.map((g) => `V${g}^T dZ${g}`)),
  },
};

/** One step of a gated recurrent unit: update gate U, reset gate R, candidate G. */
const gated: Model = {
  id: "gated recurrent unit",
  family: "recurrent",
  dimensions: { n: 4, h: 5, m: 16 },
  inputs: { X: "n m", H0: "h m", Y: "h m" },
  parameters: { WU: "h n", VU: "h h", WR: "h n", VR: "h h", WG: "h n", VG: "h h" },
  forward: {
    ZU: "WU X + VU H0",
    U: "σ(ZU)",
    ZR: "WR X + VR H0",
    R: "σ(ZR)",
    Q: "R * H0",
    ZG: "WG X + VG Q",
    G: "tanh(ZG)",
    H: "(1 - U) * G + U * H0",
  },
  loss: "1/(2m) sum((H - Y)^2)",
  gradients: {
    dH: "1/m (H - Y)",
    dU: "dH * (H0 - G)",
    dG: "dH * (1 - U)",
    dZG: "dG * (1 - G^2)",
    dQ: "VG^T dZG",
    dR: "dQ * H0",
    dZR: "dR * R * (1 - R)",
    dZU: "dU * U * (1 - U)",
    dWU: "dZU X^T",
    dVU: "dZU H0^T",
    dWR: "dZR X^T",
    dVR: "dZR H0^T",
    dWG: "dZG X^T",
    dVG: "dZG Q^T",
    dX: "WU^T dZU + WR^T dZR + WG^T dZG",
    dH0: "dH * U + dQ * R + VR^T dZR + VU^T dZU",
  },
};

/** Rows are words. */
const attention: Pick<Model, "dimensions" | "parameters" | "loss"> = {
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

/** Labels as a matrix of 0 and 1, one column each; the number of classes is a size, which no text can name. */
const hot =
  (labels: string, classes: string) =>
  (scope: Readonly<Record<string, Node | number>>): Node =>
    oneHot(scope[labels] as Node, scope[classes] as number, { axis: 0 });

export const sequences: readonly Model[] = [
  linearRecurrence,
  ...[2, 3, 5].map(recurrent),
  memory,
  gated,
  {
    ...attention,
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
    ...attention,
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
    ...attention,
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
      dX: `dO + ${sum([1, 2].map((k) => `dS${k} X A${k}^T + dS${k}^T X A${k} + P${k}^T dH${k} V${k}^T`))}`,
    },
  },
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
