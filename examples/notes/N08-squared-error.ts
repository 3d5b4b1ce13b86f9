// N8. The squared error J = 1/2 (a - y)^2: dJ/da = a - y, and with a = z also dJ/dz = a - y.
import { derivation } from "@cadena/checker";
import { input, mul, square, sub } from "@cadena/graph";
import { squaredError as libraryCost } from "@cadena/nn";
import { identity } from "./activations.ts";
import { squaredError } from "./costs.ts";

export default derivation({
  id: "N8",
  title: "The squared error",
  dimensions: {},
  build: () => {
    const [z, y] = [input("z", []), input("y", [])];
    const a = identity.g(z);
    const J = squaredError(a, y);
    return { loss: J, quantities: { z, y, a, J } };
  },
})
  .claim("J", {
    of: ({ a, y }) => libraryCost(a, y),
    text: "1/2 (a - y)^2",
    formula: ({ a, y }) => mul(1 / 2, square(sub(a, y))),
  })
  .claim("J of given numbers", { of: ({ J }) => J, at: { z: 3, y: 1 }, values: 2 })
  .claim("da", { text: "a - y", formula: ({ a, y }) => sub(a, y) })
  .claim("dz", { text: "a - y", formula: ({ a, y }) => sub(a, y) });
