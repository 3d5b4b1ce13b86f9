// What the types say about shapes. `expectTypeOf` is checked by the compiler (`pnpm check:types`) and costs nothing
// when the tests run; each shape is compared with the one that the node really has as well.
import {
  add,
  addBias,
  argmax,
  at,
  broadcastTo,
  concat,
  constant,
  conv1d,
  conv2d,
  conv2dTranspose,
  equal,
  evaluate,
  expandDims,
  flatten,
  gather,
  gradients,
  hardmax,
  input,
  logSoftmax,
  logSumExp,
  matmul,
  max,
  maxPool2d,
  mean,
  mul,
  type Node,
  oneHot,
  overlapAdd,
  pad,
  parameter,
  pow,
  reshape,
  type Shape,
  scatterAdd,
  sigmoid,
  slice,
  softmax,
  squeeze,
  stack,
  sum,
  type Tensor,
  tensor,
  transpose,
  unstack,
  vjp,
  where,
  windows,
} from "@cadena/graph";
import { describe, expect, expectTypeOf, test } from "vitest";

const a23 = input("a23", [2, 3]);
const a234 = input("a234", [2, 3, 4]);
const row = input("row", [3]);
const size: number = 3;
const partial = input("partial", [size, 5]);
const dynamic: Node<number[]> = input("dynamic", [size, 5] as number[]);
const anything: Node = a23;

/** A node whose type gives exactly this shape, which it really has. */
function hasShape<const S extends Shape>(node: Node, shape: S): void {
  expect(node.shape).toEqual(shape);
}

describe("leaves", () => {
  test("carry the sizes that they are declared with", () => {
    const X = input("X", [2, 5]);
    expectTypeOf(X).toEqualTypeOf<Node<[2, 5]>>();
    expectTypeOf(parameter("b", [])).toEqualTypeOf<Node<[]>>();
    expectTypeOf(partial).toEqualTypeOf<Node<[number, 5]>>();
    expectTypeOf(input("n", [size] as number[])).toEqualTypeOf<Node<number[]>>();
    hasShape(X, [2, 5]);
  });

  test("constants and tensors have the shape of their arrays", () => {
    expectTypeOf(constant(1)).toEqualTypeOf<Node<[]>>();
    expectTypeOf(constant([[1, 2, 3], [4, 5, 6]])).toEqualTypeOf<Node<[2, 3]>>(); // biome-ignore format: a matrix
    expectTypeOf(tensor([true, false])).toEqualTypeOf<Tensor<[2]>>();
    expectTypeOf(constant(tensor([1, 2]))).toEqualTypeOf<Node<[2]>>();
    expectTypeOf(constant([[1], [2]] as number[][])).toEqualTypeOf<Node<[number, number]>>();
    hasShape(constant([[1, 2, 3], [4, 5, 6]]), [2, 3]); // biome-ignore format: a matrix
  });
});

describe("elementwise ops", () => {
  test("broadcast their operands' shapes", () => {
    expectTypeOf(add(a23, row)).toEqualTypeOf<Node<[2, 3]>>();
    expectTypeOf(add(row, a23)).toEqualTypeOf<Node<[2, 3]>>();
    const outer = mul(input("c", [2, 1]), input("r", [1, 3]));
    expectTypeOf(outer).toEqualTypeOf<Node<[2, 3]>>();
    expectTypeOf(equal(a234, input("k", [3, 1]))).toEqualTypeOf<Node<[2, 3, 4]>>();
    hasShape(outer, [2, 3]);
  });

  test("take numbers and truths for scalars", () => {
    expectTypeOf(add(1, a23)).toEqualTypeOf<Node<[2, 3]>>();
    expectTypeOf(mul(2, 3)).toEqualTypeOf<Node<[]>>();
    expectTypeOf(sigmoid(0)).toEqualTypeOf<Node<[]>>();
    expectTypeOf(pow(a23, 2)).toEqualTypeOf<Node<[2, 3]>>();
    expectTypeOf(where(true, a23, 0)).toEqualTypeOf<Node<[2, 3]>>();
  });

  test("broadcast all three operands of where", () => {
    const chosen = where(equal(input("c", [2, 1]), 0), row, 1);
    expectTypeOf(chosen).toEqualTypeOf<Node<[2, 3]>>();
    hasShape(chosen, [2, 3]);
  });

  test("keep what is known where a size is open", () => {
    expectTypeOf(add(partial, partial)).toEqualTypeOf<Node<[number, 5]>>();
    expectTypeOf(add(partial, input("v", [3, 5]))).toEqualTypeOf<Node<[3, 5]>>();
    expectTypeOf(add(partial, input("v", [1, 5]))).toEqualTypeOf<Node<[number, 5]>>();
    expectTypeOf(add(dynamic, input("v", [1, 5]) as Node)).toEqualTypeOf<Node<number[]>>();
  });

  test("keep the shape of z where a bias is added", () => {
    expectTypeOf(addBias(a23, input("b", [2, 1]))).toEqualTypeOf<Node<[2, 3]>>();
    expectTypeOf(addBias(a23, row)).toEqualTypeOf<Node<[2, 3]>>();
    expectTypeOf(addBias(partial, input("b", [1, 5]))).toEqualTypeOf<Node<[number, 5]>>();
  });
});

describe("matmul", () => {
  const b34 = input("b34", [3, 4]);

  test("drops the inner sizes", () => {
    expectTypeOf(matmul(a23, b34)).toEqualTypeOf<Node<[2, 4]>>();
    hasShape(matmul(a23, b34), [2, 4]);
  });

  test("exchanges the axes of transposed operands", () => {
    const product = matmul(a23, input("c", [4, 2]), { transposeA: true, transposeB: true });
    expectTypeOf(product).toEqualTypeOf<Node<[3, 4]>>();
    hasShape(product, [3, 4]);
  });

  test("broadcasts batches", () => {
    const product = matmul(input("p", [7, 1, 2, 3]), input("q", [5, 3, 4]));
    expectTypeOf(product).toEqualTypeOf<Node<[7, 5, 2, 4]>>();
    hasShape(product, [7, 5, 2, 4]);
  });

  test("passes open sizes on", () => {
    expectTypeOf(matmul(input("w", [4, 3]), partial, { transposeA: size > 3 })).toEqualTypeOf<
      Node<[number, 5]>
    >();
    expectTypeOf(matmul(partial, input("w", [5, 2]))).toEqualTypeOf<Node<[number, 2]>>();
  });
});

describe("reductions", () => {
  test("give a scalar without an axis", () => {
    expectTypeOf(sum(a234)).toEqualTypeOf<Node<[]>>();
    expectTypeOf(mean(dynamic)).toEqualTypeOf<Node<[]>>();
    expectTypeOf(sum(a234, { keepDims: true })).toEqualTypeOf<Node<[1, 1, 1]>>();
    hasShape(sum(a234, { keepDims: true }), [1, 1, 1]);
  });

  test("drop axes counted from the front and from the back", () => {
    expectTypeOf(sum(a234, { axis: 0 })).toEqualTypeOf<Node<[3, 4]>>();
    expectTypeOf(max(a234, { axis: -1 })).toEqualTypeOf<Node<[2, 3]>>();
    expectTypeOf(mean(a234, { axis: -3 })).toEqualTypeOf<Node<[3, 4]>>();
    hasShape(mean(a234, { axis: -3 }), [3, 4]);
  });

  test("drop several axes, or keep them as 1", () => {
    expectTypeOf(sum(a234, { axis: [0, -1] })).toEqualTypeOf<Node<[3]>>();
    expectTypeOf(sum(a234, { axis: [0, 2], keepDims: true })).toEqualTypeOf<Node<[1, 3, 1]>>();
    expectTypeOf(logSumExp(a23, { axis: 1, keepDims: true })).toEqualTypeOf<Node<[2, 1]>>();
    hasShape(sum(a234, { axis: [0, -1] }), [3]);
  });

  test("say number[] where the axis is not known", () => {
    expectTypeOf(sum(a234, { axis: size - 3 })).toEqualTypeOf<Node<number[]>>();
    expectTypeOf(sum(a234, { axis: 0, keepDims: size > 3 })).toEqualTypeOf<Node<number[]>>();
    expectTypeOf(sum(dynamic, { axis: 0 })).toEqualTypeOf<Node<number[]>>();
  });

  test("argmax drops its axis, or all of them", () => {
    expectTypeOf(argmax(a23, { axis: 1 })).toEqualTypeOf<Node<[2]>>();
    expectTypeOf(argmax(a23, { axis: 1, keepDims: true })).toEqualTypeOf<Node<[2, 1]>>();
    expectTypeOf(argmax(a23)).toEqualTypeOf<Node<[]>>();
    hasShape(argmax(a23), []);
  });

  test("softmax and its like keep the shape", () => {
    expectTypeOf(softmax(a23, { axis: 0 })).toEqualTypeOf<Node<[2, 3]>>();
    expectTypeOf(logSoftmax(partial)).toEqualTypeOf<Node<[number, 5]>>();
    expectTypeOf(hardmax(a23)).toEqualTypeOf<Node<[2, 3]>>();
  });
});

describe("ops that move elements", () => {
  test("transpose reverses or permutes the axes", () => {
    expectTypeOf(transpose(a23)).toEqualTypeOf<Node<[3, 2]>>();
    expectTypeOf(transpose(a234, [0, 2, 1])).toEqualTypeOf<Node<[2, 4, 3]>>();
    expectTypeOf(transpose(a234, [-1, 0, 1])).toEqualTypeOf<Node<[4, 2, 3]>>();
    hasShape(transpose(a234, [-1, 0, 1]), [4, 2, 3]);
  });

  test("reshape and broadcastTo give the shape that is asked for", () => {
    expectTypeOf(reshape(a23, [3, 2])).toEqualTypeOf<Node<[3, 2]>>();
    expectTypeOf(reshape(a23, [3, -1])).toEqualTypeOf<Node<[3, number]>>();
    expectTypeOf(broadcastTo(row, [2, 3])).toEqualTypeOf<Node<[2, 3]>>();
    expectTypeOf(flatten(a23)).toEqualTypeOf<Node<[number]>>();
  });

  test("expandDims adds an axis of size 1", () => {
    expectTypeOf(expandDims(a23, 0)).toEqualTypeOf<Node<[1, 2, 3]>>();
    expectTypeOf(expandDims(a23, 1)).toEqualTypeOf<Node<[2, 1, 3]>>();
    expectTypeOf(expandDims(a23, -1)).toEqualTypeOf<Node<[2, 3, 1]>>();
    expectTypeOf(expandDims(a23, -2)).toEqualTypeOf<Node<[2, 1, 3]>>();
    hasShape(expandDims(a23, -2), [2, 1, 3]);
  });

  test("squeeze takes axes of size 1 away", () => {
    const x = input("x", [1, 3, 1]);
    expectTypeOf(squeeze(x)).toEqualTypeOf<Node<[3]>>();
    expectTypeOf(squeeze(x, -1)).toEqualTypeOf<Node<[1, 3]>>();
    expectTypeOf(squeeze(partial)).toEqualTypeOf<Node<number[]>>();
    hasShape(squeeze(x, -1), [1, 3]);
  });

  test("at drops the leading axes", () => {
    expectTypeOf(at(a23, 1, 2)).toEqualTypeOf<Node<[]>>();
    expectTypeOf(at(a23, size - 3)).toEqualTypeOf<Node<[3]>>();
    expectTypeOf(at(partial, 0)).toEqualTypeOf<Node<[5]>>();
    expectTypeOf(at(dynamic, 0)).toEqualTypeOf<Node<number[]>>();
    hasShape(at(a23, 0), [3]);
  });

  test("slice keeps the rank, and the sizes of the axes that stay whole", () => {
    expectTypeOf(slice(a234, [null, [0, 2]])).toEqualTypeOf<Node<[2, number, 4]>>();
    expectTypeOf(slice(dynamic, [[1]])).toEqualTypeOf<Node<number[]>>();
    hasShape(slice(a234, [null, [0, 2]]), [2, 2, 4]);
  });

  test("pad keeps the rank, and the sizes of the axes without padding", () => {
    expectTypeOf(pad(a23, [[0, 0], [1, 2]])).toEqualTypeOf<Node<[2, number]>>(); // biome-ignore format: pairs
  });

  test("unstack drops its axis", () => {
    expectTypeOf(unstack(a234)).toEqualTypeOf<Node<[3, 4]>[]>();
    expectTypeOf(unstack(a234, 1)).toEqualTypeOf<Node<[2, 4]>[]>();
  });

  test("stack adds an axis as long as the list", () => {
    expectTypeOf(stack([row, row])).toEqualTypeOf<Node<[2, 3]>>();
    expectTypeOf(stack([row, row], { axis: -1 })).toEqualTypeOf<Node<[3, 2]>>();
    expectTypeOf(stack([row] as Node<[3]>[])).toEqualTypeOf<Node<[number, 3]>>();
    expectTypeOf(stack([1, at(row, 0)])).toEqualTypeOf<Node<[2]>>();
    hasShape(stack([row, row], { axis: -1 }), [3, 2]);
  });

  test("concat opens the size of its axis", () => {
    expectTypeOf(concat([a23, a23], { axis: -1 })).toEqualTypeOf<Node<[2, number]>>();
    expectTypeOf(concat([row, row])).toEqualTypeOf<Node<[number]>>();
    expectTypeOf(concat([row] as Node[])).toEqualTypeOf<Node<number[]>>();
  });

  test("gather puts the axes of the indices in the place of its axis", () => {
    expectTypeOf(gather(a23, [1, 0, 1, 1])).toEqualTypeOf<Node<[4, 3]>>();
    expectTypeOf(gather(a23, input("i", [7, 8], "integer"), { axis: 1 })).toEqualTypeOf<Node<[2, 7, 8]>>();
    expectTypeOf(gather(a23, 1)).toEqualTypeOf<Node<[3]>>();
    expectTypeOf(gather(row, [size])).toEqualTypeOf<Node<[1]>>();
    hasShape(gather(a23, 1), [3]);
  });

  test("scatterAdd gives its axis the size that it is told", () => {
    expectTypeOf(scatterAdd(a23, [0, 2], 4)).toEqualTypeOf<Node<[4, 3]>>();
    expectTypeOf(scatterAdd(a23, input("i", [2], "integer") as Node, 4)).toEqualTypeOf<Node<number[]>>();
  });

  test("oneHot adds an axis of as many classes", () => {
    const labels = input("labels", [5], "integer");
    expectTypeOf(oneHot(labels, 3)).toEqualTypeOf<Node<[5, 3]>>();
    expectTypeOf(oneHot(labels, 3, { axis: 0 })).toEqualTypeOf<Node<[3, 5]>>();
    hasShape(oneHot(labels, 3, { axis: 0 }), [3, 5]);
  });
});

describe("windows and convolutions", () => {
  const images = input("x", [8, 5, 7, 3]);
  const filters = input("w", [3, 3, 3, 6]);

  test("keep the batch and give the features; what lies between is computed", () => {
    const y = conv2d(images, filters, { stride: 2 });
    expectTypeOf(y).toEqualTypeOf<Node<[8, number, number, 6]>>();
    expectTypeOf(conv1d(input("s", [2, 5, 3]), input("w", [3, 3, 1]))).toEqualTypeOf<Node<[2, number, 1]>>();
    const back = conv2dTranspose(y, filters, { stride: 2 });
    expectTypeOf(back).toEqualTypeOf<Node<[8, number, number, 3]>>();
    expectTypeOf(conv2dTranspose(y, filters, { groups: 2 })).toEqualTypeOf<
      Node<[8, number, number, number]>
    >();
    expectTypeOf(maxPool2d(images, 2)).toEqualTypeOf<Node<[8, number, number, 3]>>();
    expectTypeOf(conv2d(images as Node, filters)).toEqualTypeOf<Node<number[]>>();
    hasShape(y, [8, 2, 3, 6]);
    hasShape(back, [8, 5, 7, 3]);
    hasShape(maxPool2d(images, [2, 3]), [8, 2, 2, 3]);
  });

  test("have the sizes of a window, and of what windows are added up to", () => {
    const parts = windows(images, [2, 3]);
    expectTypeOf(parts).toEqualTypeOf<Node<[8, number, number, 2, 3, 3]>>();
    expectTypeOf(overlapAdd(parts, [5, 7])).toEqualTypeOf<Node<[8, 5, 7, 3]>>();
    hasShape(parts, [8, 4, 5, 2, 3, 3]);
  });
});

describe("gradients and values", () => {
  const W = parameter("W", [1, 2]);
  const b = parameter("b", [1, 1]);
  const J = sum(addBias(matmul(W, input("X", [2, 5])), b));

  test("a gradient has the shape of what it belongs to, without undefined", () => {
    const [dW, db] = gradients(J, [W, b]);
    expectTypeOf(dW).toEqualTypeOf<Node<[1, 2]>>();
    expectTypeOf(db).toEqualTypeOf<Node<[1, 1]>>();
    const [dX] = vjp(W, W, [b]);
    expectTypeOf(dX).toEqualTypeOf<Node<[1, 1]>>();
    hasShape(dW, [1, 2]);
  });

  test("a list of unknown length gives a list", () => {
    expectTypeOf(gradients(J, [W, b] as Node[])).toEqualTypeOf<Node[]>();
  });

  test("values are tensors of the nodes' shapes", () => {
    const values = { W: [[1, 2]] };
    expectTypeOf(evaluate(W, values)).toEqualTypeOf<Tensor<[1, 2]>>();
    const [w, twice] = evaluate([W, sum(W)], values);
    expectTypeOf(w).toEqualTypeOf<Tensor<[1, 2]>>();
    expectTypeOf(twice).toEqualTypeOf<Tensor<[]>>();
    expect(w.shape).toEqual([1, 2]);
  });
});

test("a node whose shape is not known in the types goes everywhere", () => {
  expectTypeOf(matmul(anything, input("w", [3, 1]))).toEqualTypeOf<Node<number[]>>();
  expectTypeOf(add(anything, a23)).toEqualTypeOf<Node<number[]>>();
  expectTypeOf(addBias(anything, row)).toEqualTypeOf<Node<Shape>>();
  expectTypeOf(transpose(anything)).toEqualTypeOf<Node<number[]>>();
  expectTypeOf(softmax(anything)).toEqualTypeOf<Node<Shape>>();
  expectTypeOf(a23).toExtend<Node>();
  expectTypeOf(a23).toExtend<Node<[number, 3]>>();
});
