// N25. The categorical cross-entropy j = -sum_i y_i log a_i, the notes' numbers for it, J = (1/m) sum j, and
// dj/da_i = -y_i / a_i. The scan has (1/n) sum_j y_j log a_j for dj/da_i.
import { type AnyDerivation, derivation, positive } from "@cadena/checker";
import {
  add,
  at,
  broadcastTo,
  constant,
  div,
  input,
  log,
  mean,
  mul,
  type Node,
  neg,
  sum,
} from "@cadena/graph";
import { categoricalCrossEntropy as libraryCost } from "@cadena/nn";
import { categoricalCrossEntropy } from "./costs.ts";

const one = derivation({
  id: "N25",
  title: "The categorical cross-entropy of one example",
  dimensions: { C: { size: 4, admits: (C) => C > 1 } },
  given: [positive("a")],
  build: ({ C }) => {
    const [a, y] = [input("a", [C]), input("y", [C])];
    const j = categoricalCrossEntropy(a, y);
    return { loss: j, quantities: { a, y, j } };
  },
})
  .claim("j", {
    of: ({ a, y }) => libraryCost(a, y),
    text: "-Σ_i y_i log a_i",
    formula: ({ a, y }) => neg(sum(mul(y, log(a)))),
  })
  .claim("da", { text: "-y_i / a_i", formula: ({ a, y }) => neg(div(y, a)) })
  .erratum("da as read", {
    of: "a",
    text: "(1/n) Σ_j y_j log a_j",
    formula: ({ a, y, C }) => broadcastTo(div(sum(mul(y, log(a))), C), [C]),
  });

const several = derivation({
  id: "N25 examples",
  title: "The categorical cross-entropy of m examples",
  dimensions: { C: { size: 4, admits: (C) => C > 1 }, m: 7 },
  examples: "m",
  given: [positive("A")],
  build: ({ C, m }) => {
    const [A, Y] = [input("A", [C, m]), input("Y", [C, m])];
    const J = mean(categoricalCrossEntropy(A, Y));
    return { loss: J, quantities: { A, Y, J } };
  },
})
  .claim("J", {
    of: ({ J }) => J,
    text: "(1/m) Σ_j -Σ_i y_i log a_i",
    formula: ({ A, Y, C, m }) => {
      let total: Node = constant(0);
      for (let example = 0; example < m; example++) {
        for (let i = 0; i < C; i++) {
          total = add(total, neg(mul(at(Y, i, example), log(at(A, i, example)))));
        }
      }
      return div(total, m);
    },
  })
  .claim("dA", { convention: "per-example", text: "-Y / A", formula: ({ A, Y }) => neg(div(Y, A)) });

const point = { y: [0, 1, 0, 0], a: [0.3, 0.2, 0.1, 0.4] };

const given = derivation({
  id: "N25 numbers",
  title: "The categorical cross-entropy of given numbers",
  dimensions: {},
  build: () => {
    const [a, y] = [input("a", [4]), input("y", [4])];
    return { quantities: { a, y, j: categoricalCrossEntropy(a, y) } };
  },
})
  .claim("j", { of: ({ j }) => j, at: point, text: "-log 0.2", formula: () => neg(log(constant(0.2))) })
  .claim("j in decimals", { of: ({ j }) => j, at: point, values: 1.609, decimals: 3 });

const rows: readonly AnyDerivation[] = [one, several, given];
export default rows;
