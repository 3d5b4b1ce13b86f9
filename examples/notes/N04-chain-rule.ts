// N4. The chain rule of one neuron: dJ/dw_i = dJ/da * da/dz * dz/dw_i, and dz/dw_i = x_i, so that
// dJ/dw_i = x_i dJ/dz. The scan has dJ/da instead of dJ/dz.
import { derivation } from "@cadena/checker";
import { add, div, mul, neg, sub } from "@cadena/graph";
import { derivative } from "./derivative.ts";
import { neuron } from "./neuron.ts";

export default derivation({
  id: "N4",
  title: "The chain rule of one neuron",
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
  .claim("da/dz", {
    of: ({ a, z }) => derivative(a, z),
    text: "a (1 - a)",
    formula: ({ a }) => mul(a, sub(1, a)),
  })
  .claim("dz", { text: "dJ/da * da/dz", formula: (q) => mul(q.da, q["da/dz"]) })
  .claim("dz/dw1", { of: ({ z, w1 }) => derivative(z, w1), text: "x1", formula: ({ x1 }) => x1 })
  .claim("dz/dw2", { of: ({ z, w2 }) => derivative(z, w2), text: "x2", formula: ({ x2 }) => x2 })
  .claim("dw1 by the chain rule", {
    of: "w1",
    text: "dJ/da * da/dz * dz/dw1",
    formula: (q) => mul(mul(q.da, q["da/dz"]), q["dz/dw1"]),
  })
  .claim("dw2 by the chain rule", {
    of: "w2",
    text: "dJ/da * da/dz * dz/dw2",
    formula: (q) => mul(mul(q.da, q["da/dz"]), q["dz/dw2"]),
  })
  .claim("dw1", { text: "x1 dJ/dz", formula: ({ x1, dz }) => mul(x1, dz) })
  .claim("dw2", { text: "x2 dJ/dz", formula: ({ x2, dz }) => mul(x2, dz) })
  .erratum("dw1 as read", { of: "w1", text: "x1 dJ/da", formula: ({ x1, da }) => mul(x1, da) })
  .erratum("dw2 as read", { of: "w2", text: "x2 dJ/da", formula: ({ x2, da }) => mul(x2, da) });
