// N18. L layers, backward, vectorised: dZ_l = dA_l * g_l'(Z_l); dW_l = (1/m) dZ_l A_{l-1}^T;
// db_l = (1/m) sum(dZ_l, axis 1); dA_{l-1} = W_l^T dZ_l, where dA and dZ belong to each example's own cost. The scan
// has a sum before dZ_l A_{l-1}^T; as the sum over the examples of dz_l a_{l-1}^T it would be right.
import { derivation } from "@cadena/checker";
import { add, div, matmul, mean, mul, type Node, neg, slice, sub, sum } from "@cadena/graph";
import { hyperbolic, logistic, rectifier } from "./activations.ts";
import { binaryCrossEntropy } from "./costs.ts";
import { network, of } from "./network.ts";

const g = { 1: hyperbolic, 2: rectifier, 3: logistic } as const;

/** The sum over the examples of dz a^T. */
function overExamples(dZ: Node, A: Node, m: number): Node {
  const outer = (i: number): Node =>
    matmul(slice(dZ, [null, [i, i + 1]]), slice(A, [null, [i, i + 1]]), { transposeB: true });
  let total = outer(0);
  for (let i = 1; i < m; i++) total = add(total, outer(i));
  return total;
}

let row = derivation({
  id: "N18",
  title: "L layers, backward, vectorised",
  dimensions: { n0: 3, n1: 5, n2: 4, n3: 2, m: 7 },
  examples: "m",
  build: ({ n0, n1, n2, n3, m }) => {
    const { A, Y, quantities } = network([n0, n1, n2, n3], [g[1], g[2], g[3]], m);
    return { loss: mean(sum(binaryCrossEntropy(A, Y), { axis: 0 })), quantities };
  },
}).claim("dA3", {
  convention: "per-example",
  text: "-Y/A3 + (1 - Y)/(1 - A3)",
  formula: ({ A3, Y }) => add(neg(div(Y!, A3!)), div(sub(1, Y!), sub(1, A3!))),
});

for (const l of [3, 2, 1] as const) {
  row = row
    .claim(`dZ${l}`, {
      convention: "per-example",
      text: `dA${l} * g${l}'(Z${l})`,
      formula: (q) => mul(of(q, "dA", l), g[l].slope(of(q, "Z", l))),
    })
    .claim(`dW${l}`, {
      text: `(1/m) dZ${l} A${l - 1}ᵀ`,
      formula: (q) => mul(1 / q.m, matmul(of(q, "dZ", l), of(q, "A", l - 1), { transposeB: true })),
    })
    .claim(`dW${l} example by example`, {
      of: `W${l}`,
      text: `(1/m) Σ_i dz${l} a${l - 1}ᵀ`,
      formula: (q) => mul(1 / q.m, overExamples(of(q, "dZ", l), of(q, "A", l - 1), q.m)),
    })
    .claim(`db${l}`, {
      text: `(1/m) sum(dZ${l}, axis 1)`,
      formula: (q) => mul(1 / q.m, sum(of(q, "dZ", l), { axis: 1, keepDims: true })),
    })
    .claim(`dA${l - 1}`, {
      convention: "per-example",
      text: `W${l}ᵀ dZ${l}`,
      formula: (q) => matmul(of(q, "W", l), of(q, "dZ", l), { transposeA: true }),
    })
    .erratum(`dW${l} as read`, {
      of: `W${l}`,
      text: `(1/m) sum(dZ${l} A${l - 1}ᵀ)`,
      formula: (q) => mul(1 / q.m, sum(matmul(of(q, "dZ", l), of(q, "A", l - 1), { transposeB: true }))),
    });
}

export default row;
