// N26. Softmax and categorical cross-entropy together: dj/dz = a - y where the targets sum to 1, as the notes' unit
// vectors do; in general it is a sum(y) - y.
import { type AnyDerivation, columnsSumToOne, derivation, sumsToOne } from "@cadena/checker";
import { input, mean, mul, softmax, sub, sum } from "@cadena/graph";
import { categoricalCrossEntropy } from "./costs.ts";

const one = derivation({
  id: "N26",
  title: "Softmax and categorical cross-entropy of one example",
  dimensions: { C: { size: 4, admits: (C) => C > 1 } },
  build: ({ C }) => {
    const [z, y] = [input("z", [C]), input("y", [C])];
    const a = softmax(z);
    return { loss: categoricalCrossEntropy(a, y), quantities: { z, y, a } };
  },
})
  .claim("dz", { given: [sumsToOne("y")], text: "a - y", formula: ({ a, y }) => sub(a, y) })
  .claim("dz in general", {
    of: "z",
    text: "a sum(y) - y",
    formula: ({ a, y }) => sub(mul(a, sum(y)), y),
  });

const several = derivation({
  id: "N26 examples",
  title: "Softmax and categorical cross-entropy of m examples",
  dimensions: { C: { size: 4, admits: (C) => C > 1 }, m: 7 },
  examples: "m",
  build: ({ C, m }) => {
    const [Z, Y] = [input("Z", [C, m]), input("Y", [C, m])];
    const A = softmax(Z, { axis: 0 });
    return { loss: mean(categoricalCrossEntropy(A, Y)), quantities: { Z, Y, A } };
  },
})
  .claim("dZ", {
    convention: "per-example",
    given: [columnsSumToOne("Y")],
    text: "A - Y",
    formula: ({ A, Y }) => sub(A, Y),
  })
  .claim("dZ in general", {
    of: "Z",
    convention: "per-example",
    text: "A sum(Y, axis 0) - Y",
    formula: ({ A, Y }) => sub(mul(A, sum(Y, { axis: 0, keepDims: true })), Y),
  });

const rows: readonly AnyDerivation[] = [one, several];
export default rows;
