// One step of gradient descent with the automatic gradient, as training takes it (N10, N11, N12).
import { gradients, type Node } from "@cadena/graph";
import { sgd, type Update } from "@cadena/nn";

/** The value that `sgd` gives the parameter w next, where J is the cost and alpha the learning rate. */
export function descended(w: Node, J: Node, alpha: Node): Node {
  const [[, next]] = sgd({ learningRate: alpha }).updates([w], gradients(J, [w])) as [Update];
  return next;
}
