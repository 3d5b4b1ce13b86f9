// Identities of calculus and of networks, and formulas that look like them: the formal p-adic numbers tell the ones
// from the others, those with logarithms included.
import {
  add,
  cos,
  div,
  exp,
  gradients,
  greater,
  input,
  log,
  logSoftmax,
  logSumExp,
  matmul,
  mul,
  type Node,
  neg,
  pow,
  relu,
  sigmoid,
  sin,
  softmax,
  softplus,
  sqrt,
  square,
  sub,
  sum,
  tanh,
  transpose,
  where,
} from "@cadena/graph";
import { evaluateIn } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";
import { agreement, pAdic } from "../src/index.ts";
import { dataOf, leaves, type Rule } from "./padic.ts";

type Outcome = "equal" | "different";
type Row = readonly [
  title: string,
  outcome: Outcome,
  left: Node,
  right: Node,
  rules?: ReadonlyMap<Node, Rule>,
];

const digits = 16;

/** What the p-adic numbers say, at the first point where both sides are defined. */
function answer(left: Node, right: Node, rules: ReadonlyMap<Node, Rule> = new Map()): string {
  const n = pAdic("formal", digits);
  for (let seed = 1; seed < 60; seed++) {
    const [a, b] = evaluateIn(n, [left, right], leaves(n, seed, rules)).map(dataOf);
    const answers = (a ?? []).map((x, i) => agreement(x, b?.[i] ?? n.zero).answer);
    if (answers.includes("unknown")) continue;
    return answers.includes("different") ? "different" : "equal";
  }
  return "unknown";
}

function rows(title: string, table: readonly Row[]): void {
  describe(title, () => {
    test.each(table.map((row) => [row[0], row[1], row] as const))(
      "%s: %s",
      (_, outcome, [, , a, b, rules]) => {
        expect(a.shape).toEqual(b.shape);
        expect(answer(a, b, rules)).toBe(outcome);
      },
    );
  });
}

const crossEntropy = (a: Node, y: Node): Node => neg(add(mul(y, log(a)), mul(sub(1, y), log(sub(1, a)))));
const only = (nodes: readonly Node[]): Node => nodes[0] as Node;

{
  const [z, y] = [input("z", []), input("y", [])];
  const a = sigmoid(z);
  const loss = crossEntropy(a, y);
  const [dz, da] = gradients(loss, [z, a]) as [Node, Node];
  const stable = add(log(add(1, exp(neg(z)))), mul(sub(1, y), z));
  rows("sigmoid and binary cross-entropy", [
    ["dz = a - y", "equal", dz, sub(a, y)],
    ["dz = y - a", "different", dz, sub(y, a)],
    ["dz = (a - y) a (1 - a)", "different", dz, mul(sub(a, y), mul(a, sub(1, a)))],
    ["da = -y/a + (1-y)/(1-a)", "equal", da, add(neg(div(y, a)), div(sub(1, y), sub(1, a)))],
    ["da = -y/a - (1-y)/(1-a)", "different", da, sub(neg(div(y, a)), div(sub(1, y), sub(1, a)))],
    ["log(1 + e^-z) + (1-y) z has dz = a - y", "equal", only(gradients(stable, [z])), sub(a, y)],
    ["log(1 + e^-z) + (1-y) z is the cross-entropy", "equal", stable, loss],
  ]);
}

{
  const [Z, Y, c] = [input("Z", [4, 3]), input("Y", [4, 3]), input("c", [1, 3])];
  const P = softmax(Z, { axis: 0 });
  const over = { axis: 0, keepDims: true } as const;
  const cost = neg(sum(mul(Y, log(P))));
  const dZ = only(gradients(cost, [Z]));
  const lse = log(sum(exp(Z), over));
  const logarithms = sub(Z, lse);
  const [summing, hot] = [
    new Map<Node, Rule>([[Y, "columnsSumToOne"]]),
    new Map<Node, Rule>([[Y, "oneHot"]]),
  ];
  rows("softmax and cross-entropy", [
    ["dZ = P - Y for free Y", "different", dZ, sub(P, Y)],
    ["dZ = P sum(Y) - Y", "equal", dZ, sub(mul(P, sum(Y, over)), Y)],
    ["dZ = P - Y where columns of Y sum to 1", "equal", dZ, sub(P, Y), summing],
    ["dZ = P - Y for one-hot Y", "equal", dZ, sub(P, Y), hot],
    ["dZ = Y - P for one-hot Y", "different", dZ, sub(Y, P), hot],
    ["dZ = (P - Y) P (1 - P)", "different", dZ, mul(sub(P, Y), mul(P, sub(1, P))), hot],
    [
      "the logarithmic form has dZ = P - Y",
      "equal",
      only(gradients(neg(sum(mul(Y, logarithms))), [Z])),
      sub(P, Y),
      hot,
    ],
    ["exp(z - log Σ e^z) = softmax z", "equal", exp(logarithms), P],
    ["z - log Σ e^z = log softmax z", "equal", logarithms, log(P)],
    ["softmax(z - c) = softmax z", "equal", softmax(sub(Z, c), { axis: 0 }), P],
    ["softmax over the other axis", "different", softmax(Z, { axis: 1 }), P],
    ["logSoftmax and logSumExp", "equal", logSoftmax(Z, { axis: 0 }), sub(Z, logSumExp(Z, over))],
  ]);
}

const activations = { sigmoid, tanh, relu } as const;
const slopes = {
  sigmoid: (a: Node): Node => mul(a, sub(1, a)),
  tanh: (a: Node): Node => sub(1, square(a)),
  relu: (a: Node): Node => where(greater(a, 0), 1, 0),
} as const;

for (const act of ["sigmoid", "tanh", "relu"] as const) {
  const m = 5;
  const [X, Y, lambda] = [input("X", [2, m]), input("Y", [1, m]), input("λ", [])];
  const [W1, b1, W2, b2] = [
    input("W1", [3, 2]),
    input("b1", [3, 1]),
    input("W2", [1, 3]),
    input("b2", [1, 1]),
  ];
  const Z1: Node = add(matmul(W1, X), b1);
  const A1 = activations[act](Z1);
  const A2 = sigmoid(add(matmul(W2, A1), b2) as Node);
  const Z2 = A2.inputs[0] as Node;
  const penalty = mul(div(lambda, 2 * m), add(sum(square(W1)), sum(square(W2))));
  const cost = add(div(sum(crossEntropy(A2, Y)), m), penalty);
  const [dW1, db1, dZ2] = gradients(cost, [W1, b1, Z2]) as [Node, Node, Node];
  const d2 = sub(A2, Y);
  const back = matmul(transpose(W2), d2);
  const d1 = mul(back, slopes[act](A1));
  const Xt = transpose(X);
  const weight = mul(div(lambda, m), W1);
  const product = (d: Node): Node => add(div(matmul(d, Xt), m), weight) as Node;
  rows(`a network of two layers with ${act}`, [
    ["dW1 = (1/m) dZ1 Xᵀ + (λ/m) W1", "equal", dW1, product(d1)],
    ["db1 = (1/m) Σ dZ1", "equal", db1, div(sum(d1, { axis: 1, keepDims: true }), m)],
    ["dZ2 = (1/m) (A2 - Y)", "equal", dZ2, div(d2, m)],
    ["no 1/m", "different", dW1, add(matmul(d1, Xt), weight) as Node],
    ["no g'", "different", dW1, product(back)],
    ["no regularisation", "different", dW1, div(matmul(d1, Xt), m) as Node],
    ["a sum for a product", "different", dW1, product(add(back, slopes[act](A1)) as Node)],
    [
      "g' at Z for g' at A",
      act === "relu" ? "equal" : "different",
      dW1,
      product(mul(back, slopes[act](Z1)) as Node),
    ],
    ["1/m twice", "different", dW1, product(div(d1, m))],
  ]);
}

{
  const [A, x] = [input("A", [3, 3]), input("x", [3, 1])];
  const [dx, dA] = gradients(sum(matmul(matmul(transpose(x), A), x)), [x, A]) as [Node, Node];
  const symmetric = new Map<Node, Rule>([[A, "symmetric"]]);
  rows("a quadratic form", [
    ["dx = (A + Aᵀ) x", "equal", dx, matmul(add(A, transpose(A)), x)],
    ["dx = 2 A x", "different", dx, mul(2, matmul(A, x))],
    ["dx = 2 A x for symmetric A", "equal", dx, mul(2, matmul(A, x)), symmetric],
    ["dA = x xᵀ", "equal", dA, matmul(x, transpose(x))],
  ]);
}

{
  const X = input("X", [2, 3]);
  const weights = [0, 1, 2, 3].map((k) => input(`W${k}`, [2, 2]));
  const layers: Node[] = [];
  for (const W of weights) layers.push(sigmoid(matmul(W, (layers.at(-1) ?? X) as Node) as Node));
  const last = layers[3] as Node;
  const dW0 = only(gradients(mul(0.5, sum(square(last))), [weights[0] as Node]));
  let d: Node = mul(last, mul(last, sub(1, last)));
  for (let l = 3; l > 0; l--) {
    const a = layers[l - 1] as Node;
    d = mul(matmul(transpose(weights[l] as Node), d), mul(a, sub(1, a))) as Node;
  }
  const dX = matmul(d, transpose(X)) as Node;

  const [B, G, eps] = [input("B", [1, 3]), input("G", [1, 3]), input("ε", [])];
  const [m, along] = [3, { axis: 1, keepDims: true } as const];
  const centred = sub(B, div(sum(B, along), m));
  const variance = div(sum(square(centred), along), m);
  const deviation = sqrt(add(variance, eps));
  const hat = div(centred, deviation) as Node;
  const dB = only(gradients(sum(mul(G, hat)), [B]));
  const hand = (s: Node, h: Node): Node =>
    div(sub(sub(mul(m, G), sum(G, along)), mul(h, sum(mul(G, h), along))), mul(m, s)) as Node;
  rows("deep and normalised networks", [
    ["four layers of sigmoids by backpropagation", "equal", dW0, dX],
    ["batch normalisation by its formula", "equal", dB, hand(deviation, hat)],
    ["without its last term", "different", dB, div(sub(mul(m, G), sum(G, along)), mul(m, deviation)) as Node],
    ["without ε", "different", dB, hand(sqrt(variance), div(centred, sqrt(variance)) as Node)],
  ]);
}

{
  const [x, y] = [input("x", []), input("y", [])];
  const near = new Map<Node, Rule>([[x, "nearOne"]]);
  rows("elementary functions", [
    [
      "sin(x + y) = sin x cos y + cos x sin y",
      "equal",
      sin(add(x, y)),
      add(mul(sin(x), cos(y)), mul(cos(x), sin(y))),
    ],
    ["cos² + sin² = 1", "equal", add(square(cos(x)), square(sin(x))), mul(1, add(1, sub(x, x)))],
    ["tanh x = 2 σ(2x) - 1", "equal", tanh(x), sub(mul(2, sigmoid(mul(2, x))), 1)],
    ["log(1/σ(x) - 1) = -x", "equal", log(sub(div(1, sigmoid(x)), 1)), neg(x)],
    ["log(1 - σ(x)) = -x - log(1 + e^-x)", "equal", log(sub(1, sigmoid(x))), sub(neg(x), softplus(neg(x)))],
    ["log(x y) = log x + log y", "equal", log(mul(x, y)), add(log(x), log(y))],
    ["(√x)² = x", "equal", square(sqrt(x)), mul(x, 1)],
    ["√(x y) = √x √y", "equal", sqrt(mul(x, y)), mul(sqrt(x), sqrt(y))],
    ["exp(log x) = x", "equal", exp(log(x)), mul(x, 1)],
    ["exp(2 log x) = x²", "equal", exp(mul(2, log(x))), square(x)],
    ["x^y x = x^(y+1)", "equal", mul(pow(x, y), x), pow(x, add(y, 1))],
    ["x^y for x near 1", "equal", mul(pow(x, y), x), pow(x, add(y, 1)), near],
    [
      "log(e^x + e^y) = x + log(1 + e^(y-x))",
      "equal",
      log(add(exp(x), exp(y))),
      add(x, log(add(1, exp(sub(y, x))))),
    ],
    ["e^(x y) is not e^x e^y", "different", exp(mul(x, y)), mul(exp(x), exp(y))],
    ["log x + log y is not log(x + y)", "different", add(log(x), log(y)), log(add(x, y))],
  ]);
}
