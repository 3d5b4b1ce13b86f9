// N5. The bias of one neuron: dJ/db = dJ/dz, because dz/db = 1. The scan has dJ/da.
import { derivation } from "@cadena/checker";
import { add, constant, div, mul, neg, sub } from "@cadena/graph";
import { derivative } from "./derivative.ts";
import { neuron } from "./neuron.ts";

export default derivation({
  id: "N5",
  title: "The bias of one neuron",
  dimensions: {},
  build: () => {
    const quantities = neuron();
    return { loss: quantities.J, quantities };
  },
})
  .claim("da", {
    text: "-y/a + (1 - y)/(1 - a)",
    formula: ({ a, y }) => add(neg(div(y, a)), div(sub(1, y), sub(1, a))),
  })
  .claim("dz", { text: "dJ/da * a (1 - a)", formula: ({ da, a }) => mul(da, mul(a, sub(1, a))) })
  .claim("dz/db", { of: ({ z, b }) => derivative(z, b), text: "1", formula: () => constant(1) })
  .claim("db", { text: "dJ/dz", formula: ({ dz }) => dz })
  .erratum("db as read", { of: "b", text: "dJ/da", formula: ({ da }) => da });
