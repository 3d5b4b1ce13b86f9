// N2. The sigmoid a = 1 / (1 + e^-z) and its derivative, which is a (1 - a). The scan calls that dz/da, which is the
// derivative of the inverse function z = log(a / (1 - a)) and its reciprocal.
import { type AnyDerivation, between, derivation } from "@cadena/checker";
import { add, div, exp, input, log, mul, neg, sigmoid, square, sub } from "@cadena/graph";
import { derivative } from "./derivative.ts";

const forwards = derivation({
  id: "N2",
  title: "The sigmoid and its derivative",
  dimensions: {},
  build: () => {
    const z = input("z", []);
    return { quantities: { z, a: sigmoid(z) } };
  },
})
  .claim("a", { of: ({ a }) => a, text: "1 / (1 + e^-z)", formula: ({ z }) => div(1, add(1, exp(neg(z)))) })
  .claim("da/dz in z", {
    of: ({ a, z }) => derivative(a, z),
    text: "e^-z / (1 + e^-z)^2",
    formula: ({ z }) => div(exp(neg(z)), square(add(1, exp(neg(z))))),
  })
  .claim("da/dz", {
    of: ({ a, z }) => derivative(a, z),
    text: "a (1 - a)",
    formula: ({ a }) => mul(a, sub(1, a)),
  });

const backwards = derivation({
  id: "N2 inverse",
  title: "The inverse of the sigmoid and its derivative",
  dimensions: {},
  given: [between("a", 0, 1)],
  build: () => {
    const a = input("a", []);
    return { quantities: { a, z: log(div(a, sub(1, a))) } };
  },
})
  .claim("dz/da", {
    of: ({ a, z }) => derivative(z, a),
    text: "1 / (a (1 - a))",
    formula: ({ a }) => div(1, mul(a, sub(1, a))),
  })
  .erratum("dz/da as read", {
    of: ({ a, z }) => derivative(z, a),
    text: "a (1 - a)",
    formula: ({ a }) => mul(a, sub(1, a)),
  });

const rows: readonly AnyDerivation[] = [forwards, backwards];
export default rows;
