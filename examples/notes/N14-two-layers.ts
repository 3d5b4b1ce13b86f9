// N14. Two layers with activations: z1 = W1 x + b1; a1 = g1(z1); z2 = W2 a1 + b2; a2 = g2(z2). The scan loses g2' in
// dJ/db2, and derives W2 with respect to a1, on which it does not depend.
import { derivation } from "@cadena/checker";
import { add, div, full, input, matmul, mul, neg, parameter, sub, sum } from "@cadena/graph";
import { hyperbolic, logistic } from "./activations.ts";
import { binaryCrossEntropy } from "./costs.ts";

const [g1, g2] = [hyperbolic, logistic];

export default derivation({
  id: "N14",
  title: "Two layers",
  dimensions: { n0: 3, n1: 5, n2: 2 },
  build: ({ n0, n1, n2 }) => {
    const [x, y] = [input("x", [n0, 1]), input("y", [n2, 1])];
    const [W1, b1] = [parameter("W1", [n1, n0]), parameter("b1", [n1, 1])];
    const [W2, b2] = [parameter("W2", [n2, n1]), parameter("b2", [n2, 1])];
    const z1 = add(matmul(W1, x), b1);
    const a1 = g1.g(z1);
    const z2 = add(matmul(W2, a1), b2);
    const a2 = g2.g(z2);
    return { loss: sum(binaryCrossEntropy(a2, y)), quantities: { x, y, W1, b1, z1, a1, W2, b2, z2, a2 } };
  },
})
  .claim("da2", {
    text: "-y/a2 + (1 - y)/(1 - a2)",
    formula: ({ a2, y }) => add(neg(div(y, a2)), div(sub(1, y), sub(1, a2))),
  })
  .claim("dz2", { text: "da2 * g2'(z2)", formula: ({ da2, z2 }) => mul(da2, g2.slope(z2)) })
  .claim("dW2", { text: "dz2 a1ᵀ", formula: ({ dz2, a1 }) => matmul(dz2, a1, { transposeB: true }) })
  .claim("db2", { text: "dz2", formula: ({ dz2 }) => dz2 })
  .claim("da1", { text: "W2ᵀ dz2", formula: ({ W2, dz2 }) => matmul(W2, dz2, { transposeA: true }) })
  .claim("dz1", { text: "da1 * g1'(z1)", formula: ({ da1, z1 }) => mul(da1, g1.slope(z1)) })
  .claim("dW1", { text: "dz1 xᵀ", formula: ({ dz1, x }) => matmul(dz1, x, { transposeB: true }) })
  .claim("db1", { text: "dz1", formula: ({ dz1 }) => dz1 })
  .erratum("db2 as read", { of: "b2", text: "da2", formula: ({ da2 }) => da2 })
  .erratum("dW2 as read", { of: "W2", text: "da2 * dW2/da1 = 0", formula: ({ W2 }) => full(W2.shape, 0) });
