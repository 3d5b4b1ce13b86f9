// The networks of the lecture notes: examples are columns, a layer's weights have one row a neuron.
import {
  add,
  addBias,
  div,
  input,
  log,
  matmul,
  mean,
  mul,
  type Node,
  neg,
  parameter,
  relu,
  sigmoid,
  softmax,
  sub,
  sum,
  tanh,
} from "@cadena/graph";

/** A scalar loss, and the parameters that it is differentiated by. */
export interface Network {
  readonly loss: Node;
  readonly parameters: readonly Node[];
}

const examples = 32;

/** Layers of the given widths, one after the other; each activation is applied to its layer's columns. */
function layered(
  widths: readonly number[],
  activations: readonly ((z: Node) => Node)[],
  cost: (a: Node, y: Node) => Node,
): Network {
  const parameters: Node[] = [];
  let a: Node = input("X", [widths[0] as number, examples]);
  for (const [k, activation] of activations.entries()) {
    const W: Node = parameter(`W${k + 1}`, [widths[k + 1] as number, widths[k] as number]);
    const b: Node = parameter(`b${k + 1}`, [widths[k + 1] as number, 1]);
    parameters.push(W, b);
    a = activation(addBias(matmul(W, a), b));
  }
  return { loss: cost(a, input("Y", [widths.at(-1) as number, examples])), parameters };
}

const binaryCost = (a: Node, y: Node): Node => neg(mean(add(mul(y, log(a)), mul(sub(1, y), log(sub(1, a))))));
const categoricalCost = (a: Node, y: Node): Node => neg(div(sum(mul(y, log(a))), examples));
const softmaxOfColumns = (z: Node): Node => softmax(z, { axis: 0 });

export const networks: Readonly<Record<string, Network>> = {
  "logistic regression": layered([20, 1], [sigmoid], binaryCost),
  "two layers": layered([20, 16, 1], [tanh, sigmoid], binaryCost),
  "softmax with cross-entropy": layered([20, 10], [softmaxOfColumns], categoricalCost),
  "L layers": layered([20, 32, 32, 16, 10], [relu, relu, tanh, softmaxOfColumns], categoricalCost),
};
