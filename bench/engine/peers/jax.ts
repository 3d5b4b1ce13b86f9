// jax-js, compiled by its own `jit` for its WebAssembly backend.
import type { Contestant, Framework } from "../framework.ts";
import type { Classes, Convnet, Network, Numbers, Product, Wave, Weights } from "../work/work.ts";
import { load } from "./install.ts";

/** An array of jax-js. Every use consumes it; `ref` is one more. */
interface Value {
  readonly ref: Value;
  add(other: Value): Value;
  sub(other: Value): Value;
  mul(other: Value | number): Value;
  neg(): Value;
  sum(axis: number): Value;
  max(axis: number): Value;
  mean(): Value;
  reshape(shape: readonly number[]): Value;
  transpose(axes?: readonly number[]): Value;
  dataSync(): ArrayLike<number>;
  dispose(): void;
  blockUntilReady(): Promise<Value>;
}

type Tree = Value | readonly Value[];

/** What is used of it. */
interface Jax {
  init(backend: "wasm"): Promise<readonly string[]>;
  defaultDevice(backend: "wasm"): void;
  jit<A extends readonly Tree[], R extends readonly Tree[]>(f: (...a: A) => R): (...a: A) => R;
  valueAndGrad<T extends Tree>(f: (x: T) => Value): (x: T) => [Value, T];
  readonly numpy: {
    array(data: Float32Array | Int32Array): Value;
    matmul(a: Value, b: Value): Value;
    exp(x: Value): Value;
    tanh(x: Value): Value;
  };
  readonly nn: {
    sigmoid(x: Value): Value;
    relu(x: Value): Value;
    softplus(x: Value): Value;
    logSoftmax(x: Value, axis: number): Value;
    oneHot(labels: Value, classes: number): Value;
  };
  readonly lax: { conv(x: Value, filters: Value, strides: readonly number[], padding: "SAME"): Value };
}

export async function jax(): Promise<Framework> {
  const { init, defaultDevice, jit, valueAndGrad, numpy: np, nn, lax } = await load<Jax>("@jax-js/jax");
  if (!(await init("wasm")).includes("wasm")) throw new Error("its WebAssembly backend does not start");
  defaultDevice("wasm");
  const value = ({ data, shape }: Numbers): Value => np.array(data).reshape(shape);
  const crossEntropy = (y: Value, z: Value): Value => y.mul(nn.logSoftmax(z, -1)).sum(-1).mean().neg();

  /** `cost` consumes its weights and data. */
  function trained(
    weights: readonly Weights[],
    rate: number,
    data: readonly Value[],
    cost: (w: readonly Value[], data: readonly Value[]) => Value,
  ): Contestant {
    const step = jit((w: readonly Value[], data: readonly Value[]): [Value, readonly Value[]] => {
      const of = valueAndGrad((w: readonly Value[]) => cost(w, data));
      const [loss, slopes] = of(w.map((w) => w.ref));
      return [loss, w.map((w, k) => w.sub((slopes[k] as Value).mul(rate)))];
    });
    let current: readonly Value[] = weights.map(value);
    let read: ArrayLike<number>;
    return {
      run: async () => {
        const [loss, next] = step(
          current,
          data.map((x) => x.ref),
        );
        current = next;
        for (const w of current) await w.blockUntilReady();
        read = loss.dataSync();
      },
      results: () => ({
        loss: read,
        ...Object.fromEntries(weights.map(({ name }, k) => [name, (current[k] as Value).ref.dataSync()])),
      }),
      close: () => {
        for (const array of [...current, ...data]) array.dispose();
      },
    };
  }

  function differentiated(f: (x: Value) => Value, numbers: Numbers): Contestant {
    const x = value(numbers);
    const compute = jit(valueAndGrad(f));
    let loss: ArrayLike<number>;
    let gradient: Value | undefined;
    return {
      run: async () => {
        gradient?.dispose();
        const [value, slope] = compute(x.ref);
        gradient = await slope.blockUntilReady();
        loss = value.dataSync();
      },
      results: () => ({ loss, gradient: (gradient as Value).ref.dataSync() }),
      close: () => {
        gradient?.dispose();
        x.dispose();
      },
    };
  }

  function network({ activation, cost, rate, x, y, weights }: Network): Contestant {
    const activate = { sigmoid: nn.sigmoid, relu: nn.relu }[activation];
    const costOf = {
      binary: (y: Value, z: Value) => nn.softplus(z.ref).sub(y.mul(z)).mean(),
      classes: crossEntropy,
    }[cost];
    return trained(weights, rate, [value(x), value(y)], (w, [x, y]) => {
      let a = x as Value;
      for (let k = 0; k < w.length; k += 2) {
        a = np.matmul(k === 0 ? a : activate(a), w[k] as Value).add(w[k + 1] as Value);
      }
      return costOf(y as Value, a);
    });
  }

  function product({ a, b, transposed }: Product): Contestant {
    const operands = [value(a), value(b)] as const;
    const multiply = jit((...operands: readonly [Value, Value]) => {
      const [a, b] = operands.map((x, k) => (transposed[k] ? x.transpose() : x));
      return [np.matmul(a as Value, b as Value)];
    });
    let result: Value | undefined;
    return {
      run: async () => {
        result?.dispose();
        result = await (multiply(operands[0].ref, operands[1].ref)[0] as Value).blockUntilReady();
      },
      results: () => ({ product: (result as Value).ref.dataSync() }),
      close: () => {
        for (const array of [...operands, result]) array?.dispose();
      },
    };
  }

  const wave = ({ x }: Wave): Contestant =>
    differentiated(
      (x) =>
        nn
          .sigmoid(x.ref)
          .mul(np.tanh(x.ref))
          .add(np.exp(x.ref.mul(x).neg()))
          .mean(),
      x,
    );

  function classes({ z, labels }: Classes): Contestant {
    const truth = np.array(labels);
    return differentiated((z_) => crossEntropy(nn.oneHot(truth.ref, z.shape[1] as number), z_), z);
  }

  /** Its convolutions take images as [n, channels, y, x] and filters as [channels out, in, y, x]. */
  function convnet({ rate, x, y, weights }: Convnet): Contestant {
    const [batch] = x.shape as [number];
    return trained(weights, rate, [value(x), value(y)], ([c1, b1, c2, b2, w, b], [images, y]) => {
      const layer = (a: Value, filters: Value, bias: Value, channels: number, size: number): Value => {
        const z = lax.conv(a, filters.transpose([3, 2, 0, 1]), [1, 1], "SAME");
        const windows = nn.relu(z.add(bias.reshape([channels, 1, 1])));
        return windows
          .reshape([batch, channels, size / 2, 2, size / 2, 2])
          .max(5)
          .max(3);
      };
      let a = (images as Value).transpose([0, 3, 1, 2]);
      a = layer(a, c1 as Value, b1 as Value, 16, 28);
      a = layer(a, c2 as Value, b2 as Value, 32, 14);
      const z = np.matmul(a.transpose([0, 2, 3, 1]).reshape([batch, 7 * 7 * 32]), w as Value).add(b as Value);
      return crossEntropy(y as Value, z);
    });
  }

  return {
    name: "jax-js",
    differentiates: true,
    makers: { network, product, wave, classes, convnet },
  };
}
