// Recurrent networks, unrolled over some steps.
import type { Model } from "../model.ts";
import { added, table, upTo } from "./generated.ts";

/** Columns are examples: Ht = tanh(U Xt + V Ht-1 + b), with a squared error of W Ht + c at each step. */
function recurrent(T: number): Model {
  const all = upTo(T);
  const over = (of: (t: number) => string): string => `1/m (${added(all.map(of))})`;
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
    loss: `1/(2m) (${added(all.map((t) => `sum((O${t} - Y${t})^2)`))})`,
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
    dX: added(gates.map((g) => `W${g}^T dZ${g}`)),
    dH0: added(gates.map((g) => `V${g}^T dZ${g}`)),
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

export const recurrentNetworks: readonly Model[] = [
  linearRecurrence,
  ...[2, 3, 5].map(recurrent),
  memory,
  gated,
];
