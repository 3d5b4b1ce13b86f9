// N3. The identity as an activation: a = z, da/dz = 1.
import { derivation } from "@cadena/checker";
import { constant, input } from "@cadena/graph";
import { identity } from "./activations.ts";
import { derivative } from "./derivative.ts";

export default derivation({
  id: "N3",
  title: "The identity activation",
  dimensions: {},
  build: () => {
    const z = input("z", []);
    return { quantities: { z, a: identity.g(z) } };
  },
})
  .claim("a", { of: ({ a }) => a, text: "z", formula: ({ z }) => z })
  .claim("da/dz", { of: ({ a, z }) => derivative(a, z), text: "1", formula: () => constant(1) });
