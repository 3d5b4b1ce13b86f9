// A graph as people read it: Unicode text, LaTeX, and a picture with shapes.
import { addBias, gradients, input, matmul, mean, parameter, relu, square, sub, tanh } from "@cadena/graph";
import { toDot, toLatex, toLines, toSvg, toText } from "@cadena/notation";

const X = input("X", [3, 8]);
const Y = input("Y", [2, 8]);
const [W1, b1] = [parameter("W1", [4, 3]), parameter("b1", [4, 1])];
const [W2, b2] = [parameter("W2", [2, 4]), parameter("b2", [2, 1])];
const A1 = relu(addBias(matmul(W1, X), b1));
const A2 = tanh(addBias(matmul(W2, A1), b2));
const J = mean(square(sub(A2, Y)));
const [dW2] = gradients(J, [W2]);

console.log(toText(J, { names: { A1, A2 } }));
console.log(toLatex(J, { names: { A1, A2 } }));
console.log(toLines(dW2, { names: { A1, A2, J } }));

const names = { A1, A2, J };
console.log(`${toDot(J, { names }).split("\n").length} lines of DOT`);
console.log(`${(await toSvg(J, { names })).length} characters of SVG`);
