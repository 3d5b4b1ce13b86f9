// A gradient that was derived by hand is a claim. The checker compares it with the automatic gradient, rigorously:
// where the two are enclosed by disjoint intervals, the claim is refuted, with the entry that shows it.
import { check, derivation, toText } from "@cadena/checker";
import { addBias, div, input, matmul, parameter, sigmoid, sub, sum } from "@cadena/graph";
import { binaryCrossEntropy } from "@cadena/nn";

const logistic = derivation({
  id: "logistic",
  title: "Logistic regression on m examples",
  dimensions: { n: 3, m: 5 },
  examples: "m",
  build: ({ n, m }) => {
    const X = input("X", [n, m]);
    const Y = input("Y", [1, m]);
    const W = parameter("W", [1, n]);
    const b = parameter("b", [1, 1]);
    const Z = addBias(matmul(W, X), b);
    const A = sigmoid(Z);
    return { loss: binaryCrossEntropy(A, Y), quantities: { X, Y, W, b, Z, A } };
  },
})
  // dZ belongs to the sum of the costs, as in the notes; the others belong to their mean.
  .claim("dZ", { formula: ({ A, Y }) => sub(A, Y), convention: "per-example" })
  .claim("dW", { formula: ({ dZ, X, m }) => div(matmul(dZ, X, { transposeB: true }), m) })
  .claim("db", { formula: ({ dZ, m }) => div(sum(dZ, { axis: 1, keepDims: true }), m) })
  // Three mistakes that people make.
  .erratum("dZ without the target", { of: "Z", formula: ({ A }) => A, convention: "per-example" })
  .erratum("dW without 1/m", { of: "W", formula: ({ dZ, X }) => matmul(dZ, X, { transposeB: true }) })
  .erratum("dW transposed", {
    of: "W",
    formula: ({ dZ, X, m }) => div(matmul(X, dZ, { transposeB: true }), m),
  });

console.log(toText(check(logistic, { seed: 1 })));

// With a default export, the command line can check and draw it as well:
//
//   pnpm -s cadena graph examples/03-is-my-gradient-right.ts -o graph.svg
export default logistic;
