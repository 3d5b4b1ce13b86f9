// TensorFlow.js, with each of its backends that need nothing but a processor.
import { join } from "node:path";
import type { Contestant, Framework } from "../framework.ts";
import { unitVectors } from "../work/numbers.ts";
import type { Classes, Convnet, Network, Numbers, Product, Wave, Weights } from "../work/work.ts";
import { folder, load } from "./install.ts";

/** A tensor of TensorFlow.js. */
interface Value {
  dataSync(): Float32Array;
  dispose(): void;
}

/** What is used of it. */
interface TensorFlow {
  setBackend(name: string): Promise<boolean>;
  tensor(data: Float32Array, shape: readonly number[]): Value;
  variable(initial: Value): Value;
  tidy<T>(compute: () => T): T;
  matMul(a: Value, b: Value, transposeA?: boolean, transposeB?: boolean): Value;
  add(a: Value, b: Value): Value;
  mul(a: Value, b: Value): Value;
  sub(a: Value, b: Value): Value;
  neg(x: Value): Value;
  exp(x: Value): Value;
  square(x: Value): Value;
  sigmoid(x: Value): Value;
  softplus(x: Value): Value;
  tanh(x: Value): Value;
  relu(x: Value): Value;
  mean(x: Value): Value;
  reshape(x: Value, shape: readonly number[]): Value;
  conv2d(x: Value, filter: Value, strides: number, pad: "same"): Value;
  maxPool(x: Value, size: number, strides: number, pad: "same"): Value;
  valueAndGrad(f: (x: Value) => Value): (x: Value) => { value: Value; grad: Value };
  readonly losses: { softmaxCrossEntropy(targets: Value, logits: Value): Value };
  readonly train: {
    sgd(rate: number): { minimize(f: () => Value, returnCost: true, variables: readonly Value[]): Value };
  };
}

interface WasmBackend {
  setWasmPaths(folder: string): void;
}

export async function tensorflow(backend: "cpu" | "wasm"): Promise<Framework> {
  quietly();
  const tf = await load<TensorFlow>("@tensorflow/tfjs");
  const { setWasmPaths } = await load<WasmBackend>("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(join(folder, "node_modules/@tensorflow/tfjs-backend-wasm/dist/"));
  const turn = (): Promise<boolean> => tf.setBackend(backend);
  await turn();
  // It rethrows whatever nobody catches, in the name of its own source.
  for (const event of ["uncaughtException", "unhandledRejection"]) process.removeAllListeners(event);
  const value = ({ data, shape }: Numbers): Value => tf.tensor(data, shape);

  function trained(weights: readonly Weights[], rate: number, cost: (w: Value[]) => Value): Contestant {
    const variables = weights.map((w) => tf.variable(value(w)));
    const optimiser = tf.train.sgd(rate);
    let loss: Float32Array;
    return {
      turn,
      run: () => {
        const cost_ = optimiser.minimize(() => cost(variables), true, variables);
        loss = cost_.dataSync();
        cost_.dispose();
      },
      results: () => ({
        loss,
        ...Object.fromEntries(weights.map(({ name }, k) => [name, (variables[k] as Value).dataSync()])),
      }),
      close: () => {
        for (const variable of variables) variable.dispose();
      },
    };
  }

  function differentiated(f: (x: Value) => Value, numbers: Numbers): Contestant {
    const x = value(numbers);
    const compute = tf.valueAndGrad(f);
    let loss: Float32Array;
    let gradient: Value | undefined;
    return {
      turn,
      run: () => {
        gradient?.dispose();
        const { value, grad } = compute(x);
        loss = value.dataSync();
        value.dispose();
        gradient = grad;
      },
      results: () => ({ loss, gradient: (gradient as Value).dataSync() }),
      close: () => {
        gradient?.dispose();
        x.dispose();
      },
    };
  }

  function network({ activation, cost, rate, x, y, weights }: Network): Contestant {
    const [input, targets] = [value(x), value(y)];
    const activate = { sigmoid: tf.sigmoid, relu: tf.relu }[activation];
    const costOf = {
      binary: (z: Value) => tf.mean(tf.sub(tf.softplus(z), tf.mul(targets, z))),
      classes: (z: Value) => tf.losses.softmaxCrossEntropy(targets, z),
    }[cost];
    return trained(weights, rate, (w) => {
      let a = input;
      for (let k = 0; k < w.length; k += 2) {
        a = tf.add(tf.matMul(k === 0 ? a : activate(a), w[k] as Value), w[k + 1] as Value);
      }
      return costOf(a);
    });
  }

  function product({ a, b, transposed }: Product): Contestant {
    const [left, right] = [value(a), value(b)];
    let result: Value | undefined;
    return {
      turn,
      run: () => {
        result?.dispose();
        result = tf.matMul(left, right, ...transposed);
      },
      results: () => ({ product: (result as Value).dataSync() }),
      close: () => {
        for (const value of [left, right, result]) value?.dispose();
      },
    };
  }

  const wave = ({ x }: Wave): Contestant =>
    differentiated(
      (x) => tf.mean(tf.add(tf.mul(tf.sigmoid(x), tf.tanh(x)), tf.exp(tf.neg(tf.square(x))))),
      x,
    );

  function classes({ z, labels }: Classes): Contestant {
    const targets = value({ shape: z.shape, data: unitVectors(labels, z.shape[1] as number) });
    return differentiated((z) => tf.losses.softmaxCrossEntropy(targets, z), z);
  }

  function convnet({ rate, x, y, weights }: Convnet): Contestant {
    const [images, targets] = [value(x), value(y)];
    const [batch] = x.shape as [number];
    return trained(weights, rate, ([c1, b1, c2, b2, w, b]) => {
      const layer = (a: Value, filter?: Value, bias?: Value): Value =>
        tf.maxPool(tf.relu(tf.add(tf.conv2d(a, filter as Value, 1, "same"), bias as Value)), 2, 2, "same");
      const a = layer(layer(images, c1, b1), c2, b2);
      const z = tf.add(tf.matMul(tf.reshape(a, [batch, -1]), w as Value), b as Value);
      return tf.losses.softmaxCrossEntropy(targets, z);
    });
  }

  return {
    name: `tfjs-${backend}`,
    differentiates: true,
    slow: backend === "cpu",
    makers: {
      network,
      product,
      wave,
      classes,
      convnet,
    },
  };
}

/** Its advice to install something else is no result. */
function quietly(): void {
  const { warn } = console;
  console.warn = (message, ...rest) => {
    if (!String(message).includes("TensorFlow.js")) warn(message, ...rest);
  };
}
