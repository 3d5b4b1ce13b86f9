import {
  add,
  type Engine,
  flatten,
  integers,
  interpreter,
  log,
  mul,
  type Node,
  parameter,
  relu,
  Session,
  type ShapeError,
  sub,
  sum,
  Tensor,
  tanh,
  tensor,
} from "@cadena/graph";
import {
  accuracy,
  adam,
  binaryAccuracy,
  binaryCrossEntropyWithLogits,
  crossEntropy,
  type Dataset,
  dense,
  digits,
  type Epoch,
  type FitOptions,
  fit,
  l2Penalty,
  type Model,
  measure,
  model,
  moons,
  mse,
  predict,
  Random,
  sequential,
  sgd,
  sparseCrossEntropy,
  spirals,
  standardiser,
  unitVectors,
  xor,
} from "@cadena/nn";
import { describe, expect, test, vi } from "vitest";

describe("fit learns", () => {
  test("xor with a hidden layer of width 8, completely", () => {
    const net = model(sequential(dense(2, 8), tanh, dense(8, 1), flatten), { seed: 1 });
    const loss = binaryCrossEntropyWithLogits;
    const { session, history } = fit(net, xor(), {
      loss,
      optimiser: adam({ learningRate: 0.05 }),
      epochs: 200,
    });
    const outputs = predict(net, xor().features, { session });
    expect(binaryAccuracy(outputs, xor().targets, { threshold: 0 })).toBe(1);
    expect(history.at(-1)!.loss).toBeLessThan(0.05);
  });

  test("moons to at least 98 % on points that it has not seen", () => {
    const net = model(sequential(dense(2, 16), relu, dense(16, 2)), { seed: 1 });
    const { session } = fit(net, moons(300, { seed: 1 }), {
      loss: sparseCrossEntropy,
      optimiser: adam({ learningRate: 0.02 }),
      epochs: 40,
    });
    const held = moons(300, { seed: 2 });
    expect(accuracy(predict(net, held.features, { session }), held.targets)).toBeGreaterThanOrEqual(0.98);
  });

  test("two spirals with momentum, against unit vectors, to at least 95 %", () => {
    const points = spirals(200, { noise: 0.01, seed: 1 });
    const data = { features: points.features, targets: unitVectors(points.targets, 2) };
    const net = model(sequential(dense(2, 24), relu, dense(24, 24), relu, dense(24, 2)), { seed: 1 });
    const optimiser = sgd({ learningRate: 0.05, momentum: 0.9, nesterov: true });
    const { history } = fit(net, data, { loss: crossEntropy, optimiser, epochs: 60, metrics: { accuracy } });
    expect(history.at(-1)!.metrics.accuracy).toBeGreaterThan(0.95);
  });

  test("drawn digits to at least 92 % on a held-out seed", () => {
    const train = digits(1000, { seed: 1 });
    const held = digits(500, { seed: 2 });
    const scale = standardiser(train.features);
    const net = model(sequential(dense(64, 32), relu, dense(32, 10)), { seed: 1 });
    const { session } = fit(
      net,
      { features: scale(train.features), targets: train.targets },
      { loss: sparseCrossEntropy, optimiser: adam({ learningRate: 0.005 }), epochs: 10 },
    );
    expect(accuracy(predict(net, scale(held.features), { session }), held.targets)).toBeGreaterThan(0.92);
  });
});

/** y = w x with w at 0, on the points (1, 2), (2, 4), ... */
function line(rows: number): { net: Model; w: Node; data: Dataset } {
  const w = parameter("w", [], { initial: 0 });
  const net = Object.assign((x: Node) => mul(x, w) as Node, { parameters: [w] });
  const features = tensor(Array.from({ length: rows }, (_, i) => [i + 1]));
  const targets = tensor(Array.from({ length: rows }, (_, i) => [2 * (i + 1)]));
  return { net, w, data: { features, targets } };
}

const usual: FitOptions = { loss: mse, optimiser: sgd({ learningRate: 0.01 }), epochs: 1 };

describe("fit runs", () => {
  const trained = (options: Partial<FitOptions>): { w: number; engine: string; precision: string } => {
    const { net, w, data } = line(5);
    const { session } = fit(net, data, { ...usual, batchSize: 2, ...options });
    const { engine, options: open } = session;
    return { w: session.read(w).item(), engine: engine.name, precision: open.precision };
  };

  test("on the WebAssembly engine in float64, which learns what the interpreter does", () => {
    const fast = trained({});
    expect(fast).toMatchObject({ engine: "wasm", precision: "float64" });
    const slow = trained({ engine: "interpreter" });
    expect(slow).toMatchObject({ engine: "interpreter", precision: "float64" });
    expect(fast.w).toBeCloseTo(slow.w, 14);
  });

  test("on an engine of one's own, in float32 where that is asked for", () => {
    const named = { ...interpreter, name: "mine" };
    expect(trained({ engine: named, precision: "float32" })).toMatchObject({
      engine: "mine",
      precision: "float32",
    });
    expect(trained({ precision: "float32" }).w).toBe(Math.fround(trained({ precision: "float32" }).w));
  });

  test("in the session that is given, whatever else is asked for", () => {
    const session = new Session();
    expect(trained({ session, engine: "wasm", precision: "float32" })).toMatchObject({
      engine: "interpreter",
      precision: "float64",
    });
  });

  test("on the interpreter where there is no WebAssembly, and says so among its progress", () => {
    vi.stubGlobal("WebAssembly", undefined);
    const lines: string[] = [];
    try {
      const { engine } = trained({ progress: { write: (text) => lines.push(text) } });
      expect(engine).toBe("interpreter");
    } finally {
      vi.unstubAllGlobals();
    }
    expect(lines[0]).toBe(
      "wasm: there is no WebAssembly here; the interpreter runs instead, many times slower\n",
    );
  });

  test("what it compiled once in every epoch: a step for each size of batch, and one for the validation set", () => {
    let compiled = 0;
    const counting: Engine = {
      ...interpreter,
      open: (how) => {
        const opened = interpreter.open(how);
        const compile: typeof opened.compile = (step) => {
          compiled++;
          return opened.compile(step);
        };
        return { ...opened, compile };
      },
    };
    trained({ engine: counting, validation: line(4).data, epochs: 3 });
    expect(compiled).toBe(3);
  });

  test("with results that later batches leave alone: a model may give what went in", () => {
    const net: Model = Object.assign((x: Node) => x, { parameters: [] });
    const { data } = line(5);
    for (const engine of ["wasm", "interpreter"] as const) {
      expect(String(predict(net, data.features, { engine, batchSize: 2 }))).toBe("[[1], [2], [3], [4], [5]]");
    }
  });
});

describe("fit goes", () => {
  test("through every example once an epoch, the smaller last batch included", () => {
    const { net, w, data } = line(5);
    const session = new Session();
    fit(net, data, { ...usual, batchSize: 2, seed: 3, session });
    // The same by hand: the slope of mean (w x - 2 x)² over a batch is 2 (w - 2) mean x².
    const order = new Random(3).split("shuffle").split(1).permutation(5);
    let expected = 0;
    for (const batch of [order.slice(0, 2), order.slice(2, 4), order.slice(4)]) {
      const square = batch.reduce((s, i) => s + (i + 1) ** 2, 0) / batch.length;
      expected -= 0.01 * 2 * (expected - 2) * square;
    }
    expect(session.read(w).item()).toBeCloseTo(expected, 12);
  });

  test("with one state of the optimiser through batches of both sizes", () => {
    const { net, data } = line(5);
    const session = new Session();
    const inner = adam();
    let state: readonly Node[] = [];
    const optimiser = { ...inner, state: (p: readonly Node[]) => (state = inner.state(p)) };
    fit(net, data, { ...usual, optimiser, batchSize: 2, epochs: 4, session });
    expect(session.read(state[0]!).item()).toBe(12);
  });

  test("in another order each epoch, the same again from the same seed", () => {
    const run = (seed: number) => {
      const { net, w, data } = line(8);
      const { session, history } = fit(net, data, { ...usual, batchSize: 3, epochs: 3, seed });
      return [session.read(w).item(), ...history.map(({ loss }) => loss)];
    };
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
    const orders: string[] = [];
    const { net, data } = line(8);
    const metrics = { order: (_: Tensor, targets: Tensor) => orders.push(String(targets)) };
    fit(net, data, { ...usual, epochs: 3, metrics });
    expect(new Set(orders).size).toBe(3);
  });

  test("and reports loss and metrics of each epoch, weighted by the sizes of its batches", () => {
    const { net, data } = line(5);
    const still = { ...usual, optimiser: sgd({ learningRate: 1e-300 }), batchSize: 2 };
    const metrics = { rows: (outputs: Tensor, targets: Tensor) => outputs.shape[0]! + targets.shape[0]! };
    const { history } = fit(net, data, { ...still, metrics, validation: data, epochs: 2 });
    // w stays at 0, so the loss is the mean of (2 x)².
    const loss = (4 * (1 + 4 + 9 + 16 + 25)) / 5;
    expect(history).toHaveLength(2);
    for (const [k, epoch] of history.entries()) {
      expect(epoch).toMatchObject({
        epoch: k + 1,
        metrics: { rows: 10 },
        validation: { metrics: { rows: 10 } },
      });
      expect(epoch.loss).toBeCloseTo(loss, 10);
      expect(epoch.validation!.loss).toBeCloseTo(loss, 10);
    }
  });

  test("with targets in the order of the outputs when a metric compares them", () => {
    const { net, data } = line(7);
    const metrics = {
      mismatch: (outputs: Tensor, targets: Tensor) =>
        Math.max(...outputs.data.map((x: number, k: number) => Math.abs(x - targets.data[k]!))),
    };
    const perfect = new Session();
    perfect.write(net.parameters[0]!, 2);
    const { history } = fit(net, data, { ...usual, batchSize: 3, metrics, session: perfect });
    expect(history[0]!.metrics.mismatch).toBe(0);
  });

  test("on from the values that a session holds", () => {
    const { net, w, data } = line(4);
    const session = new Session();
    session.write(w, 2);
    fit(net, data, { ...usual, session });
    expect(session.read(w).item()).toBe(2);
  });

  test("until a callback stops it, or changes the learning rate", () => {
    const { net, data } = line(4);
    const seen: Epoch[] = [];
    const rate = parameter("rate", [], { initial: 0.001 });
    const { history } = fit(net, data, {
      ...usual,
      optimiser: sgd({ learningRate: rate }),
      epochs: 50,
      onEpoch: (epoch, { session, stop }) => {
        seen.push(epoch);
        if (epoch.epoch === 2) session.write(rate, 1e-300);
        if (epoch.epoch === 4) stop();
      },
    });
    expect(history).toEqual(seen);
    expect(history).toHaveLength(4);
    expect(history[1]!.loss).toBeLessThan(history[0]!.loss);
    expect(history[3]!.loss).toBeCloseTo(history[2]!.loss, 12);
  });

  test("and shows an epoch a line where there is no terminal", () => {
    const { net, data } = line(4);
    const texts: string[] = [];
    const metrics = { accuracy: () => 0.5 };
    const progress = { write: (text: string) => texts.push(text) };
    fit(net, data, { ...usual, epochs: 2, metrics, validation: data, progress });
    expect(texts).toHaveLength(2);
    expect(texts[0]).toMatch(
      /^epoch 1\/2: loss 30\.00, accuracy 0\.5000, validation loss [\d.]+, validation accuracy 0\.5000, \d+ s left\n$/,
    );
  });
});

test("fit follows the gradient of the whole loss, its penalty included", () => {
  const { net, w, data } = line(1);
  const session = new Session();
  session.write(w, 1);
  const loss = (a: Node, y: Node) => add(mse(a, y), l2Penalty(net.parameters, 0.6, 2));
  fit(net, data, { ...usual, loss, session });
  // The slope of (w - 2)² + 0.15 w² at w = 1.
  expect(session.read(w).item()).toBeCloseTo(1 - 0.01 * (-2 + 0.3), 12);
});

describe("fit rejects before anything is trained", () => {
  const { net, w, data } = line(4);
  const classifier = model(dense(1, 3));
  const labelled = (labels: number[]) => ({ features: data.features, targets: integers(labels) });
  const empty = {
    features: new Tensor([0, 1], new Float64Array(0)),
    targets: new Tensor([0], new Int32Array(0)),
  };

  test.each<[string, Model, Dataset, Partial<FitOptions>, string]>([
    [
      "NaN in the features",
      net,
      { ...data, features: tensor([[1], [2], [Number.NaN], [4]]) },
      {},
      "fit: the features hold NaN (row 2)",
    ],
    [
      "∞ in the targets",
      net,
      { ...data, targets: tensor([[1], [2], [3], [Infinity]]) },
      {},
      "fit: the targets hold Infinity (row 3)",
    ],
    ["no data", net, empty, {}, "fit: the features are empty: [0, 1]"],
    [
      "other numbers of rows",
      net,
      { ...data, targets: tensor([[1], [2]]) },
      {},
      "fit: features and targets differ in rows: 4 ≠ 2",
    ],
    ["a scalar", net, { ...data, targets: tensor(1) }, {}, "fit: the targets are a scalar, not rows"],
    [
      "a label too large",
      classifier,
      labelled([0, 1, 3, 2]),
      { loss: sparseCrossEntropy },
      "fit: training label 3 is out of range: the model has 3 classes (row 2)",
    ],
    [
      "a negative label",
      classifier,
      labelled([0, 1, 2, -1]),
      { loss: sparseCrossEntropy },
      "fit: training label -1 is out of range: the model has 3 classes (row 3)",
    ],
    [
      "a validation label",
      classifier,
      labelled([0, 1, 2, 0]),
      { loss: sparseCrossEntropy, validation: labelled([9, 0, 0, 0]) },
      "fit: validation label 9 is out of range: the model has 3 classes (row 0)",
    ],
    [
      "NaN in the validation",
      net,
      data,
      { validation: { ...data, features: tensor([[Number.NaN]]) } },
      "fit: validation: the features hold NaN (row 0)",
    ],
    [
      "targets of another shape",
      net,
      { ...data, targets: tensor([2, 4, 6, 8]) },
      {},
      "mse: outputs and targets differ in shape: mul [4, 1] and targets [4]",
    ],
    [
      "features of another width",
      classifier,
      { features: tensor([[1, 2]]), targets: integers([0]) },
      { loss: sparseCrossEntropy },
      "dense: the layer takes [batch, 1], got features [1, 2] (2 ≠ 1)",
    ],
    [
      "a loss that is no number",
      net,
      data,
      { loss: (a, y) => sub(a, y) },
      "loss: one number is needed, got sub [4, 1]",
    ],
    ["no epochs", net, data, { epochs: 0 }, "fit: the number of epochs is a whole number above 0, got 0"],
    [
      "a broken batch size",
      net,
      data,
      { batchSize: 1.5 },
      "fit: the batch size is a whole number above 0, got 1.5",
    ],
  ])("%s", (_, model_, dataset, options, message) => {
    const session = new Session();
    expect(() => fit(model_, dataset, { ...usual, session, ...options })).toThrow(message);
    expect(session.read(w).item()).toBe(0);
  });

  test("a row that does not fit, at the user's own line", () => {
    let error: ShapeError | undefined;
    try {
      fit(
        classifier,
        { features: tensor([[1, 2]]), targets: integers([0]) },
        { ...usual, loss: sparseCrossEntropy },
      );
    } catch (thrown) {
      error = thrown as ShapeError;
    }
    expect(error?.where).toMatch(/fit\.test\.ts:\d+:\d+$/);
  });
});

describe("a training that fails", () => {
  test("says in which epoch and batch the loss is no longer finite", () => {
    const { net, data } = line(4);
    const optimiser = sgd({ learningRate: 1e200 });
    expect(() => fit(net, data, { ...usual, optimiser, batchSize: 2, epochs: 3 })).toThrow(
      "fit: the loss is Infinity (epoch 1, batch 2)",
    );
  });

  test("takes its bar off the terminal first", () => {
    const { net, data } = line(4);
    const optimiser = sgd({ learningRate: 1e200 });
    const texts: string[] = [];
    const progress = { isTTY: true, write: (text: string) => texts.push(text) };
    expect(() => fit(net, data, { ...usual, optimiser, batchSize: 2, epochs: 3, progress })).toThrow();
    expect(texts.at(-2)).toContain("epoch 1/3 [");
    expect(texts.at(-1)).toBe("\r\u001b[K");
  });

  test("leaves the session as the last completed step left it", () => {
    const w = parameter("w", [], { initial: 4 });
    const net = Object.assign((x: Node) => mul(x, w) as Node, { parameters: [w] });
    const data = { features: tensor([[1]]), targets: tensor([[0]]) };
    const session = new Session({ debug: true });
    // The slope is 3: w goes from 4 to 1 and to -2, whose logarithm is NaN.
    const loss = (a: Node) => add(mul(3, sum(a)), mul(0, sum(log(a))));
    const optimiser = sgd({ learningRate: 1 });
    expect(() => fit(net, data, { loss, optimiser, epochs: 5, session })).toThrow("log");
    expect(session.read(w).item()).toBe(-2);
  });
});

describe("predict and measure", () => {
  test("give the same whatever the batch size", () => {
    const net = model(dense(2, 3), { seed: 2 });
    const { features, targets } = moons(11);
    const whole = predict(net, features);
    expect(whole.shape).toEqual([11, 3]);
    expect(String(predict(net, features, { batchSize: 4 }))).toBe(String(whole));
    const options = { loss: sparseCrossEntropy, metrics: { accuracy } };
    const [a, b] = [4, 100].map((batchSize) =>
      measure(net, { features, targets }, { ...options, batchSize }),
    );
    expect(a!.loss).toBeCloseTo(b!.loss, 12);
    expect(a!.metrics).toEqual(b!.metrics);
  });

  test("reject data that are empty or not finite", () => {
    const net = model(dense(2, 3));
    expect(() => predict(net, tensor([[1, Infinity]]))).toThrow(
      "predict: the features hold Infinity (row 0, element 1)",
    );
    expect(() => measure(net, { features: tensor([[1, 2]]), targets: integers([]) }, usual)).toThrow(
      "measure: the targets are empty: [0]",
    );
  });
});
