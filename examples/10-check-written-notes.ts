// Notes in Markdown, as somebody writes them beside a lecture, are checked against a model as they stand: the formulas
// are read from the text, and each gets its verdict. The first wrong step is named; what follows from it is told apart.
import { readFileSync } from "node:fs";
import { check, derivation, toText, withNotes } from "@cadena/checker";
import { addBias, input, matmul, parameter, softmax, tanh } from "@cadena/graph";
import { categoricalCrossEntropy } from "@cadena/nn";

const network = derivation({
  id: "network",
  title: "Two layers, softmax and cross-entropy",
  dimensions: { n: 4, h: 3, c: 3, m: 6 },
  examples: "m",
  build: ({ n, h, c, m }) => {
    const X = input("X", [n, m]);
    const Y = input("Y", [c, m]);
    const W1 = parameter("W1", [h, n]);
    const b1 = parameter("b1", [h, 1]);
    const W2 = parameter("W2", [c, h]);
    const b2 = parameter("b2", [c, 1]);
    const Z1 = addBias(matmul(W1, X), b1);
    const A1 = tanh(Z1);
    const Z2 = addBias(matmul(W2, A1), b2);
    const A2 = softmax(Z2, { axis: 0 });
    return {
      loss: categoricalCrossEntropy(A2, Y, { axis: 0 }),
      quantities: { X, Y, W1, b1, W2, b2, Z1, A1, Z2, A2 },
    };
  },
});

const file = new URL("10-check-written-notes.md", import.meta.url);
const noted = withNotes(network, readFileSync(file, "utf8"), { file: "10-check-written-notes.md" });
console.log(toText(check(noted.derivation, { seed: 1 })));

// The same from the command line:
//
//   pnpm -s cadena check examples/10-check-written-notes.ts --claims examples/10-check-written-notes.md
export default network;
