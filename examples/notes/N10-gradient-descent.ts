// N10. Gradient descent: w = w - alpha dJ/dw, b = b - alpha dJ/db. What is claimed: with the gradients that were
// derived by hand, this is the step that `sgd` takes with the automatic ones, for every learning rate alpha.
import { derivation } from "@cadena/checker";
import { input, mul, sub } from "@cadena/graph";
import { descended } from "./descent.ts";
import { neuron } from "./neuron.ts";

export default derivation({
  id: "N10",
  title: "Gradient descent",
  dimensions: {},
  build: () => {
    const quantities = { ...neuron(), alpha: input("alpha", []) };
    return { loss: quantities.J, quantities };
  },
})
  .claim("dw1", { text: "x1 (a - y)", formula: ({ x1, a, y }) => mul(x1, sub(a, y)) })
  .claim("dw2", { text: "x2 (a - y)", formula: ({ x2, a, y }) => mul(x2, sub(a, y)) })
  .claim("db", { text: "a - y", formula: ({ a, y }) => sub(a, y) })
  .claim("w1'", {
    of: ({ J, w1, alpha }) => descended(w1, J, alpha),
    text: "w1 - alpha dw1",
    formula: ({ w1, alpha, dw1 }) => sub(w1, mul(alpha, dw1)),
  })
  .claim("w2'", {
    of: ({ J, w2, alpha }) => descended(w2, J, alpha),
    text: "w2 - alpha dw2",
    formula: ({ w2, alpha, dw2 }) => sub(w2, mul(alpha, dw2)),
  })
  .claim("b'", {
    of: ({ J, b, alpha }) => descended(b, J, alpha),
    text: "b - alpha db",
    formula: ({ b, alpha, db }) => sub(b, mul(alpha, db)),
  });
