// The costs of the notes, written out as the notes write them.
import { add, log, mul, type Node, neg, square, sub, sum } from "@cadena/graph";

/** -[y log a + (1 - y) log(1 - a)], elementwise (N6). */
export function binaryCrossEntropy(a: Node, y: Node): Node {
  return neg(add(mul(y, log(a)), mul(sub(1, y), log(sub(1, a)))));
}

/** 1/2 (a - y)^2, elementwise (N8). */
export function squaredError(a: Node, y: Node): Node {
  return mul(1 / 2, square(sub(a, y)));
}

/** -sum_i y_i log a_i over the classes, which are the first axis (N25). */
export function categoricalCrossEntropy(a: Node, y: Node): Node {
  return neg(sum(mul(y, log(a)), { axis: 0 }));
}
