// Losses of squared differences, and the penalty on large weights.
import { add, div, full, mul, type Node, neg, type Operand, square, sub, sum } from "@cadena/graph";
import { type Attributes, type CompositeOp, composite } from "@cadena/graph/extend";
import { elementLoss, elementwise, type Loss, type LossOptions, type Reduction } from "./reduction.ts";

/** factor · (a - y)², element by element. */
function squares(name: string, factor: number): CompositeOp<Attributes> {
  return composite<Attributes>({
    name,
    infer: elementwise,
    expand: ([a, y]) => times(factor, square(sub(a as Node, y as Node))),
    vjp: ({ ct, inputs: [a, y] }, index) => {
      const slope = mul(ct, times(2 * factor, sub(a as Node, y as Node)));
      return index === 0 ? slope : neg(slope);
    },
  });
}

const times = (factor: number, x: Node): Node => (factor === 1 ? x : mul(factor, x));

const squaredDifference = squares("squaredDifference", 1);
const halfSquare = squares("squaredError", 0.5);

/**
 * The mean squared error (a - y)² over all elements; with `axis`, squares are added up along it first.
 * @param outputs a, of any shape
 * @param targets y, of the same shape
 * @throws ShapeError where the shapes differ
 * @example
 * evaluate(mse(constant([1, 2]), constant([1, 5]))) //=> 4.5
 */
export function mse<R extends Reduction = "mean">(
  outputs: Node,
  targets: Node,
  options: LossOptions<R> = {},
): Loss<R> {
  return elementLoss("mse", squaredDifference, outputs, targets, options);
}

/**
 * Half the squared error, 1/2 (a - y)², whose derivative in a is a - y; the mean over all elements by default.
 * @param outputs a, of any shape
 * @param targets y, of the same shape
 * @throws ShapeError where the shapes differ
 * @example
 * const a = constant([1, 2]);
 * evaluate(gradients(squaredError(a, constant([1, 5]), { reduction: "sum" }), [a])[0]) //=> [0, -3]
 */
export function squaredError<R extends Reduction = "mean">(
  outputs: Node,
  targets: Node,
  options: LossOptions<R> = {},
): Loss<R> {
  return elementLoss("squaredError", halfSquare, outputs, targets, options);
}

/**
 * λ/(2m) · Σ w² over all elements of all weights: its gradient in w is λ/m · w. Biases are usually left out.
 * @param lambda the strength λ, a number or a scalar node
 * @param m the number of examples that the cost is a mean over; 1 where the penalty does not depend on it
 * @example
 * evaluate(l2Penalty([constant([[3, 4]])], 0.1, 5)) //=> 0.25
 */
export function l2Penalty(weights: readonly Node[], lambda: Operand, m: number): Node<[]> {
  const squared = weights.map((w): Node => sum(square(w)));
  const total = squared.length === 0 ? full([], 0) : squared.reduce((a, b) => add(a, b));
  return mul(div(lambda, 2 * m), total) as Node as Node<[]>;
}
