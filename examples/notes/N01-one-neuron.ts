// N1. One neuron with two inputs: z = x1 w1 + x2 w2 + b; a = f(z); J(a, y). The model computes it as a library does,
// with a matrix product and the cross-entropy taken from z; the notes' formulas are claimed to be the same functions.
import { derivation } from "@cadena/checker";
import {
  add,
  addBias,
  at,
  div,
  exp,
  input,
  log,
  matmul,
  mul,
  neg,
  parameter,
  reshape,
  sigmoid,
  softplus,
  sub,
} from "@cadena/graph";

const point = { x: [[1], [2]], w: [[0.5], [-0.25]], b: 0.5, y: 1 };

export default derivation({
  id: "N1",
  title: "One neuron with two inputs",
  dimensions: { inputs: { size: 2, fixed: true } },
  build: ({ inputs }) => {
    const [x, y] = [input("x", [inputs, 1]), input("y", [])];
    const [w, b] = [parameter("w", [inputs, 1]), parameter("b", [])];
    const z = reshape(addBias(matmul(w, x, { transposeA: true }), b), []);
    return { quantities: { x, w, b, y, z, a: sigmoid(z), J: sub(softplus(z), mul(y, z)) } };
  },
})
  .claim("z", {
    of: ({ z }) => z,
    text: "x1 w1 + x2 w2 + b",
    formula: ({ x, w, b }) => add(add(mul(at(x, 0, 0), at(w, 0, 0)), mul(at(x, 1, 0), at(w, 1, 0))), b),
  })
  .claim("a", { of: ({ a }) => a, text: "1 / (1 + e^-z)", formula: ({ z }) => div(1, add(1, exp(neg(z)))) })
  .claim("J", {
    of: ({ J }) => J,
    text: "-[y log a + (1 - y) log(1 - a)]",
    formula: ({ a, y }) => neg(add(mul(y, log(a)), mul(sub(1, y), log(sub(1, a))))),
  })
  .claim("z of given numbers", { of: ({ z }) => z, at: point, values: 0.5 })
  .claim("a of given numbers", { of: ({ a }) => a, at: point, values: 0.6225, decimals: 4 })
  .claim("J of given numbers", { of: ({ J }) => J, at: point, values: 0.4741, decimals: 4 });
