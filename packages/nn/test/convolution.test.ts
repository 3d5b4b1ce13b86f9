// Convolutional layers: what they compute, what they start with, what they refuse, and that they learn.
import {
  constant,
  conv2d as convolve,
  DomainError,
  evaluate,
  gradients,
  initialOf,
  input,
  integers,
  type Node,
  relu,
  ShapeError,
  sum,
  type Tensor,
  tensor,
} from "@cadena/graph";
import {
  adam,
  avgPool2d,
  conv1d,
  conv2d,
  dense,
  fit,
  flatten,
  initialisers,
  maxPool1d,
  maxPool2d,
  model,
  Random,
  sequential,
  sparseCrossEntropy,
} from "@cadena/nn";
import { describe, expect, test } from "vitest";

const weightOf = (layer: ReturnType<typeof conv2d>) =>
  initialOf(model(layer, { seed: 1 }).parameters[0] as Node)?.data as Float64Array;
const variance = (values: Float64Array): number => values.reduce((sum, w) => sum + w * w, 0) / values.length;

describe("a convolutional layer", () => {
  test("slides its filters and adds a bias for each of them", () => {
    const options = { stride: 2, padding: "same" } as const;
    const net = model(conv2d(3, 4, [3, 2], { ...options, bias: initialisers.constant(5) }), { seed: 2 });
    const [w, b] = net.parameters as [Node, Node];
    const x: Node = constant(initialisers.normal()([3, 5, 4, 3], { in: 1, out: 1 }, new Random(1)));
    const [y, plain] = evaluate([net(x), convolve(x, w, options)]) as [Tensor, Tensor];
    expect(y.shape).toEqual([3, 3, 2, 4]);
    expect(b.shape).toEqual([4]);
    for (const [k, element] of [...y.data].entries()) {
      expect(element).toBeCloseTo((plain.data[k] as number) + 5, 12);
    }
  });

  test("has no bias where none is wanted", () => {
    expect(model(conv1d(3, 2, 4, { bias: false })).parameters.map(String)).toEqual(["weight [4, 3, 2]"]);
  });

  test("starts with weights of the fans of a window", () => {
    expect(variance(weightOf(conv2d(20, 30, 4)))).toBeCloseTo(2 / (16 * 50), 4);
    expect(variance(weightOf(conv2d(20, 30, 4, { weight: initialisers.heNormal })))).toBeCloseTo(
      2 / (16 * 20),
      3,
    );
    const depthwise = conv2d(400, 400, 5, { groups: 400, weight: initialisers.heUniform });
    expect(variance(weightOf(depthwise))).toBeCloseTo(2 / 25, 2);
  });

  test("names itself and what it takes where the input does not fit", () => {
    const net = model(sequential(conv2d(1, 8, 3), relu, conv2d(16, 4, 3)));
    expect(() => net(input("x", [2, 9, 9, 1]))).toThrow(
      "conv2d: layer 2 takes [batch, height, width, 16], got relu [2, 7, 7, 8] (8 ≠ 16)",
    );
    expect(() => net(input("x", [2, 9, 9]))).toThrow(
      "conv2d: layer 0 takes [batch, height, width, 1], got x [2, 9, 9] (3 axes, not 4)",
    );
    expect(() => model(conv1d(1, 1, 5))(input("x", [2, 4, 1]))).toThrow(ShapeError);
  });

  test.each([
    [() => conv2d(0, 1, 3), "conv2d: a width is a whole number above 0, got 0"],
    [() => conv2d(1, 1, 0), "conv2d: a size is a whole number above 0, got 0"],
    [() => conv2d(1, 1, [3]), "conv2d: a size is needed for each of 2 axes, got [3]"],
    [() => conv1d(4, 6, 3, { groups: 3 }), "conv1d: 4 inputs and 6 outputs do not divide into 3 groups"],
  ])("refuses numbers that mean nothing: %#", (act, message) => {
    expect(act).toThrow(DomainError);
    expect(act).toThrow(message);
  });
});

test("pooling layers and flatten have no parameters", () => {
  const net = model(sequential(avgPool2d(2, { stride: 1 }), maxPool2d([2, 2]), flatten));
  expect(net.parameters).toEqual([]);
  const image = [[[1], [3], [5]], [[1], [3], [7]], [[9], [9], [9]]]; // biome-ignore format: an image
  expect(String(evaluate(net(constant([image]))))).toBe("[[7]]");
  expect(String(evaluate(maxPool1d(3)(constant([[[1], [4], [2]]]))))).toBe("[[[4]]]");
});

test("flatten keeps the batch, also an empty one, and asks for one", () => {
  expect(flatten(input("x", [2, 3, 4])).shape).toEqual([2, 12]);
  expect(flatten(input("x", [0, 3, 4])).shape).toEqual([0, 12]);
  expect(flatten(input("x", [5])).shape).toEqual([5, 1]);
  expect(() => flatten(input("x", []))).toThrow("flatten: a batch axis is missing: x []");
});

test("a convolutional network tells lines that lie from lines that stand, wherever they are", () => {
  const random = new Random(3);
  const count = 40;
  const images = Array.from({ length: count }, (_, n) => {
    const at = Math.floor(random.uniform() * 6);
    return Array.from({ length: 6 }, (_, i) =>
      Array.from({ length: 6 }, (_, j) => [(n % 2 === 0 ? i : j) === at ? 1 : 0]),
    );
  });
  const features = tensor(images);
  const targets = integers(Array.from({ length: count }, (_, n) => n % 2));
  const net = model(sequential(conv2d(1, 4, 3), relu, maxPool2d(2), flatten, dense(16, 2)), { seed: 1 });
  const { history } = fit(
    net,
    { features, targets },
    {
      loss: sparseCrossEntropy,
      optimiser: adam({ learningRate: 0.05 }),
      epochs: 15,
    },
  );
  expect(history.at(-1)?.loss).toBeLessThan(0.1);
});

test("all parameters of a convolutional network have a gradient", () => {
  const net = model(
    sequential(conv2d(1, 2, 3, { padding: "same" }), relu, avgPool2d(2), flatten, dense(8, 1)),
  );
  const slopes = gradients(sum(net(input("x", [1, 4, 4, 1]))), net.parameters as Node[]);
  expect(slopes.map(({ shape }) => shape)).toEqual(net.parameters.map(({ shape }) => shape));
});
