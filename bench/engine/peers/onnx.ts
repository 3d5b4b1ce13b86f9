// onnxruntime-web, which runs graphs but does not differentiate them: the gradients are derived by hand. Data that
// change are handed over at each run, as it keeps no state. It has no gradients of convolutions.
import type { Contestant, Framework } from "../framework.ts";
import { unitVectors } from "../work/numbers.ts";
import type { Classes, Network, Numbers, Product, Wave } from "../work/work.ts";
import { load } from "./install.ts";
import { Graph, type Name } from "./onnx/graph.ts";

/** A tensor of onnxruntime. */
interface Value {
  readonly data: Float32Array;
}

type Values = Readonly<Record<Name, Value>>;

/** What is used of it. */
interface OnnxRuntime {
  readonly env: { readonly wasm: { numThreads: number }; logLevel: string };
  readonly Tensor: new (type: "float32", data: Float32Array, shape: readonly number[]) => Value;
  readonly InferenceSession: {
    create(model: Uint8Array): Promise<{ run(feeds: Values): Promise<Values>; release(): Promise<void> }>;
  };
}

export async function onnx(): Promise<Framework> {
  const { env, Tensor, InferenceSession } = await load<OnnxRuntime>("onnxruntime-web");
  env.wasm.numThreads = 1;
  env.logLevel = "error";
  const hadWorkers = "Worker" in globalThis;

  /** Outputs that have the name of an input, but for a prime, take its place at the next run. */
  async function contestant(
    graph: Graph,
    inputs: Readonly<Record<Name, Numbers>>,
    outputs: readonly Name[],
  ): Promise<Contestant> {
    const session = await InferenceSession.create(graph.model(outputs));
    // It leaves a global Worker behind, by which jax-js would believe itself in a browser with threads.
    if (!hadWorkers) Reflect.deleteProperty(globalThis, "Worker");
    let feeds: Values = Object.fromEntries(
      Object.entries(inputs).map(([name, { data, shape }]) => [name, new Tensor("float32", data, shape)]),
    );
    let results: Values = {};
    const next = outputs
      .filter((name) => name.endsWith("'"))
      .map((name) => [name, name.slice(0, -1)] as const);
    return {
      run: async () => {
        results = await session.run(feeds);
        const changed = next.map(([name, input]) => [input, results[name] as Value]);
        feeds = { ...feeds, ...Object.fromEntries(changed) };
      },
      results: () =>
        Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name.replace("'", ""), data])),
      close: () => void session.release(),
    };
  }

  function network({ activation, cost, rate, x, y, weights }: Network): Promise<Contestant> {
    const graph = new Graph();
    const targets = graph.constant(y);
    const names = weights.map(({ name, shape }) => graph.input(name, shape));
    const layers = names.filter((_, k) => k % 2 === 0).map((w, k) => ({ w, b: names[2 * k + 1] as Name }));
    const activations = [graph.input("x", x.shape)];
    let z = "";
    for (const [k, { w, b }] of layers.entries()) {
      z = graph.op("Gemm", [activations[k] as Name, w, b]);
      if (k < layers.length - 1) activations.push(graph.op(activation === "relu" ? "Relu" : "Sigmoid", [z]));
    }
    const average = graph.scalar(1 / (cost === "binary" ? y.data.length : (y.shape[0] as number)));
    const p = graph.op(cost === "binary" ? "Sigmoid" : "Softmax", [z]);
    const costs =
      cost === "binary"
        ? graph.op("Sub", [graph.op("Softplus", [z]), graph.op("Mul", [targets, z])])
        : graph.op("Neg", [graph.op("Mul", [targets, graph.op("Log", [p])])]);
    graph.op("Mul", [graph.op("ReduceSum", [costs], { keepdims: 0 }), average], {}, "loss");
    let dz = graph.op("Mul", [graph.op("Sub", [p, targets]), average]);
    const [first, step] = [graph.axis(0), graph.scalar(rate)];
    for (const [k, { w, b }] of [...layers.entries()].reverse()) {
      const a = activations[k] as Name;
      graph.op("Gemm", [a, dz, w], { alpha: -rate, beta: 1, transA: 1 }, `${w}'`);
      const db = graph.op("ReduceSum", [dz, first], { keepdims: 0 });
      graph.op("Sub", [b, graph.op("Mul", [step, db])], {}, `${b}'`);
      if (k === 0) continue;
      const da = graph.op("Gemm", [dz, w], { transB: 1 });
      const slope =
        activation === "relu"
          ? graph.op("Sign", [a])
          : graph.op("Mul", [a, graph.op("Sub", [graph.scalar(1), a])]);
      dz = graph.op("Mul", [da, slope]);
    }
    const inputs = { x, ...Object.fromEntries(weights.map((w) => [w.name, w])) };
    return contestant(graph, inputs, ["loss", ...names.map((name) => `${name}'`)]);
  }

  function product({ a, b, transposed: [transA, transB] }: Product): Promise<Contestant> {
    const graph = new Graph();
    const operands = [graph.input("a", a.shape), graph.input("b", b.shape)];
    graph.op("Gemm", operands, { transA: Number(transA), transB: Number(transB) }, "product");
    return contestant(graph, { a, b }, ["product"]);
  }

  function wave({ x }: Wave): Promise<Contestant> {
    const graph = new Graph();
    const input = graph.input("x", x.shape);
    const [s, t] = [graph.op("Sigmoid", [input]), graph.op("Tanh", [input])];
    const e = graph.op("Exp", [graph.op("Neg", [graph.op("Mul", [input, input])])]);
    const value = graph.op("Add", [graph.op("Mul", [s, t]), e]);
    graph.op("ReduceMean", [value], { keepdims: 0 }, "loss");
    const one = graph.scalar(1);
    const ds = graph.op("Mul", [graph.op("Mul", [s, graph.op("Sub", [one, s])]), t]);
    const dt = graph.op("Mul", [s, graph.op("Sub", [one, graph.op("Mul", [t, t])])]);
    const de = graph.op("Mul", [graph.op("Mul", [graph.scalar(2), input]), e]);
    const slope = graph.op("Sub", [graph.op("Add", [ds, dt]), de]);
    graph.op("Mul", [slope, graph.scalar(1 / x.data.length)], {}, "gradient");
    return contestant(graph, { x }, ["loss", "gradient"]);
  }

  function classes({ z, labels }: Classes): Promise<Contestant> {
    const graph = new Graph();
    const [rows, count] = z.shape as [number, number];
    const targets = graph.constant({ shape: z.shape, data: unitVectors(labels, count) });
    const p = graph.op("Softmax", [graph.input("z", z.shape)]);
    const average = graph.scalar(1 / rows);
    graph.op("Mul", [graph.op("Sub", [p, targets]), average], {}, "gradient");
    const truths = graph.op("ReduceSum", [graph.op("Mul", [p, targets]), graph.axis(1)], { keepdims: 0 });
    graph.op("Neg", [graph.op("ReduceMean", [graph.op("Log", [truths])], { keepdims: 0 })], {}, "loss");
    return contestant(graph, { z }, ["loss", "gradient"]);
  }

  return { name: "onnxruntime-web", differentiates: false, makers: { network, product, wave, classes } };
}
