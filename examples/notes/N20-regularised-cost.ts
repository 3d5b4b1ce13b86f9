// N20. The cost of K sigmoid outputs with an L2 penalty: dW_l = (1/m) dZ_l A_{l-1}^T + (lambda / m) W_l; the biases
// are not regularised, so that db_l stays (1/m) sum(dZ_l).
import { derivation, type Quantities } from "@cadena/checker";
import { add, at, div, input, log, matmul, mul, type Node, neg, sub, sum } from "@cadena/graph";
import { binaryCrossEntropy, l2Penalty } from "@cadena/nn";
import { hyperbolic, logistic, rectifier } from "./activations.ts";
import { network, of } from "./network.ts";
import { regularisedCost } from "./regularised.ts";

const g = { 1: hyperbolic, 2: rectifier } as const;

/** Adds up f over all entries of a matrix. */
function overEntries(matrix: Node, f: (row: number, column: number) => Node): Node {
  const [rows, columns] = matrix.shape as [number, number];
  let total: Node | undefined;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) total = total === undefined ? f(i, j) : add(total, f(i, j));
  }
  return total as Node;
}

/** y log h + (1 - y) log(1 - h) of one output and one example. */
function likelihood(h: Node, y: Node): Node {
  return add(mul(y, log(h)), mul(sub(1, y), log(sub(1, h))));
}

let row = derivation({
  id: "N20",
  title: "K sigmoid outputs with an L2 penalty",
  dimensions: { n0: 3, n1: 5, n2: 4, K: 2, m: 7 },
  examples: "m",
  build: ({ n0, n1, n2, K, m }) => {
    const net = network([n0, n1, n2, K], [g[1], g[2], logistic], m);
    const lambda = input("lambda", []);
    const J = regularisedCost(net, lambda, m);
    const quantities: Quantities & { readonly [name in "lambda" | "J"]: Node } = {
      ...net.quantities,
      lambda,
      J,
    };
    return { loss: J, quantities };
  },
})
  .claim("J entry by entry", {
    of: (q) => q.J,
    text: "-(1/m) Σ_i Σ_k [y log h + (1 - y) log(1 - h)] + (lambda / 2m) Σ_l Σ_i Σ_j w_ij²",
    formula: (q) => {
      const [h, Y] = [of(q, "A", 3), q.Y as Node];
      const costs = overEntries(Y, (k, i) => likelihood(at(h, k, i), at(Y, k, i)));
      const squares = [1, 2, 3]
        .map((l) => of(q, "W", l))
        .map((W) => overEntries(W, (i, j) => mul(at(W, i, j), at(W, i, j))))
        .reduce((total, one) => add(total, one));
      return add(neg(mul(1 / q.m, costs)), mul(div(q.lambda, 2 * q.m), squares));
    },
  })
  .claim("J of the library", {
    of: (q) => {
      const weights = [1, 2, 3].map((l) => of(q, "W", l));
      return add(
        binaryCrossEntropy(of(q, "A", 3), q.Y as Node, { axis: 0 }),
        l2Penalty(weights, q.lambda, q.m),
      );
    },
    text: "J",
    formula: (q) => q.J,
  })
  .claim("dZ3", {
    convention: "per-example",
    text: "A3 - Y",
    formula: (q) => sub(of(q, "A", 3), q.Y as Node),
  });

for (const l of [3, 2, 1] as const) {
  if (l !== 3) {
    row = row.claim(`dZ${l}`, {
      convention: "per-example",
      text: `W${l + 1}ᵀ dZ${l + 1} * g${l}'(Z${l})`,
      formula: (q) =>
        mul(matmul(of(q, "W", l + 1), of(q, "dZ", l + 1), { transposeA: true }), g[l].slope(of(q, "Z", l))),
    });
  }
  row = row
    .claim(`dW${l}`, {
      text: `(1/m) dZ${l} A${l - 1}ᵀ + (lambda / m) W${l}`,
      formula: (q) =>
        add(
          mul(1 / q.m, matmul(of(q, "dZ", l), of(q, "A", l - 1), { transposeB: true })),
          mul(div(q.lambda, q.m), of(q, "W", l)),
        ),
    })
    .claim(`db${l}`, {
      text: `(1/m) sum(dZ${l}, axis 1)`,
      formula: (q) => mul(1 / q.m, sum(of(q, "dZ", l), { axis: 1, keepDims: true })),
    });
}

export default row;
