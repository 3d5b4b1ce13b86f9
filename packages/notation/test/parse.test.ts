// Formulas as people write them, and the graphs that they mean.
import {
  abs,
  add,
  at,
  cast,
  concat,
  constant,
  div,
  evaluate,
  exp,
  gather,
  greater,
  input,
  log,
  matmul,
  max,
  maximum,
  mean,
  mul,
  type Node,
  neg,
  pow,
  relu,
  reshape,
  same,
  sigmoid,
  slice,
  softmax,
  sqrt,
  square,
  stack,
  sub,
  sum,
  tanh,
  transpose,
  where,
} from "@cadena/graph";
import { parse, parseTree, toText } from "@cadena/notation";
import { describe, expect, test } from "vitest";

const scalar = (name: string): Node => input(name, []);
const [a, b, x, y, z, x1, x2, w1, w2, λ, n] = ["a", "b", "x", "y", "z", "x1", "x2", "w1", "w2", "λ", "n"].map(
  scalar,
) as [Node, Node, Node, Node, Node, Node, Node, Node, Node, Node, Node];
const X: Node = input("X", [2, 5]);
const [Y, A2, dZ2] = [input("Y", [1, 5]), input("A2", [1, 5]), input("dZ2", [1, 5])] as [Node, Node, Node];
const [A1, Z1, dZ1] = [input("A1", [4, 5]), input("Z1", [4, 5]), input("dZ1", [4, 5])] as [Node, Node, Node];
const [W1, W2] = [input("W1", [4, 2]), input("W2", [1, 4])] as [Node, Node];
const [p, t] = [input("p", [4]), input("t", [4])] as [Node, Node];
const yHat = scalar("ŷ");
const k = input("k", [3], "integer");
const m = 5;
const scope = {
  a,
  b,
  x,
  y,
  z,
  x1,
  x2,
  w1,
  w2,
  λ,
  n,
  X,
  Y,
  A2,
  dZ2,
  A1,
  Z1,
  dZ1,
  W1,
  W2,
  p,
  t,
  ŷ: yHat,
  k,
  m,
};

const T = (node: Node): Node => transpose(node);
const mm = (...nodes: Node[]): Node => nodes.reduce((left, right) => matmul(left, right as never) as Node);
const times = (first: Node | number, ...others: (Node | number)[]): Node =>
  others.reduce<Node | number>((left, right) => mul(left, right as Node) as Node, first) as Node;

const table: readonly [about: string, graph: Node, ...texts: string[]][] = [
  ["a difference", sub(A2, Y), "A2 - Y", "A2 − Y", "A^{[2]} - Y", "A_2 - Y", "A_{2} – Y", "A^[2]-Y"],
  [
    "a regularised gradient",
    add(times(div(1, m), mm(dZ1, T(X))), times(div(λ, m), W1)),
    "(1/m) dZ1 X^T + (lambda/m) W1",
    "1/m dZ1 Xᵀ + λ/m W1",
    "\\frac{1}{m} dZ^{[1]} X^{T} + \\frac{\\lambda}{m} W^{[1]}",
    "\\dfrac1m d Z_1 X^\\top + \\dfrac{\\lambda}{m} \\mathbf{W}_{1}",
    "(1/m) * (dZ1 @ X.T) + (λ/m) * W1",
  ],
  [
    "the error of a hidden layer",
    times(mm(T(W2), dZ2), A1, sub(1, A1)),
    "W2ᵀ dZ2 ⊙ A1 ⊙ (1 - A1)",
    "W2' dZ2 ∘ A1 * (1 - A1)",
    "W^{[2]T} dZ^{[2]} \\odot A^{[1]} \\odot \\left(1 - A^{[1]}\\right)",
    "W_2^{\\mathsf T} \\cdot dZ_2 \\circ A_1 \\odot (1 - A_1)",
    "np.dot(W2.T, dZ2) * A1 * (1 - A1)",
    "W2.T.dot(dZ2) .* A1 .* (1 - A1)",
    "W2.T.mm(dZ2).mul(A1).mul(1 - A1)",
  ],
  [
    "the error behind tanh",
    times(mm(T(W2), dZ2), sub(1, square(tanh(Z1)))),
    "W2.T @ dZ2 * (1 - np.tanh(Z1)**2)",
    "W2ᵀ dZ2 * (1 - tanh²(Z1))",
    "W_2^T dZ_2 \\odot (1 - \\tanh^2(Z_1))",
    "W2.T @ dZ2 * tanh'(Z1)",
  ],
  [
    "a bias",
    div(sum(dZ1, { axis: 1, keepDims: true }), m),
    "np.sum(dZ1, axis=1, keepdims=True)/m",
    "sum(dZ1, axis=1, keepDims) / m",
    "dZ1.sum(1, keepdim=True) / m",
    "\\frac{\\text{np.sum}(dZ^{[1]}, \\text{axis}=1, \\text{keepdims=True})}{m}",
    "sum(dZ1, axis 1, keepdims) ÷ m",
  ],
  ["a sum along an axis", sum(dZ1, { axis: 1 }), "sum(dZ1, axis 1)", "np.sum(dZ1, 1)", "sum(dZ1, axis=-1)"],
  [
    "sums along both axes",
    sum(dZ1, { axis: [0, 1] }),
    "sum(dZ1, axis=(0, 1))",
    "sum(dZ1)",
    "np.sum(dZ1, axis=None)",
  ],
  [
    "the derivative of cross-entropy",
    add(div(neg(y), a), div(sub(1, y), sub(1, a))),
    "-y/a + (1-y)/(1-a)",
    "\\frac{-y}{a} + \\frac{1-y}{1-a}",
  ],
  [
    "the derivative of the sigmoid",
    times(sigmoid(z), sub(1, sigmoid(z))),
    "σ(z)(1-σ(z))",
    "\\sigma(z) (1 - \\sigma(z))",
    "sigmoid(z)*(1 - sigmoid(z))",
    "σ'(z)",
    "sigmoid'(z)",
  ],
  [
    "the cross-entropy",
    neg(add(times(y, log(a)), times(sub(1, y), log(sub(1, a))))),
    "-[y log a + (1 - y) log(1 - a)]",
    "-(y*np.log(a) + (1-y)*np.log(1-a))",
    "-\\left[y \\ln a + (1-y)\\log(1-a)\\right]",
  ],
  [
    "a softmax",
    softmax(Z1, { axis: 0 }),
    "softmax(Z1, axis=0)",
    "softmax(Z1, 0)",
    "\\operatorname{softmax}(Z_1, axis=0)",
  ],
  [
    "a softmax written out",
    div(exp(t), sum(exp(t))),
    "e^t / Σ e^t",
    "exp(t) / sum(exp(t))",
    "\\frac{e^{t}}{\\sum_j e^{t_j}}",
  ],
  [
    "one neuron",
    add(add(times(x1, w1), times(x2, w2)), b),
    "x_1 w_1 + x_2 w_2 + b",
    "x1*w1 + x2*w2 + b",
    "x₁w₁ + x₂w₂ + b",
    "x_{1} w_{1} + x_{2} w_{2} + b",
  ],
  [
    "the sigmoid written out",
    div(1, add(1, exp(neg(z)))),
    "1/(1+e^{-z})",
    "1 / (1 + e^-z)",
    "1/(1+np.exp(-z))",
    "\\frac{1}{1+e^{-z}}",
  ],
  [
    "a name and a letter",
    times(λ, W1),
    "λ W1",
    "lambda W1",
    "\\lambda W_1",
    "λW_1",
    "lambda * W1",
    "λ × W1",
    "λ · W1",
  ],
  ["a hat", sub(yHat, y), "ŷ - y", "y_hat - y", "yhat - y", "\\hat{y} - y", "\\hat y - y"],
  ["a coefficient", times(2, x), "2x", "2 x", "2 * x", "2\\,x", "2 \\cdot x"],
  ["a coefficient and a power", times(2, square(x)), "2x²", "2x^2", "2 x**2"],
  [
    "names of one letter side by side",
    add(add(add(neg(y), times(y, a)), a), neg(times(y, a))),
    "-y + ya + a + -(ya)",
  ],
  ["an unclear denominator", times(div(a, b), x), "a / b x", "a/b x", "a/b*x"],
  ["a denominator with its coefficient", div(λ, times(2, n)), "λ/2n", "λ/(2n)", "\\frac{\\lambda}{2 n}"],
  ["a denominator apart from its neighbour", times(div(λ, 2), n), "λ/2 n", "λ / 2 n"],
  ["a row times a matrix", reshape(mm(reshape(p, [1, 4]), W1), [2]), "p @ W1", "p W1"],
  ["the last column", reshape(slice(X, [null, [4, 5]]), [2]), "X[:, -1]"],
  ["a half", times(div(1, 2), square(sub(a, y))), "1/2 (a-y)^2", "1/2(a - y)²", "\\frac{1}{2}(a-y)^2"],
  ["a minus before a power", neg(square(x)), "-x^2", "-x²", "-(x**2)"],
  ["a minus before a product", times(neg(a), b), "-a b", "-a * b", "(-a) b"],
  ["a power of a power", pow(x, square(y)), "x^y^2", "x**y**2", "x^{y^2}"],
  ["a power times a name", times(square(x), y), "x^2y", "x²y", "x^{2}y"],
  ["a broken exponent", pow(x, 0.5), "x^0.5", "x^(1/2)", "x^{\\frac{1}{2}}", "np.power(x, 0.5)"],
  ["a negative exponent", pow(x, -2), "x^-2", "x⁻²", "x^{-2}", "x**-2"],
  ["numbers in the notation of computers", times(constant(1e-8), x), "1e-8 * x", "10^{-8} * x", "1.0e-8 x"],
  ["a size", abs(sub(a, y)), "|a - y|", "\\left|a - y\\right|", "abs(a - y)", "\\lvert a - y\\rvert"],
  ["sizes in sizes", abs(times(a, abs(b))), "|a * |b||", "\\left|a \\left|b\\right|\\right|"],
  [
    "a norm",
    sqrt(sum(square(W1))),
    "||W1||",
    "‖W1‖",
    "\\|W_1\\|_F",
    "norm(W1)",
    "np.linalg.norm(W1)",
    "\\lVert W_1 \\rVert_2",
  ],
  [
    "a squared norm",
    sum(square(W1)),
    "||W1||^2",
    "‖W1‖²",
    "\\left\\|W_1\\right\\|_F^2",
    "sum(W1²)",
    "Σ W1^2",
  ],
  [
    "roots",
    add(sqrt(x), sqrt(add(x, 1))),
    "√x + √(x+1)",
    "\\sqrt{x} + \\sqrt{x+1}",
    "sqrt(x) + np.sqrt(x + 1)",
  ],
  ["a truth as a number", cast(greater(Z1, 0), "real"), "[Z1 > 0]", "\\left[Z_1 > 0\\right]"],
  [
    "a mask",
    times(dZ1, cast(greater(Z1, 0), "real")),
    "dZ1 * [Z1 > 0]",
    "dZ1 * (Z1 > 0)",
    "dZ_1 \\odot \\left[Z_1 > 0\\right]",
  ],
  ["a maximum of two", maximum(0, z), "max(0, z)", "np.maximum(0, z)", "\\max(0, z)"],
  ["a maximum along an axis", max(Z1, { axis: 0 }), "max(Z1, axis=0)", "np.max(Z1, 0)", "Z1.max(0)"],
  ["a rectifier", relu(Z1), "relu(Z1)", "ReLU(Z1)"],
  [
    "its derivative",
    where(greater(Z1, 0), 1, 0),
    "where(Z1 > 0, 1, 0)",
    "np.where(Z1 > 0, 1, 0)",
    "\\begin{cases} 1 & Z_1 > 0 \\\\ 0 & \\text{otherwise} \\end{cases}",
  ],
  ["a mean", mean(dZ1), "mean(dZ1)", "np.mean(dZ1)", "dZ1.mean()"],
  ["an element", at(X, 0, 1), "X[0, 1]", "X[0,-4]", "X[-2, 1]"],
  ["a row", at(X, 1), "X[1]", "X[1, :]", "X[-1]"],
  ["a column", reshape(slice(X, [null, [1, 2]]), [2]), "X[:, 1]", "X[:, -4]"],
  [
    "a part",
    slice(X, [
      [0, 1],
      [1, 5, 2],
    ]),
    "X[0:1, 1:5:2]",
    "X[:1, 1::2]",
  ],
  ["looked-up columns", gather(X, [1, 0], { axis: 1 }), "X[:, [1, 0]]"],
  ["a look-up by a quantity", gather(p, k), "p[k]"],
  ["a vector of numbers", stack([a, y, 2]), "[a, y, 2]"],
  [
    "a constant",
    constant([
      [1, 2],
      [3, 0.5],
    ]),
    "[[1, 2], [3, 0.5]]",
  ],
  ["a number times a list", times(a, stack([x, y])), "a [x, y]", "a * [x, y]"],
  ["joined tensors", concat([X, X], { axis: 1 }), "concat(X, X, axis=1)"],
  ["a chain of matrices", mm(W2, W1, X), "W2 W1 X", "W2 @ W1 @ X", "W2 · W1 · X", "(W2 W1) X"],
  ["a chain from the right", mm(W2, mm(W1, X)), "W2 (W1 X)", "W2 @ (W1 @ X)", "W2.dot(W1.dot(X))"],
  ["a scaled chain", times(n, mm(W1, X)), "n W1 X"],
  ["a scaled matrix in a chain", mm(times(n, W1), X), "(n W1) X", "n * W1 @ X"],
  ["Python's own order of * and @", mm(times(W1, W1), X), "W1 * W1 @ X"],
  ["a matrix product beside an elementwise one", times(A1, mm(W1, X)), "A1 * W1 X", "A1 * (W1 @ X)"],
  ["a matrix and a vector", reshape(mm(W2, reshape(p, [4, 1])), [1]), "W2 p", "W2 @ p", "np.dot(W2, p)"],
  [
    "a dot product",
    sum(mul(p, t)),
    "p @ t",
    "p · t",
    "np.dot(p, t)",
    "p^T t",
    "Σ_i p_i t_i",
    "\\sum_{i=1}^{4} p_i t_i",
    "sum_i p_i t_i",
  ],
  [
    "a sum over examples",
    sum(dZ1, { axis: 1, keepDims: true }),
    "Σ_{i=1}^{m} dZ1_i",
    "\\sum_{i=1}^m dZ_1^{(i)}",
  ],
  [
    "a double sum",
    sum(times(A1, log(A1))),
    "Σ_i Σ_k A1_{ik} log A1_{ik}",
    "\\sum_{i} \\sum_{k} A_1^{(i)} \\log A_1^{(i)}",
  ],
  ["a sum that ends at a plus", add(sum(times(y, log(a))), b), "Σ y log(a) + b"],
  ["a sum in parentheses", times(sum(t), p), "Σ(t) p", "sum(t) * p"],
];

describe("a formula means its graph", () => {
  const cases = table.flatMap(([about, graph, ...texts]) =>
    texts.map((text) => [text, about, graph] as const),
  );
  test.each(cases)("%s is %s", (text, _, graph) => {
    const found = parse(text, scope);
    expect(
      same(found, graph),
      `${toText(found)} [${found.shape}] for ${toText(graph)} [${graph.shape}]`,
    ).toBe(true);
  });
});

describe("a mistake that people make is read as it is written", () => {
  test.each([
    ["1./m*np.dot(dZ2,A1.T)*2", times(div(1, m), mm(dZ2, T(A1)), 2)],
    ["4./m*np.sum(dZ1, axis=1, keepdims=True)", times(div(4, m), sum(dZ1, { axis: 1, keepDims: true }))],
    ["np.multiply(W2.T, dZ2)", times(T(W2), dZ2)],
    ["1-np.power(Z1,2)", sub(1, square(Z1))],
    ["1-np.dot(A1.T,A1)", sub(1, mm(T(A1), A1))],
    ["np.dot(W2.T, dZ2) + (1 - A1**2)", add(mm(T(W2), dZ2), sub(1, square(A1)))],
    ["-y + y + a - ya", sub(add(add(neg(y), y), a), times(y, a))],
    ["1 / (1 + e^(-y/a))", div(1, add(1, exp(div(neg(y), a))))],
    ["(1/m) sum(dZ2 A1^T)", times(div(1, m), sum(mm(dZ2, T(A1))))],
  ] as [string, Node][])("%s", (text, graph) => {
    expect(toText(parse(text, scope))).toBe(toText(graph));
    expect(same(parse(text, scope), graph)).toBe(true);
  });
});

test.each([
  "u^T M v",
  "2 u^T M v / 2",
  "-u^T M v + 2 u^T M v",
  "u^T M^T M v / 2 + (u^T M v) - u^T (M^T M v) / 2",
])("a row times a matrix times a column is a number: %s", (text) => {
  const forms = {
    u: constant([1, 2]),
    v: constant([5, 6]),
    M: constant([
      [1, 2],
      [3, 4],
    ]),
  };
  expect(evaluate(parse(text, forms)).at()).toBe(17 + 2 * 39);
});

describe("names", () => {
  test("of the scope come before functions and constants", () => {
    const own = { σ: scalar("σ"), e: scalar("e"), max: scalar("max"), x };
    expect(toText(parse("σ(x) + e^x + max x", own))).toBe("σ * x + e^x + max * x");
  });

  test("may be derivatives, gradients and parts of a model", () => {
    const own = { "dJ/dz": scalar("dJ/dz"), dw: scalar("dw"), "encoder.0.weight": scalar("w"), x };
    const text = "x ∂J/∂z + x dJ/dz + \\frac{\\partial J}{\\partial z} + dJ/dw + 2 encoder.0.weight";
    const { "dJ/dz": dz, dw, "encoder.0.weight": weight } = own;
    const graph = add(add(add(add(mul(x, dz), mul(x, dz)), dz), dw), mul(2, weight));
    expect(same(parse(text, own), graph)).toBe(true);
  });

  test("may be functions that the caller gives, by layer too", () => {
    const functions = { g: tanh };
    expect(same(parse("g(z)", scope, { functions }), tanh(z))).toBe(true);
    expect(
      same(
        parse("g^{[1]}(Z1) * g'^{[1]}(Z1)", scope, { functions }),
        mul(tanh(Z1), sub(1, square(tanh(Z1)))),
      ),
    ).toBe(true);
  });

  test("without a scope of their own are constants and truths", () => {
    expect(same(parse("2 π", {}), mul(2, Math.PI))).toBe(true);
    expect(same(parse("e", {}), constant(Math.E))).toBe(true);
    expect(same(parse("[true, false]", {}), constant([true, false]))).toBe(true);
  });

  test("with an index that runs are elements, whose products are elementwise", () => {
    expect(same(parse("p_i t_i / 2", { p: p, t: t }, { indices: ["i"] }), div(mul(p, t), 2))).toBe(true);
  });

  test("that the scope has with their index are no elements", () => {
    const own = { W_t: X, x_t: input("x_t", [5, 3]) };
    expect(parse("W_t x_t", own, { indices: ["t"] }).shape).toEqual([2, 3]);
  });
});

test("a tree is plain data with the offsets of its parts", () => {
  expect(parseTree("A2 - Y", scope)).toEqual({
    kind: "infix",
    sign: "-",
    left: { kind: "name", name: { base: "A", indices: ["2"], primes: 0 }, start: 0, end: 2 },
    right: { kind: "name", name: { base: "Y", indices: [], primes: 0 }, start: 5, end: 6 },
    at: { start: 3, end: 4 },
    start: 0,
    end: 6,
  });
});
