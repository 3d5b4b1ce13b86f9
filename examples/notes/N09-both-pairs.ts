// N9. The two pairs of activation and cost side by side: (sigmoid, cross-entropy) and (identity, squared error). Their
// dJ/da and da/dz differ, and both end in dJ/dz = a - y.
import { type AnyDerivation, derivation } from "@cadena/checker";
import { add, constant, div, input, mul, type Node, neg, sub } from "@cadena/graph";
import { type Elementwise, identity, logistic } from "./activations.ts";
import { binaryCrossEntropy, squaredError } from "./costs.ts";
import { derivative } from "./derivative.ts";

function pair({ g }: Elementwise, cost: (a: Node, y: Node) => Node) {
  const [z, y] = [input("z", []), input("y", [])];
  const a = g(z);
  return { loss: cost(a, y), quantities: { z, y, a } };
}

const sigmoidPair = derivation({
  id: "N9 sigmoid",
  title: "Sigmoid with cross-entropy",
  dimensions: {},
  build: () => pair(logistic, binaryCrossEntropy),
})
  .claim("da", {
    text: "-y/a + (1 - y)/(1 - a)",
    formula: ({ a, y }) => add(neg(div(y, a)), div(sub(1, y), sub(1, a))),
  })
  .claim("da/dz", {
    of: ({ a, z }) => derivative(a, z),
    text: "a (1 - a)",
    formula: ({ a }) => mul(a, sub(1, a)),
  })
  .claim("dz", { text: "a - y", formula: ({ a, y }) => sub(a, y) });

const identityPair = derivation({
  id: "N9 identity",
  title: "Identity with squared error",
  dimensions: {},
  build: () => pair(identity, squaredError),
})
  .claim("da", { text: "a - y", formula: ({ a, y }) => sub(a, y) })
  .claim("da/dz", { of: ({ a, z }) => derivative(a, z), text: "1", formula: () => constant(1) })
  .claim("dz", { text: "a - y", formula: ({ a, y }) => sub(a, y) });

const rows: readonly AnyDerivation[] = [sigmoidPair, identityPair];
export default rows;
