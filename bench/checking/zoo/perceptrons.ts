// Perceptrons of 2 to 6 layers: columns are examples, dZ and dA belong to each example's own loss.
import { type Condition, columnsSumToOne } from "@cadena/checker";
import type { Model, Typical } from "../model.ts";
import { added, table, upTo } from "./generated.ts";

/** A nonlinearity and its slope, as text over the names of its argument and of its value. */
interface Activation {
  readonly of: (z: string) => string;
  readonly slope: (z: string, a: string) => string;
}

const inner = (z: string): string => `sqrt(2/π) (${z} + 0.044715 ${z}^3)`;

/** By name; GELU in the form with tanh. */
const activations: Readonly<Record<string, Activation>> = {
  sigmoid: { of: (z) => `σ(${z})`, slope: (_, a) => `${a} * (1 - ${a})` },
  tanh: { of: (z) => `tanh(${z})`, slope: (_, a) => `(1 - ${a}^2)` },
  relu: { of: (z) => `max(0, ${z})`, slope: (z) => `[${z} > 0]` },
  softplus: { of: (z) => `log(1 + exp(${z}))`, slope: (z) => `1 / (1 + exp(-${z}))` },
  GELU: {
    of: (z) => `0.5 * ${z} * (1 + tanh(${inner(z)}))`,
    slope: (z) =>
      `(0.5 * (1 + tanh(${inner(z)})) + 0.5 * ${z} * (1 - tanh²(${inner(z)})) * sqrt(2/π) * (1 + 3 * 0.044715 ${z}^2))`,
  },
  SiLU: {
    of: (z) => `${z} * σ(${z})`,
    slope: (z) => `(σ(${z}) + ${z} * σ(${z}) * (1 - σ(${z})))`,
  },
};

/** What stands behind the last layer: its output, the loss of the mean, and its first gradient. */
interface Head {
  readonly output: (z: string) => string;
  readonly loss: (a: string) => string;
  readonly error: (a: string) => string;
  readonly given: readonly Condition[];
  readonly labels: Readonly<Record<string, Typical>>;
}

const heads: Readonly<Record<string, Head>> = {
  "squared error": {
    output: (z) => z,
    loss: (a) => `1/(2 m) sum((${a} - Y)^2)`,
    error: (a) => `${a} - Y`,
    given: [],
    labels: {},
  },
  "cross-entropy": {
    output: (z) => `σ(${z})`,
    loss: (a) => `-1/m sum(Y * log(${a}) + (1 - Y) * log(1 - ${a}))`,
    error: (a) => `${a} - Y`,
    given: [],
    labels: { Y: "0 or 1" },
  },
  softmax: {
    output: (z) => `softmax(${z}, axis=0)`,
    loss: (a) => `-1/m sum(Y * log(${a}))`,
    error: (a) => `${a} - Y`,
    given: [columnsSumToOne("Y")],
    labels: { Y: "one-hot columns" },
  },
};

const penalties: Readonly<Record<string, { of: (W: string) => string; slope: (W: string) => string }>> = {
  L2: { of: (W) => `λ/(2 m) sum(${W}^2)`, slope: (W) => `λ/m ${W}` },
  L1: { of: (W) => `λ/m sum(|${W}|)`, slope: (W) => `λ/m sign(${W})` },
};

/** The widths of a network, from its features to its outputs. */
const widths = [10, 8, 7, 6, 5, 4];

/** A network of some layers, each with the same nonlinearity but the last. */
function perceptron(layers: number, activation: string, head: string, penalty?: string): Model {
  const { of, slope } = activations[activation] as Activation;
  const { output, loss, error, given, labels } = heads[head] as Head;
  const cost = penalty === undefined ? undefined : penalties[penalty];
  const width = (l: number): string => (l === layers ? "K" : `n${l}`);
  const value = (l: number): string => (l === 0 ? "X" : `A${l}`);
  const each = upTo(layers);
  const forward = each.flatMap((l): [string, string][] => [
    [`Z${l}`, `W${l} ${value(l - 1)} + b${l}`],
    [`A${l}`, (l === layers ? output : of)(`Z${l}`)],
  ]);
  const errors = (l: number): [string, string][] =>
    l === layers
      ? [[`dZ${l}`, error(`A${l}`)]]
      : [
          [`dA${l}`, `W${l + 1}^T dZ${l + 1}`],
          [`dZ${l}`, `dA${l} * ${slope(`Z${l}`, `A${l}`)}`],
        ];
  const gradients = each
    .toReversed()
    .flatMap((l): [string, string][] => [
      ...errors(l),
      [`dW${l}`, `1/m dZ${l} ${value(l - 1)}^T${cost ? ` + ${cost.slope(`W${l}`)}` : ""}`],
      [`db${l}`, `1/m sum(dZ${l}, axis=1, keepdims)`],
    ]);
  return {
    id: `${layers} layers of ${activation}, ${head}${penalty === undefined ? "" : `, ${penalty}`}`,
    family: `perceptron, ${activation}`,
    dimensions: {
      ...Object.fromEntries(each.map((l) => [`n${l - 1}`, widths[l - 1] as number])),
      K: 3,
      m: layers === 2 ? 64 : 16,
    },
    inputs: { X: "n0 m", Y: "K m", ...(cost ? { λ: "" } : {}) },
    parameters: Object.fromEntries(
      each.flatMap((l) => [
        [`W${l}`, `${width(l)} ${width(l - 1)}`],
        [`b${l}`, `${width(l)} 1`],
      ]),
    ),
    forward: table(forward),
    loss: added([loss(value(layers)), ...(cost ? each.map((l) => cost.of(`W${l}`)) : [])]),
    gradients: table(gradients),
    perExample: gradients.map(([name]) => name).filter((name) => /^d[ZA]/.test(name)),
    given,
    typical: { ...labels, λ: 0.01 },
  };
}

/** Two layers of equal widths, for mistakes that fit by shape only there. */
function square(activation: string, head: string, penalty: string): Model {
  const model = perceptron(2, activation, head, penalty);
  const equal = (shapes: Model["inputs"]): Model["inputs"] =>
    Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, shape.replace(/n\d|K/g, "n")]));
  return {
    ...model,
    id: `${model.id}, equal widths`,
    dimensions: { n: 5, m: 32 },
    inputs: equal(model.inputs),
    parameters: equal(model.parameters),
  };
}

const names = Object.keys(activations);

export const perceptrons: readonly Model[] = [
  ...names.flatMap((activation) => [
    perceptron(2, activation, "squared error", "L1"),
    perceptron(2, activation, "cross-entropy"),
    perceptron(2, activation, "softmax", "L2"),
    perceptron(3, activation, "softmax", "L2"),
    perceptron(3, activation, "cross-entropy", "L1"),
    perceptron(4, activation, "squared error", "L2"),
  ]),
  ...["sigmoid", "tanh", "relu"].flatMap((activation) => [
    square(activation, "cross-entropy", "L2"),
    square(activation, "softmax", "L1"),
    perceptron(5, activation, "softmax"),
    perceptron(6, activation, "cross-entropy", "L2"),
  ]),
];
