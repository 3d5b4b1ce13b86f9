// The formulas of a class's lecture notes and their exact text and LaTeX.
import {
  abs,
  add,
  addBias,
  at,
  broadcastTo,
  cast,
  concat,
  constant,
  div,
  exp,
  gather,
  greater,
  hardmax,
  input,
  log,
  logicalAnd,
  logicalNot,
  logicalOr,
  logSigmoid,
  matmul,
  maximum,
  mean,
  mul,
  type Node,
  neg,
  pow,
  relu,
  reshape,
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
import { unary } from "@cadena/graph/extend";
import { toLatex, toText } from "@cadena/notation";
import { describe, expect, test } from "vitest";

const scalar = (name: string): Node => input(name, []);
const [a, y, z, b, x1, x2, w1, w2, alpha, j] = ["a", "y", "z", "b", "x1", "x2", "w1", "w2", "α", "dJ/dz"].map(
  scalar,
) as [Node, Node, Node, Node, Node, Node, Node, Node, Node, Node];
const [X, Y, A] = [input("X", [2, 5]), input("Y", [1, 5]), input("A", [1, 5])];
const [W1, W2, A1] = [input("W1", [4, 2]), input("W2", [1, 4]), input("A1", [4, 5])];
const [b1, b2] = [input("b1", [4, 1]), input("b2", [1, 1])];
const [dz, dZ1, dZ2] = [input("dz", [1, 5]), input("dZ1", [4, 5]), input("dZ2", [1, 5])];
const [lambda, m] = [input("λ", []), input("m", [])];
const [p, t] = [input("a", [4]), input("y", [4])];
const crossEntropy = neg(add(mul(y, log(a)), mul(sub(1, y), log(sub(1, a)))));

const notes: readonly [string, Node, text: string, latex: string][] = [
  [
    "N1 one neuron",
    add(add(mul(x1, w1), mul(x2, w2)), b),
    "x1 * w1 + x2 * w2 + b",
    "x_{1} w_{1} + x_{2} w_{2} + b",
  ],
  ["N2 sigmoid", div(1, add(1, exp(neg(z)))), "1 / (1 + exp(-z))", "\\frac{1}{1 + e^{-z}}"],
  [
    "N2 derivative",
    div(exp(neg(z)), square(add(1, exp(neg(z))))),
    "exp(-z) / (1 + exp(-z))²",
    "\\frac{e^{-z}}{\\left(1 + e^{-z}\\right)^{2}}",
  ],
  ["N2 short", mul(a, sub(1, a)), "a * (1 - a)", "a \\left(1 - a\\right)"],
  ["N2 inverse", div(1, mul(a, sub(1, a))), "1 / (a * (1 - a))", "\\frac{1}{a \\left(1 - a\\right)}"],
  [
    "N6 cost",
    crossEntropy,
    "-(y * log(a) + (1 - y) * log(1 - a))",
    "-\\left(y \\log\\left(a\\right) + \\left(1 - y\\right) \\log\\left(1 - a\\right)\\right)",
  ],
  [
    "N6 gradient",
    add(div(neg(y), a), div(sub(1, y), sub(1, a))),
    "-y / a + (1 - y) / (1 - a)",
    "\\frac{-y}{a} + \\frac{1 - y}{1 - a}",
  ],
  [
    "N6 gradient, the sign outside",
    add(neg(div(y, a)), div(sub(1, y), sub(1, a))),
    "-y / a + (1 - y) / (1 - a)",
    "-\\frac{y}{a} + \\frac{1 - y}{1 - a}",
  ],
  [
    "N6 erratum",
    div(1, add(1, exp(div(neg(y), a)))),
    "1 / (1 + exp(-y / a))",
    "\\frac{1}{1 + e^{\\frac{-y}{a}}}",
  ],
  [
    "N7 first",
    mul(mul(add(div(neg(y), a), div(sub(1, y), sub(1, a))), a), sub(1, a)),
    "(-y / a + (1 - y) / (1 - a)) * a * (1 - a)",
    "\\left(\\frac{-y}{a} + \\frac{1 - y}{1 - a}\\right) a \\left(1 - a\\right)",
  ],
  [
    "N7 second",
    add(mul(neg(y), sub(1, a)), mul(sub(1, y), a)),
    "-y * (1 - a) + (1 - y) * a",
    "-y \\left(1 - a\\right) + \\left(1 - y\\right) a",
  ],
  [
    "N7 third",
    sub(add(add(neg(y), mul(y, a)), a), mul(y, a)),
    "-y + y * a + a - y * a",
    "-y + y a + a - y a",
  ],
  ["N7 result", sub(a, y), "a - y", "a - y"],
  [
    "N8 squared error",
    mul(div(1, 2), square(sub(a, y))),
    "1 / 2 * (a - y)²",
    "\\frac{1}{2} \\left(a - y\\right)^{2}",
  ],
  ["N10 descent", sub(w1, mul(alpha, j)), "w1 - α * dJ/dz", "w_{1} - \\alpha \\mathrm{dJ/dz}"],
  [
    "N12 forward",
    addBias(matmul(transpose(input("W", [2, 1])), X), input("b", [1, 1])),
    "Wᵀ X + b",
    "W^{\\top} X + b",
  ],
  ["N12 weights", div(matmul(X, transpose(dz)), m), "X dzᵀ / m", "\\frac{X d z^{\\top}}{m}"],
  ["N12 bias", div(sum(dz), m), "sum(dz) / m", "\\frac{\\sum\\left(d z\\right)}{m}"],
  [
    "N14 hidden",
    mul(matmul(transpose(W2), dZ2), sub(1, square(A1))),
    "W2ᵀ dZ2 * (1 - A1²)",
    "W_{2}^{\\top} d Z_{2} \\odot \\left(1 - A_{1}^{2}\\right)",
  ],
  ["N16 layer", tanh(addBias(matmul(W1, X), b1)), "tanh(W1 X + b1)", "\\tanh\\left(W_{1} X + b_{1}\\right)"],
  [
    "N16 two layers",
    sigmoid(addBias(matmul(W2, tanh(addBias(matmul(W1, X), b1))), b2)),
    "σ(W2 tanh(W1 X + b1) + b2)",
    "\\sigma\\left(W_{2} \\tanh\\left(W_{1} X + b_{1}\\right) + b_{2}\\right)",
  ],
  [
    "N18 weights",
    mul(div(1, m), matmul(dZ2, transpose(A1))),
    "(1 / m) dZ2 A1ᵀ",
    "\\frac{1}{m} d Z_{2} A_{1}^{\\top}",
  ],
  [
    "N18 bias",
    mul(div(1, m), sum(dZ1, { axis: 1, keepDims: true })),
    "(1 / m) sum(dZ1, axis=1, keepDims)",
    "\\frac{1}{m} \\sum\\left(d Z_{1}, \\text{axis=1}, \\text{keepDims}\\right)",
  ],
  ["N18 inputs", matmul(transpose(W2), dZ2), "W2ᵀ dZ2", "W_{2}^{\\top} d Z_{2}"],
  [
    "N18 erratum",
    mul(div(1, m), sum(matmul(dZ2, transpose(A1)))),
    "1 / m * sum(dZ2 A1ᵀ)",
    "\\frac{1}{m} \\sum\\left(d Z_{2} A_{1}^{\\top}\\right)",
  ],
  [
    "N19 hidden",
    mul(mul(matmul(transpose(W2), dZ2), A1), sub(1, A1)),
    "W2ᵀ dZ2 * A1 * (1 - A1)",
    "W_{2}^{\\top} d Z_{2} \\odot A_{1} \\odot \\left(1 - A_{1}\\right)",
  ],
  [
    "N19 as automatic",
    mul(matmul(W2, dZ2, { transposeA: true }), mul(A1, sub(1, A1))),
    "W2ᵀ dZ2 * A1 * (1 - A1)",
    "W_{2}^{\\top} d Z_{2} \\odot A_{1} \\odot \\left(1 - A_{1}\\right)",
  ],
  [
    "N20 weights",
    add(mul(div(1, 5), matmul(dZ1, transpose(X))), mul(div(lambda, m), W1)),
    "(1 / 5) dZ1 Xᵀ + (λ / m) W1",
    "\\frac{1}{5} d Z_{1} X^{\\top} + \\frac{\\lambda}{m} W_{1}",
  ],
  [
    "N20 penalty",
    mul(div(lambda, mul(2, m)), sum(square(W1))),
    "λ / (2 * m) * sum(W1²)",
    "\\frac{\\lambda}{2 m} \\sum\\left(W_{1}^{2}\\right)",
  ],
  [
    "N20 cost",
    mul(div(-1, m), sum(add(mul(Y, log(A)), mul(sub(1, Y), log(sub(1, A)))))),
    "-1 / m * sum(Y * log(A) + (1 - Y) * log(1 - A))",
    "\\frac{-1}{m} \\sum\\left(Y \\odot \\log\\left(A\\right) + \\left(1 - Y\\right) \\odot \\log\\left(1 - A\\right)\\right)",
  ],
  [
    "an op whose name has signs of LaTeX",
    unary({ name: "leaky_relu", scalar: (_, x) => x })(t),
    "leaky_relu(y)",
    "\\operatorname{leaky\\_relu}\\left(y\\right)",
  ],
  [
    "N22 hardmax",
    hardmax(t),
    "oneHot(argmax(y, axis=0), classes=4)",
    "\\operatorname{oneHot}\\left(\\operatorname{argmax}\\left(y, \\text{axis=0}\\right), \\text{classes=4}\\right)",
  ],
  [
    "N23 softmax",
    div(exp(t), sum(exp(t))),
    "exp(y) / sum(exp(y))",
    "\\frac{e^{y}}{\\sum\\left(e^{y}\\right)}",
  ],
  [
    "N24 off the diagonal",
    mul(neg(at(p, 0)), at(p, 1)),
    "-a[0] * a[1]",
    "-a\\left[0\\right] a\\left[1\\right]",
  ],
  [
    "N25 cost",
    neg(sum(mul(t, log(p)))),
    "-sum(y * log(a))",
    "-\\sum\\left(y \\odot \\log\\left(a\\right)\\right)",
  ],
  ["N25 gradient", div(neg(t), p), "-y / a", "\\frac{-y}{a}"],
  ["N26 general", sub(mul(p, sum(t)), t), "a * sum(y) - y", "a \\cdot \\sum\\left(y\\right) - y"],
];

describe("the formulas of the lecture notes", () => {
  test.each(notes)("%s is written as in a textbook", (_, node, text, latex) => {
    expect([toText(node), toLatex(node)]).toEqual([text, latex]);
  });
});

const further: readonly [string, Node, text: string][] = [
  ["a sum after a minus", sub(a, add(y, z)), "a - (y + z)"],
  ["a difference after a plus", add(a, sub(y, z)), "a + y - z"],
  ["a negative term", add(a, neg(y)), "a - y"],
  ["a negative number as a term", add(a, -2), "a - 2"],
  ["a doubled minus", sub(a, neg(y)), "a - (-y)"],
  ["a negative factor on the right", mul(a, neg(y)), "a * (-y)"],
  ["the negative of a negative", neg(neg(a)), "-(-a)"],
  ["a quotient of a quotient", div(a, div(y, z)), "a / (y / z)"],
  ["a product below", div(a, mul(y, z)), "a / (y * z)"],
  ["a matrix product below", div(A, matmul(W2, A1)), "A / (W2 A1)"],
  ["a chain of matrices", matmul(matmul(W2, W1), X), "W2 W1 X"],
  ["a chain of matrices from the right", matmul(W2, matmul(W1, X)), "W2 (W1 X)"],
  ["a scaled matrix in a chain", matmul(mul(m, W1), X), "(m W1) X"],
  ["a scaled chain", mul(m, matmul(W1, X)), "m W1 X"],
  ["an elementwise product in a chain", matmul(mul(W1, W1), X), "(W1 * W1) X"],
  ["a negative matrix in a chain", matmul(neg(W1), X), "-W1 X"],
  ["a number on the right of a tensor", mul(X, m), "X * m"],
  [
    "a matrix of numbers on the right",
    matmul(W2, constant([[1], [2], [3], [4]])),
    "W2 · [[1], [2], [3], [4]]",
  ],
  ["a power of a negative", square(neg(a)), "(-a)²"],
  ["a power of a power", pow(square(a), 3), "(a²)³"],
  ["a negative exponent", pow(a, -2), "a⁻²"],
  ["a broken exponent", pow(a, 0.5), "a^0.5"],
  ["a third as an exponent", pow(a, 1 / 3), "a^(1 / 3)"],
  ["a node as an exponent", pow(a, add(y, 1)), "a^(y + 1)"],
  ["a transposed sum", transpose(add(X, X)), "(X + X)ᵀ"],
  ["a truth as a number", mul(A, cast(greater(dz, 0), "real")), "A * [dz > 0]"],
  ["an index into a matrix", at(X, 1, 3), "X[1, 3]"],
  ["an index into a sum", at(add(X, X), 1), "(X + X)[1]"],
  ["a slice", slice(X, [null, [1, 5, 2]]), "X[:, 1:4:2]"],
  ["a slice of one row", slice(X, [[1, 2]]), "X[1:2, :]"],
  ["gathered rows", gather(X, [1, 0]), "X[[1, 0]]"],
  ["gathered columns", gather(X, [1, 0], { axis: 1 }), "X[:, [1, 0]]"],
  ["stacked numbers", stack([a, y, 2]), "[a, y, 2]"],
  ["joined tensors", concat([X, X], { axis: 1 }), "concat(X, X, axis=1)"],
  ["a mean", mean(X, { axis: 0 }), "mean(X, axis=0)"],
  ["softmax over the columns", softmax(X, { axis: 0 }), "softmax(X, axis=0)"],
  ["a choice", where(greater(a, 0), a, 0), "where(a > 0, a, 0)"],
  [
    "or within and",
    logicalAnd(logicalOr(greater(a, 0), greater(y, 0)), greater(z, 0)),
    "(a > 0 ∨ y > 0) ∧ z > 0",
  ],
  ["not", logicalNot(greater(a, 0)), "¬(a > 0)"],
  ["relu", relu(z), "relu(z)"],
  ["a maximum", maximum(z, 0), "maximum(z, 0)"],
  ["log-sigmoid", logSigmoid(z), "log(σ(z))"],
  ["a size", abs(sub(a, y)), "|a - y|"],
  ["a root", sqrt(add(a, y)), "√(a + y)"],
  ["a shape", reshape(X, [10]), "reshape(X, [10])"],
  [
    "a stretched number in a sum keeps its size in sight",
    sum(broadcastTo(m, [3])),
    "sum(broadcastTo(m, [3]))",
  ],
  ["stretching inside an elementwise op is left to the reader", add(X, broadcastTo(m, [2, 5])), "X + m"],
];

describe("a formula", () => {
  test.each(further)("with %s has the parentheses that it needs", (_, node, text) => {
    expect(toText(node)).toBe(text);
  });
});
