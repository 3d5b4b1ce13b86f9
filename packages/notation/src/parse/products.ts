// Which product two operands have, by their shapes.
import { expandDims, matmul, mul, type Node, reshape, sum } from "@cadena/graph";

const rank = (x: Node): number => x.shape.length;

/**
 * The matrix product; a number scales, a vector is a row on the left and a column on the right, as in NumPy.
 * @throws ShapeError where the inner sizes differ
 * @example
 * evaluate(matrixProduct(constant([[1, 2], [3, 4]]), constant([1, 1]))) //=> [3, 7]
 */
export function matrixProduct(a: Node, b: Node): Node {
  if (rank(a) === 0 || rank(b) === 0) return mul(a, b);
  if (rank(a) === 1 && rank(b) === 1 && a.size === b.size) return sum(mul(a, b));
  const left = rank(a) === 1 ? (expandDims(a, 0) as Node) : a;
  const right = rank(b) === 1 ? (expandDims(b, 1) as Node) : b;
  const product = matmul(left, right) as Node;
  const shape = [...product.shape];
  if (rank(b) === 1) shape.pop();
  if (rank(a) === 1) shape.splice(rank(b) === 1 ? -1 : -2, 1);
  return reshape(product, shape);
}

/** Every element of a vector times every one of another: x yᵀ. */
export function outerProduct(a: Node, b: Node): Node {
  return matmul(expandDims(a, 1), expandDims(b, 0) as never) as Node;
}
