// N20's cost: K sigmoid outputs and an L2 penalty of the weights, but not of the biases.
import { add, div, mul, type Node, square, sum } from "@cadena/graph";
import { binaryCrossEntropy } from "./costs.ts";
import type { Network } from "./network.ts";

/** -(1/m) sum [y log h + (1 - y) log(1 - h)] + (lambda / 2m) sum w^2, where h are the outputs. */
export function regularisedCost({ A, Y, weights }: Network, lambda: Node, m: number): Node {
  const squares = weights.map((W): Node => sum(square(W))).reduce((total, one) => add(total, one));
  return add(div(sum(binaryCrossEntropy(A, Y)), m), mul(div(lambda, 2 * m), squares));
}
