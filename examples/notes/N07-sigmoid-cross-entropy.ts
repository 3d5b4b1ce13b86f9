// N7. Sigmoid and binary cross-entropy together: the chain rule multiplied out, step by step, to dj/dz = a - y. The
// scan loses an a in the last step but one, and boxes -ya.
import { derivation } from "@cadena/checker";
import { add, div, input, mul, neg, sigmoid, sub } from "@cadena/graph";
import { binaryCrossEntropy } from "./costs.ts";

export default derivation({
  id: "N7",
  title: "Sigmoid and binary cross-entropy",
  dimensions: {},
  build: () => {
    const [z, y] = [input("z", []), input("y", [])];
    const a = sigmoid(z);
    const j = binaryCrossEntropy(a, y);
    return { loss: j, quantities: { z, y, a, j } };
  },
})
  .claim("dz by the chain rule", {
    of: "z",
    text: "(-y/a + (1 - y)/(1 - a)) a (1 - a)",
    formula: ({ a, y }) => mul(add(neg(div(y, a)), div(sub(1, y), sub(1, a))), mul(a, sub(1, a))),
  })
  .claim("dz without fractions", {
    of: "z",
    text: "-y (1 - a) + (1 - y) a",
    formula: ({ a, y }) => add(mul(neg(y), sub(1, a)), mul(sub(1, y), a)),
  })
  .claim("dz multiplied out", {
    of: "z",
    text: "-y + ya + a - ya",
    formula: ({ a, y }) => sub(add(add(neg(y), mul(y, a)), a), mul(y, a)),
  })
  .claim("dz", { text: "a - y", formula: ({ a, y }) => sub(a, y) })
  .erratum("dz multiplied out, as read", {
    of: "z",
    text: "-y + y + a - ya",
    formula: ({ a, y }) => sub(add(add(neg(y), y), a), mul(y, a)),
  })
  .erratum("dz boxed, as read", { of: "z", text: "-ya", formula: ({ a, y }) => neg(mul(y, a)) });
