// How long it takes from a graph to a program that can be called: the step of W4, and graphs of 1,000 and 10,000 nodes,
// each of which has numbers of its own, so that none is known from before.
import {
  add,
  gradients,
  input,
  matmul,
  mul,
  type Node,
  parameter,
  relu,
  Session,
  sin,
  Tensor,
  tanh,
} from "@cadena/graph";
import { plan } from "@cadena/graph/extend";
import { crossEntropy, sgd } from "@cadena/nn";
import { wasm } from "@cadena/wasm";
import type { Findings } from "../printing/measurement.ts";

type Updates = readonly (readonly [Node, Node])[];

/** A graph that is made anew for each sample. */
interface Made {
  readonly outputs: readonly Node[];
  readonly updates?: Updates;
}

interface Case {
  readonly what: string;
  readonly make: (number: number) => Made;
}

const samples = 7;

/** Milliseconds, and microseconds a node. */
export function compiled(quick: boolean): Findings {
  const found = cases(quick).map(({ what, make }) => {
    console.error(`bench: compile ${what}`);
    const times: number[] = [];
    let nodes = 0;
    for (let k = 0; k < samples; k++) {
      const { outputs, updates = [] } = make(1 + k / 1024);
      nodes = plan([...outputs, ...updates.map(([, next]) => next)]).order.length;
      const session = new Session({ engine: wasm, precision: "float32", threads: 1 });
      const start = performance.now();
      session.compile({ outputs, updates });
      times.push(performance.now() - start);
    }
    const ms = times.toSorted((a, b) => a - b)[samples >> 1] as number;
    return {
      work: "compile",
      what,
      threads: 1,
      ms,
      nodes,
      microsecondsPerNode: (1e3 * ms) / nodes,
      peers: {},
    };
  });
  return {
    rows: found.map(({ work, what, ms, nodes, microsecondsPerNode }) => ({
      work,
      what,
      "cadena ms": ms.toPrecision(3),
      nodes,
      "us a node": microsecondsPerNode.toPrecision(3),
    })),
    figures: found,
  };
}

function cases(quick: boolean): Case[] {
  const sizes = quick ? [1_000] : [1_000, 10_000];
  return [
    {
      what: "784-1024-1024-10 relu, batch 256, step",
      make: (rate) => network([784, 1024, 1024, 10], 256, rate),
    },
    ...sizes.flatMap((size): Case[] => [
      { what: `chain of ${size} functions`, make: (rate) => chain(size, rate) },
      { what: `${size / 2} small products`, make: (rate) => products(size, rate) },
      { what: `network of ${size / 20} layers, step`, make: (rate) => network(widths(size / 20), 4, rate) },
    ]),
  ];
}

const widths = (layers: number): number[] => new Array(layers + 1).fill(8);

/** One step of gradient descent on a dense network. */
function network(sizes: readonly number[], batch: number, rate: number): Made {
  const weights: Node[] = [];
  const resident = (name: string, shape: readonly number[]): Node =>
    parameter(name, shape, {
      initial: new Tensor(shape, new Float32Array(shape.reduce((a, b) => a * b)).fill(0.01)),
    });
  let a = resident("x", [batch, sizes[0] as number]);
  for (let k = 1; k < sizes.length; k++) {
    const [w, b] = [resident(`W${k}`, sizes.slice(k - 1, k + 1)), resident(`b${k}`, [sizes[k] as number])];
    weights.push(w, b);
    a = add(matmul(k === 1 ? a : relu(a), w), b);
  }
  const loss = crossEntropy(a, resident("y", a.shape));
  return { outputs: [loss], updates: sgd({ learningRate: rate }).updates(weights, gradients(loss, weights)) };
}

function chain(length: number, factor: number): Made {
  const x = input("x", [100]);
  let y: Node = mul(x, factor);
  for (let k = 0; k < length; k++) y = k % 2 === 0 ? sin(y) : add(y, x);
  return { outputs: [y] };
}

function products(length: number, factor: number): Made {
  let y: Node = mul(input("x", [3, 5]), factor);
  const w = [input("v", [5, 7]), input("w", [7, 5])] as const;
  for (let k = 0; k < length / 2; k++) y = tanh(matmul(y, w[k % 2] as Node));
  return { outputs: [y] };
}
