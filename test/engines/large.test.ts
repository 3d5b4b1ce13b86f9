/**
 * Models beyond the lengths of blocks, tiles and tasks of the WebAssembly engine, on one thread or on three: values and
 * gradients within computed error bounds.
 */
import {
  add,
  addBias,
  conv2d,
  div,
  gather,
  gradients,
  input,
  integers,
  logSumExp,
  matmul,
  maxPool2d,
  mean,
  mul,
  type Node,
  type Precision,
  relu,
  reshape,
  type Shape,
  sigmoid,
  softmax,
  sqrt,
  square,
  sub,
  sum,
  Tensor,
  tanh,
} from "@cadena/graph";
import { wasm } from "@cadena/wasm";
import { describe, expect, test } from "vitest";
import { random, weights } from "../laws/random.ts";
import { disagreements, Tally } from "./agreement.ts";

const leaf = (name: string, ...shape: number[]): Node => input(name, shape as Shape);
const matmulOf = matmul as (a: Node, b: Node, options?: object) => Node;
const conv = conv2d as (x: Node, w: Node, options?: object) => Node;

/** A scalar over leaves, whose gradients are taken as well. */
const models: Readonly<Record<string, () => { readonly loss: Node; readonly leaves: readonly Node[] }>> = {
  "a mean of 30,011 numbers": () => {
    const x = leaf("x", 30_011);
    return { loss: mean(square(sigmoid(x))) as Node, leaves: [x] };
  },
  "sums along both axes of 521 x 37": () => {
    const x = leaf("x", 521, 37);
    const y = sigmoid(x);
    const [rows, columns] = [sum(y, { axis: 1 }), sum(y, { axis: 0 })] as [Node, Node];
    return { loss: add(mean(square(rows)), mean(square(columns))) as Node, leaves: [x] };
  },
  "rows of 1031 through a softmax and a logarithm of sums": () => {
    const x = leaf("x", 7, 1031);
    const probabilities = softmax(x) as Node;
    const loss = add(sum(square(probabilities)), mean(logSumExp(x, { axis: 0 }) as Node)) as Node;
    return { loss, leaves: [x] };
  },
  "products of all transposes, of no whole tiles": () => {
    const [a, b] = [leaf("a", 37, 29), leaf("b", 29, 37)];
    const products = [
      matmulOf(a, b),
      matmulOf(a, a, { transposeA: true }),
      matmulOf(b, b, { transposeB: true }),
      matmulOf(a, b, { transposeA: true, transposeB: true }),
    ];
    const loss = products.map((c) => mean(square(c)) as Node).reduce((one, other) => add(one, other) as Node);
    return { loss, leaves: [a, b] };
  },
  "attention of 3 heads over 17 places": () => {
    const [q, k, v] = ["q", "k", "v"].map((name) => leaf(name, 3, 17, 9)) as [Node, Node, Node];
    const scores = div(matmulOf(q, k, { transposeB: true }), 3) as Node;
    return { loss: mean(square(matmulOf(softmax(scores), v))) as Node, leaves: [q, k, v] };
  },
  "a layer norm of 19 rows of 131": () => {
    const [x, scale, shift] = [leaf("x", 19, 131), leaf("scale", 131), leaf("shift", 131)];
    const centred = sub(x, mean(x, { axis: 1, keepDims: true })) as Node;
    const variance = mean(square(centred), { axis: 1, keepDims: true }) as Node;
    const normal = div(centred, sqrt(add(variance, 1e-5))) as Node;
    return { loss: mean(tanh(add(mul(normal, scale), shift))) as Node, leaves: [x, scale, shift] };
  },
  "a network of 3 layers on 33 examples": () => {
    const widths = [31, 47, 29, 5];
    const x = leaf("x", 33, 31);
    const parameters = widths
      .slice(1)
      .flatMap((width, k) => [leaf(`W${k}`, widths[k] as number, width), leaf(`b${k}`, 1, width)]);
    const bias = addBias as (z: Node, b: Node) => Node;
    const output = [0, 1, 2].reduce<Node>((a, k) => {
      const z = bias(div(matmulOf(a, parameters[2 * k] as Node), 8) as Node, parameters[2 * k + 1] as Node);
      return k === 2 ? z : relu(z);
    }, x);
    return { loss: mean(square(softmax(output))) as Node, leaves: [x, ...parameters] };
  },
  "a convolution, the largest of windows, a dense layer": () => {
    const [x, w, d] = [leaf("x", 3, 13, 11, 3), leaf("w", 3, 3, 3, 5), leaf("d", 150, 7)];
    const seen = relu(conv(x, w));
    const pooled = (maxPool2d as (x: Node, window: number) => Node)(seen, 2);
    const flat = reshape(pooled, [3, pooled.size / 3]) as Node;
    const dense = (d.shape[0] === flat.shape[1] ? d : leaf("d", flat.shape[1] as number, 7)) as Node;
    return { loss: mean(square(matmulOf(flat, dense))) as Node, leaves: [x, w, dense] };
  },
  "an embedding of 37 words, some of them looked up often": () => {
    const [table, w] = [leaf("table", 37, 19), leaf("w", 19, 5)];
    const words = Array.from({ length: 111 }, (_, k) => (k * k) % 37);
    const rows = gather(table, integers(words)) as Node;
    return { loss: mean(square(tanh(matmulOf(rows, w)))) as Node, leaves: [table, w] };
  },
};

const ways: readonly (readonly [Precision, threads: number, narrow: number])[] = [
  ["float64", 1, 1e-9],
  ["float32", 3, 5e-2],
];

describe.each(ways)(
  "in %s on %i threads the engine gives what rounding lets the interpreter give",
  (...way) => {
    const [precision, threads, narrow] = way;

    test.each(Object.entries(models))("for %s", { timeout: 60_000 }, (_, model) => {
      const { loss, leaves } = model();
      const next = random(1);
      const values = new Map(
        leaves.map((one) => [one, new Tensor(one.shape, Float64Array.from(weights(next, one.size)))]),
      );
      const tally = new Tally();
      const comparison = { engine: wasm, precision, threads, tallies: [tally, tally] };
      expect(disagreements([[loss], gradients(loss, leaves)], values, comparison)).toEqual([]);
      expect(tally.undecided / tally.elements).toBeLessThan(1e-2);
      expect(tally.width(0.5)).toBeLessThan(narrow);
    });
  },
);
