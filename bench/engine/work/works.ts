// W1 to W8: the work that frameworks are compared by.
import { labels, numbers, unitVectors } from "./numbers.ts";
import type { Network, Product, Weights, Work } from "./work.ts";

/** A work, made when its turn comes. */
export interface Entry {
  readonly id: string;
  readonly what: string;
  readonly make: () => Work;
  /** How many billion additions and multiplications; left out where they are not what counts. */
  readonly gflop?: number;
  /** Whether it is large enough for our engine to show what it does on two threads. */
  readonly isLarge?: true;
}

export const works: readonly Entry[] = [
  {
    id: "W1",
    what: "2-4-1 sigmoid, batch 4, step",
    make: () => ({
      kind: "network",
      activation: "sigmoid",
      cost: "binary",
      rate: 0.5,
      x: { shape: [4, 2], data: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1) },
      y: { shape: [4, 1], data: Float32Array.of(0, 1, 1, 0) },
      weights: layers([2, 4, 1]),
    }),
  },
  { id: "W2", what: "64-32-10 sigmoid, batch 64, step", make: () => classifier("sigmoid", [64, 32, 10], 64) },
  { id: "W3", what: "784-128-10 relu, batch 64, step", make: () => classifier("relu", [784, 128, 10], 64) },
  {
    id: "W4",
    what: "784-1024-1024-10 relu, batch 256, step",
    make: () => classifier("relu", [784, 1024, 1024, 10], 256),
    // Forward, and by the weights, 2 m n k for each layer; by the activations for each layer but the first.
    gflop: (2 * 256 * (2 * 784 * 1024 + 3 * 1024 * 1024 + 3 * 1024 * 10)) / 1e9,
    isLarge: true,
  },
  ...[512, 1024, 2048].flatMap((size) =>
    ["A B", "A Bᵀ", "Aᵀ B", "Aᵀ Bᵀ"].map((what) => ({
      id: "W5",
      what: `${what}, ${size}`,
      make: () => product(size, what.startsWith("Aᵀ"), what.endsWith("ᵀ")),
      gflop: (2 * size ** 3) / 1e9,
      isLarge: true as const,
    })),
  ),
  {
    id: "W6",
    what: "sigmoid(x) tanh(x) + exp(-x²), 10⁶, gradient",
    make: () => ({
      kind: "wave",
      x: { shape: [1_000_000], data: numbers(1_000_000, 1, 4) },
      lossTolerance: 1e-3,
    }),
    isLarge: true,
  },
  {
    id: "W7",
    what: "softmax cross-entropy, 256 x 10,000, gradient",
    make: () => ({
      kind: "classes",
      z: { shape: [256, 10_000], data: numbers(2_560_000, 1, 3) },
      labels: labels(256, 10_000),
    }),
    isLarge: true,
  },
  {
    id: "W8",
    what: "convnet 28 x 28, 3x3x16, 3x3x32, batch 64, step",
    make: () => ({
      kind: "convnet",
      rate: 0.01,
      x: { shape: [64, 28, 28, 1], data: numbers(64 * 28 * 28, 1) },
      y: { shape: [64, 10], data: unitVectors(labels(64, 10), 10) },
      weights: [
        ...layer("C1", [3, 3, 1, 16], 2),
        ...layer("C2", [3, 3, 16, 32], 3),
        ...layer("W3", [7 * 7 * 32, 10], 4),
      ],
    }),
    isLarge: true,
  },
];

function classifier(activation: Network["activation"], widths: readonly number[], batch: number): Network {
  const [inputs, classes] = [widths[0] as number, widths.at(-1) as number];
  return {
    kind: "network",
    activation,
    cost: "classes",
    rate: 0.1,
    x: { shape: [batch, inputs], data: numbers(batch * inputs, 1) },
    y: { shape: [batch, classes], data: unitVectors(labels(batch, classes), classes) },
    weights: layers(widths),
  };
}

const layers = (widths: readonly number[]): Weights[] =>
  widths.slice(1).flatMap((width, k) => layer(`W${k + 1}`, [widths[k] as number, width], k + 2));

/** Weights as X. Glorot and Y. Bengio drew them, AISTATS 2010, and small biases. */
function layer(name: string, shape: readonly number[], seed: number): Weights[] {
  const outputs = shape.at(-1) as number;
  const size = shape.reduce((a, b) => a * b);
  const inputs = size / outputs;
  return [
    { name, shape, data: numbers(size, seed, Math.sqrt(6 / (inputs + outputs))) },
    { name: `${name}.bias`, shape: [outputs], data: numbers(outputs, seed + 100, 0.1) },
  ];
}

function product(size: number, a: boolean, b: boolean): Product {
  return {
    kind: "product",
    size,
    transposed: [a, b],
    a: { shape: [size, size], data: numbers(size * size, 1) },
    b: { shape: [size, size], data: numbers(size * size, 2) },
  };
}
