// Our engine.
import {
  add,
  conv2d,
  exp,
  gradients,
  matmul,
  maxPool2d,
  mean,
  mul,
  type Node,
  neg,
  parameter,
  relu,
  reshape,
  Session,
  sigmoid,
  square,
  Tensor,
  tanh,
} from "@cadena/graph";
import { binaryCrossEntropyWithLogits, crossEntropy, sgd, sparseCrossEntropy } from "@cadena/nn";
import { wasm } from "@cadena/wasm";
import type { Contestant, Framework } from "./framework.ts";
import type { Classes, Convnet, Network, Numbers, Product, Wave } from "./work/work.ts";

/** On one thread, as all others. */
export const cadena: Framework = on(1, "cadena");

/** On two threads. */
export const together: Framework = on(2, "2 threads");

function on(threads: number, name: string): Framework {
  const makers = {
    network: (work: Network) => network(work, threads),
    product: (work: Product) => product(work, threads),
    wave: (work: Wave) => wave(work, threads),
    classes: (work: Classes) => classes(work, threads),
    convnet: (work: Convnet) => convnet(work, threads),
  };
  return { name, differentiates: true, makers };
}

/** Data stay in the session, as parameters that nothing updates. */
const resident = (name: string, { shape, data }: Numbers): Node =>
  parameter(name, shape, { initial: new Tensor(shape, data) });

/** Results stay in the session as well, as parameters that each run updates. */
function contestant(
  loss: Node | undefined,
  updates: readonly (readonly [Node, Node])[],
  threads: number,
): Contestant {
  const session = new Session({ engine: wasm, precision: "float32", threads });
  const program = session.compile({ outputs: loss === undefined ? [] : [loss], updates });
  let read: readonly Tensor[] = [];
  return {
    run: () => {
      read = program.run();
    },
    results: () => ({
      ...(read[0] && { loss: read[0].data }),
      ...Object.fromEntries(updates.map(([place]) => [place.name, session.read(place).data])),
    }),
  };
}

function network({ activation, cost, rate, x, y, weights }: Network, threads: number): Contestant {
  const parameters = weights.map((w) => resident(w.name, w));
  const activate = { sigmoid, relu }[activation];
  let a: Node = resident("x", x);
  for (let k = 0; k < parameters.length; k += 2) {
    a = add(matmul(k === 0 ? a : activate(a), parameters[k] as Node), parameters[k + 1] as Node);
  }
  const costOf = { binary: binaryCrossEntropyWithLogits, classes: crossEntropy }[cost];
  return trained(costOf(a, resident("y", y)), parameters, rate, threads);
}

function trained(loss: Node, parameters: readonly Node[], rate: number, threads: number): Contestant {
  return contestant(
    loss,
    sgd({ learningRate: rate }).updates(parameters, gradients(loss, parameters)),
    threads,
  );
}

function product({ a, b, transposed: [transposeA, transposeB] }: Product, threads: number): Contestant {
  const c = resident("product", { shape: a.shape, data: new Float32Array(a.data.length) });
  return contestant(
    undefined,
    [[c, matmul(resident("a", a), resident("b", b), { transposeA, transposeB })]],
    threads,
  );
}

function differentiated(loss: Node, x: Node, threads: number): Contestant {
  const place = resident("gradient", { shape: x.shape, data: new Float32Array(x.size) });
  return contestant(loss, [[place, gradients(loss, [x])[0]]], threads);
}

function wave({ x: numbers }: Wave, threads: number): Contestant {
  const x = resident("x", numbers);
  return differentiated(mean(add(mul(sigmoid(x), tanh(x)), exp(neg(square(x))))), x, threads);
}

function classes({ z: logits, labels }: Classes, threads: number): Contestant {
  const z = resident("z", logits);
  const shape = [labels.length];
  const truth = parameter("labels", shape, { initial: new Tensor(shape, labels), dtype: "integer" });
  return differentiated(sparseCrossEntropy(z, truth), z, threads);
}

function convnet({ rate, x, y, weights }: Convnet, threads: number): Contestant {
  const parameters = weights.map((w) => resident(w.name, w));
  const [c1, b1, c2, b2, w, b] = parameters as [Node, Node, Node, Node, Node, Node];
  const layer = (a: Node, filters: Node, bias: Node): Node =>
    maxPool2d(relu(add(conv2d(a, filters, { padding: "same" }), bias)), 2);
  const a = layer(layer(resident("x", x), c1, b1), c2, b2);
  const z = add(matmul(reshape(a, [x.shape[0] as number, w.shape[0] as number]), w), b);
  return trained(crossEntropy(z, resident("y", y)), parameters, rate, threads);
}
