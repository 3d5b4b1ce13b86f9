// N21. One-hot targets, several classes. Sigmoid outputs with N20's cost, and softmax outputs with N25's: both give
// dZ_L = A_L - Y. The scan prints N20's cost beside the softmax, with which dZ_L is another.
import { type AnyDerivation, derivation, oneHotColumns, type Quantities } from "@cadena/checker";
import { add, div, input, mean, mul, type Node, neg, sub, sum } from "@cadena/graph";
import { type Activation, hyperbolic, logistic, rectifier, softmaxOverClasses } from "./activations.ts";
import { categoricalCrossEntropy } from "./costs.ts";
import { type Network, network } from "./network.ts";
import { regularisedCost } from "./regularised.ts";

/** A derivation over a network with C outputs, whose targets are one-hot. */
function outputs(
  id: string,
  title: string,
  activation: Activation,
  cost: (net: Network, lambda: Node, m: number) => Node,
) {
  return derivation({
    id,
    title,
    dimensions: { n0: 3, n1: 5, n2: 4, C: { size: 3, admits: (C) => C > 1 }, m: 7 },
    examples: "m",
    given: [oneHotColumns("Y")],
    build: ({ n0, n1, n2, C, m }) => {
      const net = network([n0, n1, n2, C], [hyperbolic, rectifier, activation], m);
      const lambda = input("lambda", []);
      const quantities: Quantities = { ...net.quantities, lambda };
      return { loss: cost(net, lambda, m), quantities };
    },
  });
}

const difference = {
  of: "Z3",
  convention: "per-example",
  text: "A3 - Y",
  formula: ({ A3, Y }: Quantities): Node => sub(A3!, Y!),
} as const;

const rows: readonly AnyDerivation[] = [
  outputs("N21 sigmoid", "One-hot targets, sigmoid outputs", logistic, regularisedCost).claim(
    "dZ3",
    difference,
  ),
  outputs("N21 softmax", "One-hot targets, softmax outputs", softmaxOverClasses, ({ A, Y }) =>
    mean(categoricalCrossEntropy(A, Y)),
  ).claim("dZ3", difference),
  outputs(
    "N21 mixed",
    "One-hot targets, softmax outputs with the cost of sigmoid outputs",
    softmaxOverClasses,
    regularisedCost,
  )
    .claim("dA3", {
      convention: "per-example",
      text: "-Y/A3 + (1 - Y)/(1 - A3)",
      formula: ({ A3, Y }) => add(neg(div(Y!, A3!)), div(sub(1, Y!), sub(1, A3!))),
    })
    .claim("dZ3", {
      convention: "per-example",
      text: "A3 * (dA3 - sum(dA3 * A3, axis 0))",
      formula: ({ A3, dA3 }) => mul(A3!, sub(dA3, sum(mul(dA3, A3!), { axis: 0, keepDims: true }))),
    })
    .erratum("dZ3 as read", difference),
];
export default rows;
