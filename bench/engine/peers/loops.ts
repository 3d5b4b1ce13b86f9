// Plain loops over typed arrays, with gradients derived by hand: what one writes without a framework.
import type { Contestant, Framework } from "../framework.ts";
import type { Classes, Network, Product, Wave } from "../work/work.ts";
import { multiply } from "./loops/multiply.ts";
import { network } from "./loops/network.ts";

export const loops: Framework = {
  name: "loops",
  differentiates: false,
  slow: true,
  makers: { network: (work: Network) => network(work), product, wave, classes },
};

function product({ size, transposed: [transposeA, transposeB], a, b }: Product): Contestant {
  const result = new Float32Array(size * size);
  return {
    run: () => {
      result.fill(0);
      multiply(a.data, b.data, result, { m: size, n: size, k: size, transposeA, transposeB });
    },
    results: () => ({ product: result }),
  };
}

function wave({ x: { data: x } }: Wave): Contestant {
  const gradient = new Float32Array(x.length);
  let loss = 0;
  return {
    run: () => {
      let total = 0;
      for (let i = 0; i < x.length; i++) {
        const xi = x[i] as number;
        const s = 1 / (1 + Math.exp(-xi));
        const t = Math.tanh(xi);
        const e = Math.exp(-xi * xi);
        total += s * t + e;
        gradient[i] = (s * (1 - s) * t + s * (1 - t * t) - 2 * xi * e) / x.length;
      }
      loss = total / x.length;
    },
    results: () => ({ loss: [loss], gradient }),
  };
}

function classes({ z: { data: z, shape }, labels }: Classes): Contestant {
  const [rows, columns] = shape as [number, number];
  const gradient = new Float32Array(z.length);
  let loss = 0;
  return {
    run: () => {
      loss = 0;
      for (let i = 0; i < rows; i++) {
        const [start, end] = [i * columns, (i + 1) * columns];
        let largest = Number.NEGATIVE_INFINITY;
        for (let j = start; j < end; j++) largest = Math.max(largest, z[j] as number);
        let total = 0;
        for (let j = start; j < end; j++) {
          const e = Math.exp((z[j] as number) - largest);
          gradient[j] = e;
          total += e;
        }
        for (let j = start; j < end; j++) gradient[j] = (gradient[j] as number) / (total * rows);
        const truth = start + (labels[i] as number);
        gradient[truth] = (gradient[truth] as number) - 1 / rows;
        loss += (largest + Math.log(total) - (z[truth] as number)) / rows;
      }
    },
    results: () => ({ loss: [loss], gradient }),
  };
}
