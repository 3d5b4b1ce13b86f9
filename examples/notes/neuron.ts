// One neuron with two inputs, a sigmoid and the binary cross-entropy (N4, N5, N10).
import { add, input, mul, type Node, parameter, sigmoid } from "@cadena/graph";
import { binaryCrossEntropy } from "./costs.ts";

type Name = "x1" | "x2" | "w1" | "w2" | "b" | "y" | "z" | "a" | "J";

/** Its quantities by their names in the notes, all of them single numbers; J is the cost. */
export function neuron(): Readonly<Record<Name, Node>> {
  const [x1, x2, y] = [input("x1", []), input("x2", []), input("y", [])];
  const [w1, w2, b] = [parameter("w1", []), parameter("w2", []), parameter("b", [])];
  const z = add(add(mul(x1, w1), mul(x2, w2)), b);
  const a = sigmoid(z);
  return { x1, x2, w1, w2, b, y, z, a, J: binaryCrossEntropy(a, y) };
}
