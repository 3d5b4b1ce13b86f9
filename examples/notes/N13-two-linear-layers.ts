// N13. Two layers with no activation between them: z1 = W1 x + b1; z2 = W2 z1 + b2; a2 = g(z2), here the sigmoid with
// the binary cross-entropy.
import { derivation } from "@cadena/checker";
import { add, input, matmul, parameter, sigmoid, sub, sum } from "@cadena/graph";
import { binaryCrossEntropy } from "./costs.ts";

export default derivation({
  id: "N13",
  title: "Two layers, no activation between",
  dimensions: { n0: 3, n1: 5, n2: 2 },
  build: ({ n0, n1, n2 }) => {
    const [x, y] = [input("x", [n0, 1]), input("y", [n2, 1])];
    const [W1, b1] = [parameter("W1", [n1, n0]), parameter("b1", [n1, 1])];
    const [W2, b2] = [parameter("W2", [n2, n1]), parameter("b2", [n2, 1])];
    const z1 = add(matmul(W1, x), b1);
    const z2 = add(matmul(W2, z1), b2);
    const a2 = sigmoid(z2);
    return { loss: sum(binaryCrossEntropy(a2, y)), quantities: { x, y, W1, b1, z1, W2, b2, z2, a2 } };
  },
})
  .claim("dz2", { text: "a2 - y", formula: ({ a2, y }) => sub(a2, y) })
  .claim("dW2", { text: "dz2 z1ᵀ", formula: ({ dz2, z1 }) => matmul(dz2, z1, { transposeB: true }) })
  .claim("db2", { text: "dz2", formula: ({ dz2 }) => dz2 })
  .claim("dz1", { text: "W2ᵀ dz2", formula: ({ W2, dz2 }) => matmul(W2, dz2, { transposeA: true }) })
  .claim("dW1", { text: "dz1 xᵀ", formula: ({ dz1, x }) => matmul(dz1, x, { transposeB: true }) })
  .claim("db1", { text: "dz1", formula: ({ dz1 }) => dz1 });
