// One step of gradient descent on a dense network, layer by layer.
import type { Contestant } from "../../framework.ts";
import type { Network } from "../../work/work.ts";
import { multiply } from "./multiply.ts";

/** A layer, with room for its outputs and its gradients. */
interface Layer {
  readonly inputs: number;
  readonly width: number;
  readonly w: Float32Array;
  readonly b: Float32Array;
  /** Logits, which become activations, and then their derivatives. */
  readonly z: Float32Array;
  readonly dz: Float32Array;
  readonly dw: Float32Array;
}

export function network({ activation, cost, rate, x, y, weights }: Network): Contestant {
  const [batch] = x.shape as [number, number];
  const layers: Layer[] = [];
  for (let k = 0; k < weights.length; k += 2) {
    const { shape, data } = weights[k] as (typeof weights)[number];
    const [inputs, width] = shape as [number, number];
    const b = (weights[k + 1] as (typeof weights)[number]).data.slice();
    const [z, dz] = [new Float32Array(batch * width), new Float32Array(batch * width)];
    layers.push({ inputs, width, w: data.slice(), b, z, dz, dw: new Float32Array(data.length) });
  }
  const last = layers.at(-1) as Layer;
  const isSigmoid = activation === "sigmoid";
  let loss = 0;

  function forward(): void {
    for (const [k, { inputs, width, w, b, z }] of layers.entries()) {
      for (let i = 0; i < batch; i++) z.set(b, i * width);
      multiply(layers[k - 1]?.z ?? x.data, w, z, { m: batch, n: width, k: inputs });
      if (k === layers.length - 1) continue;
      if (isSigmoid) for (let i = 0; i < z.length; i++) z[i] = 1 / (1 + Math.exp(-(z[i] as number)));
      else for (let i = 0; i < z.length; i++) z[i] = Math.max(0, z[i] as number);
    }
  }

  function backward(): void {
    for (let k = layers.length - 1; k >= 0; k--) {
      const { inputs, width, w, b, dz, dw } = layers[k] as Layer;
      const before = layers[k - 1];
      const a = before?.z ?? x.data;
      multiply(a, dz, dw.fill(0), { m: inputs, n: width, k: batch, transposeA: true });
      if (before) {
        const { z, dz: da } = before;
        multiply(dz, w, da.fill(0), { m: batch, n: inputs, k: width, transposeB: true });
        for (let i = 0; i < z.length; i++) {
          const zi = z[i] as number;
          da[i] = (da[i] as number) * (isSigmoid ? zi * (1 - zi) : zi > 0 ? 1 : 0);
        }
      }
      for (let i = 0; i < w.length; i++) w[i] = (w[i] as number) - rate * (dw[i] as number);
      for (let j = 0; j < width; j++) {
        let total = 0;
        for (let i = 0; i < batch; i++) total += dz[i * width + j] as number;
        b[j] = (b[j] as number) - rate * total;
      }
    }
  }

  const costOf = cost === "binary" ? binary : classes;
  return {
    run: () => {
      forward();
      loss = costOf(last.z, y.data, last.dz, last.width);
      backward();
    },
    results: () => ({
      loss: [loss],
      ...Object.fromEntries(
        weights.map(({ name }, k) => {
          const { w, b } = layers[k >> 1] as Layer;
          return [name, k % 2 === 0 ? w : b];
        }),
      ),
    }),
  };
}

/** The mean cost of logits; its gradient is written to dz. */
type Cost = (z: Float32Array, y: Float32Array, dz: Float32Array, width: number) => number;

const binary: Cost = (z, y, dz) => {
  let loss = 0;
  for (let i = 0; i < z.length; i++) {
    const [zi, yi] = [z[i] as number, y[i] as number];
    loss += Math.max(zi, 0) - yi * zi + Math.log1p(Math.exp(-Math.abs(zi)));
    dz[i] = (1 / (1 + Math.exp(-zi)) - yi) / z.length;
  }
  return loss / z.length;
};

const classes: Cost = (z, y, dz, width) => {
  const batch = z.length / width;
  let loss = 0;
  for (let start = 0; start < z.length; start += width) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let j = start; j < start + width; j++) largest = Math.max(largest, z[j] as number);
    let total = 0;
    for (let j = start; j < start + width; j++) total += Math.exp((z[j] as number) - largest);
    const logTotal = largest + Math.log(total);
    for (let j = start; j < start + width; j++) {
      const [zj, yj] = [z[j] as number, y[j] as number];
      loss += yj * (logTotal - zj);
      dz[j] = (Math.exp(zj - logTotal) - yj) / batch;
    }
  }
  return loss / batch;
};
