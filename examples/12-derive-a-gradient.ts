// From the cost to the gradient as a teacher writes it: the chain rule, local derivatives put in, multiplied out, and the
// shortest formula. No line is written that exact arithmetic has not shown to equal the one before it.
import { columnsSumToOne, derivation, derive, derivedToLatex, derivedToText } from "@cadena/checker";
import {
  add,
  addBias,
  div,
  input,
  log,
  matmul,
  mean,
  mul,
  neg,
  parameter,
  softmax,
  sqrt,
  square,
  sub,
  sum,
  tanh,
} from "@cadena/graph";

// 1. Two layers and a softmax. Behind the last layer stands the famous A - Y, under the condition that it needs.
const network = derivation({
  id: "network",
  title: "A hidden layer of tanh, a softmax, and weight decay",
  dimensions: { n: 4, h: 8, k: 3, m: 32 },
  examples: "m",
  given: [columnsSumToOne("Y")],
  build: ({ n, h, k, m }) => {
    const [X, Y, λ] = [input("X", [n, m]), input("Y", [k, m]), input("λ", [])];
    const [W1, b1] = [parameter("W1", [h, n]), parameter("b1", [h, 1])];
    const [W2, b2] = [parameter("W2", [k, h]), parameter("b2", [k, 1])];
    const Z1 = addBias(matmul(W1, X), b1);
    const A1 = tanh(Z1);
    const Z2 = addBias(matmul(W2, A1), b2);
    const A2 = softmax(Z2, { axis: 0 });
    const cost = neg(mean(sum(mul(Y, log(A2)), { axis: 0 })));
    const decay = mul(div(λ, 2 * m), sum(square(W1)));
    return { loss: add(cost, decay), quantities: { X, Y, λ, W1, b1, Z1, A1, W2, b2, Z2, A2 } };
  },
});
console.log(derivedToText(derive(network, ["W2", "W1"])));

// 2. Where the quantities on the way are named, no formula is long: batch normalisation.
const normalised = derivation({
  id: "batch norm",
  title: "The gradient through a mean and a standard deviation",
  dimensions: { n: 4, m: 32 },
  build: ({ n, m }) => {
    const [X, C, ε] = [input("X", [n, m]), input("C", [n, m]), input("ε", [])];
    const μ = mean(X, { axis: 1, keepDims: true });
    const s = sqrt(add(mean(square(sub(X, μ)), { axis: 1, keepDims: true }), ε));
    const H = div(sub(X, μ), s);
    return { loss: sum(mul(C, H)), quantities: { X, C, ε, μ, s, H } };
  },
});
console.log(`\n${derivedToText(derive(normalised, "X"), { shapes: true })}`);

// 3. The same for a paper: LaTeX, with ∂J/∂X for the gradient. The command line writes Markdown and pages as well:
//
//   pnpm -s cadena derive examples/12-derive-a-gradient.ts --id network --format html -o network.html
console.log(`\n${derivedToLatex(derive(normalised, "X", { style: "partial" }))}`);

export default [network, normalised];
