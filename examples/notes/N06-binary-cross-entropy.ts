// N6. The binary cross-entropy j = -[y log a + (1 - y) log(1 - a)] and dj/da. The scan has 1 / (1 + e^(-y/a)) for
// dj/da.
import { between, derivation } from "@cadena/checker";
import { add, div, exp, input, log, mul, neg, sub } from "@cadena/graph";
import { binaryCrossEntropy as libraryCost } from "@cadena/nn";
import { binaryCrossEntropy } from "./costs.ts";

export default derivation({
  id: "N6",
  title: "The binary cross-entropy",
  dimensions: {},
  given: [between("a", 0, 1)],
  build: () => {
    const [a, y] = [input("a", []), input("y", [])];
    const j = binaryCrossEntropy(a, y);
    return { loss: j, quantities: { a, y, j } };
  },
})
  .claim("j", {
    of: ({ a, y }) => libraryCost(a, y),
    text: "-[y log a + (1 - y) log(1 - a)]",
    formula: ({ a, y }) => neg(add(mul(y, log(a)), mul(sub(1, y), log(sub(1, a))))),
  })
  .claim("j for y = 1", {
    of: ({ j }) => j,
    at: { y: 1 },
    text: "-log a",
    formula: ({ a }) => neg(log(a)),
  })
  .claim("j for y = 0", {
    of: ({ j }) => j,
    at: { y: 0 },
    text: "-log(1 - a)",
    formula: ({ a }) => neg(log(sub(1, a))),
  })
  .claim("da", {
    text: "-y/a + (1 - y)/(1 - a)",
    formula: ({ a, y }) => add(neg(div(y, a)), div(sub(1, y), sub(1, a))),
  })
  .erratum("da as read", {
    of: "a",
    text: "1 / (1 + e^(-y/a))",
    formula: ({ a, y }) => div(1, add(1, exp(neg(div(y, a))))),
  });
