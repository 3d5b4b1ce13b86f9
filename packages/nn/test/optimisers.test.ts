import { BindingError, input, mul, type Node, parameter, Session, sub } from "@cadena/graph";
import { adam, type Optimiser, sgd } from "@cadena/nn";
import { describe, expect, test } from "vitest";

/** The values of w, which starts at `start`, after each step with the given gradients. */
function trace(optimiser: Optimiser, gradients: readonly number[], start = 0): number[] {
  const w = parameter("w", [], { initial: start });
  const g = input("g", []);
  const session = new Session();
  const program = session.compile({ outputs: [], updates: optimiser.updates([w], [g]) });
  return gradients.map((value) => {
    program.run({ g: value });
    return session.read(w).item();
  });
}

const close = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  for (const [k, x] of expected.entries()) expect(actual[k]).toBeCloseTo(x, 12);
};

describe("gradient descent", () => {
  test("moves against the gradient", () => {
    close(trace(sgd({ learningRate: 0.5 }), [1, -4, 0], 10), [9.5, 11.5, 11.5]);
  });

  test("with momentum moves by the decaying sum of gradients", () => {
    // v = 1, then 1/2 - 2, then -3/4 + 0.
    close(trace(sgd({ learningRate: 0.1, momentum: 0.5 }), [1, -2, 0]), [-0.1, 0.05, 0.125]);
  });

  test("in Nesterov's form looks ahead by the momentum of the new velocity", () => {
    // g + μ v: 1 + 1/2, then -2 - 3/4, then 0 - 3/8.
    const steps = [1.5, -2.75, -0.375];
    const places = steps.map((_, k) => -0.1 * steps.slice(0, k + 1).reduce((a, b) => a + b));
    close(trace(sgd({ learningRate: 0.1, momentum: 0.5, nesterov: true }), [1, -2, 0]), places);
  });

  test("follows the closed form on a parabola: w_t = (1 - α c)^t w_0", () => {
    const w = parameter("w", [], { initial: 3 });
    const session = new Session();
    const updates = sgd({ learningRate: 0.1 }).updates([w], [mul(4, w)]);
    const program = session.compile({ outputs: [w], updates });
    for (let t = 0; t < 20; t++) expect(program.run()[0].item()).toBeCloseTo(3 * 0.6 ** t, 12);
  });
});

describe("Adam", () => {
  const [alpha, beta1, beta2, epsilon] = [0.1, 0.9, 0.999, 1e-8];
  const options = { learningRate: alpha };

  test("steps by α g / (|g| + ε) first, whatever the size of the gradient", () => {
    for (const g of [1e-3, -7, 1e6])
      close(trace(adam(options), [g]), [(-alpha * g) / (Math.abs(g) + epsilon)]);
  });

  test("steps evenly while the gradient stays the same", () => {
    const expected = [1, 2, 3, 4, 5].map((t) => (-alpha * t * 2) / (2 + epsilon));
    close(trace(adam(options), [2, 2, 2, 2, 2]), expected);
  });

  test("follows the closed form of the second step", () => {
    const [g1, g2] = [3, -1];
    const mean = ((1 - beta1) * (beta1 * g1 + g2)) / (1 - beta1 ** 2);
    const square = ((1 - beta2) * (beta2 * g1 * g1 + g2 * g2)) / (1 - beta2 ** 2);
    const first = (-alpha * g1) / (g1 + epsilon);
    close(trace(adam(options), [g1, g2]), [first, first - (alpha * mean) / (Math.sqrt(square) + epsilon)]);
  });

  test("follows algorithm 1 of the paper over fifty steps, with other rates", () => {
    const [b1, b2, eps] = [0.7, 0.95, 1e-3];
    const gradients = Array.from({ length: 50 }, (_, t) => Math.sin(t) + 0.3);
    let [m, v, w] = [0, 0, 1];
    const expected = gradients.map((g, k) => {
      m = b1 * m + (1 - b1) * g;
      v = b2 * v + (1 - b2) * g * g;
      w -= (0.02 * (m / (1 - b1 ** (k + 1)))) / (Math.sqrt(v / (1 - b2 ** (k + 1))) + eps);
      return w;
    });
    close(trace(adam({ learningRate: 0.02, beta1: b1, beta2: b2, epsilon: eps }), gradients, 1), expected);
  });

  test("is plain sign descent without memory", () => {
    close(trace(adam({ learningRate: 1, beta1: 0, beta2: 0, epsilon: 0 }), [5, -0.1]), [-1, 0]);
  });
});

describe("every optimiser", () => {
  const w = parameter("0.weight", [2, 3], {
    initial: [
      [1, 2, 3],
      [4, 5, 6],
    ],
  });
  const b = parameter("0.bias", [2], { initial: [0, 0] });

  test("names what it remembers after the parameters", () => {
    const names = (optimiser: Optimiser) => optimiser.state([w, b]).map(String);
    expect(names(sgd({ learningRate: 1 }))).toEqual([]);
    expect(names(sgd({ learningRate: 1, momentum: 0.9 }))).toEqual([
      "0.weight.momentum [2, 3]",
      "0.bias.momentum [2]",
    ]);
    expect(names(adam())).toEqual([
      "adam.step []",
      "0.weight.mean [2, 3]",
      "0.bias.mean [2]",
      "0.weight.square [2, 3]",
      "0.bias.square [2]",
    ]);
  });

  test("lets two programs of a session share one state", () => {
    const optimiser = adam();
    const state = optimiser.state([b]);
    const session = new Session();
    const steps = [1, 2].map(() =>
      session.compile({ outputs: [], updates: optimiser.updates([b], [mul(2, b)], state) }),
    );
    for (const step of steps) step.run();
    expect(session.read(state[0] as Node).item()).toBe(2);
  });

  test("takes its learning rate from a node", () => {
    const rate = input("rate", []);
    const x = parameter("x", [], { initial: 1 });
    const session = new Session();
    const program = session.compile({
      outputs: [],
      updates: sgd({ learningRate: rate }).updates([x], [sub(x, 0)]),
    });
    program.run({ rate: 0.25 });
    program.run({ rate: 1 });
    expect(session.read(x).item()).toBe(0);
    expect(() => program.run()).toThrow(BindingError);
  });

  test.each([
    [() => sgd({ learningRate: 0 }), "sgd: a learning rate is a number above 0, got 0"],
    [() => sgd({ learningRate: Number.NaN }), "sgd: a learning rate is a number above 0, got NaN"],
    [() => sgd({ learningRate: input("rates", [2]) }), "sgd: a learning rate is a scalar, got rates [2]"],
    [() => sgd({ learningRate: 1, momentum: 1 }), "sgd: the momentum lies in [0, 1), got 1"],
    [() => sgd({ learningRate: 1, nesterov: true }), "sgd: Nesterov's form needs a momentum above 0"],
    [() => adam({ beta2: -1 }), "adam: beta2 lies in [0, 1), got -1"],
    [() => adam().updates([w, b], [w]), "optimiser: 2 parameters, but 1 gradients"],
    [() => adam().updates([w], [b]), "optimiser: the gradient of 0.weight [2, 3] is 0.bias [2]"],
  ])("rejects %s", (make, message) => {
    expect(make).toThrow(message);
  });
});
