// Claims of textbooks, right ones and wrong ones, about fixed sizes: what every way of checking is tried on.
import {
  add,
  cast,
  constant,
  cos,
  div,
  exp,
  gradients,
  greater,
  input,
  log,
  matmul,
  mean,
  mul,
  type Node,
  neg,
  type Operand,
  pow,
  relu,
  sigmoid,
  sin,
  softmax,
  sqrt,
  square,
  sub,
  sum,
  tanh,
  transpose,
} from "@cadena/graph";
import { type Condition, columnsSumToOne, oneHotColumns, positive, symmetric } from "../src/index.ts";

/** A claim in words, whether it is right, both sides, and the conditions under which it is made. */
export type Row = readonly [claim: string, right: boolean, a: Node, b: Node, given?: readonly Condition[]];

// The rows are written without types of shapes, as graphs that a program builds are.
const leaf = (name: string, ...shape: number[]): Node => input(name, shape) as Node;
type Op2 = (a: Operand, b: Operand) => Node;
const [plus, minus, times, over, dot] = [add, sub, mul, div, matmul] as unknown as [Op2, Op2, Op2, Op2, Op2];
const T = (a: Node): Node => transpose(a) as Node;
const along = (axis: number, a: Node): Node => sum(a, { axis, keepDims: true }) as Node;
const total = (a: Node): Node => sum(a) as Node;
const slopes = (y: Node, xs: readonly Node[]): readonly Node[] =>
  gradients(y as Node<[]>, xs) as readonly Node[];
const slope = (y: Node, x: Node): Node => slopes(y, [x])[0] as Node;

function logistic(): Row[] {
  const [z, y] = [leaf("z", 1, 1), leaf("y", 1, 1)];
  const a = sigmoid(z) as Node;
  const loss = neg(plus(times(y, log(a)), times(minus(1, y), log(minus(1, a))))) as Node;
  const [dz, da] = slopes(total(loss), [z, a]) as [Node, Node];
  const stable = plus(log(plus(1, exp(neg(z)))), times(minus(1, y), z));
  return [
    ["dz = a - y", true, dz, minus(a, y)],
    ["dz = y - a (sign)", false, dz, minus(y, a)],
    [
      "dz = (a - y) a (1 - a) (one derivative too many)",
      false,
      dz,
      times(minus(a, y), times(a, minus(1, a))),
    ],
    ["da = -y/a + (1 - y)/(1 - a)", true, da, plus(neg(over(y, a)), over(minus(1, y), minus(1, a)))],
    ["da = -y/a - (1 - y)/(1 - a)", false, da, minus(neg(over(y, a)), over(minus(1, y), minus(1, a)))],
    ["dz = a - y for the stable form of the loss", true, slope(total(stable), z), minus(a, y)],
    ["the stable form is the loss", true, stable, loss],
  ];
}

function classification(): Row[] {
  const [Z, Y, c] = [leaf("Z", 4, 3), leaf("Y", 4, 3), leaf("c", 1, 3)];
  const P = softmax(Z, { axis: 0 }) as Node;
  const dZ = slope(neg(total(times(Y, log(P)))) as Node, Z);
  const oneHot = [oneHotColumns("Y")];
  const logSum = log(along(0, exp(Z) as Node)) as Node;
  const logP = minus(Z, logSum);
  const dZ2 = slope(neg(total(times(Y, logP))) as Node, Z);
  return [
    ["dZ = P - Y for any Y", false, dZ, minus(P, Y)],
    ["dZ = P sum(Y) - Y for any Y", true, dZ, minus(times(P, along(0, Y)), Y)],
    ["dZ = P - Y if columns of Y sum to 1", true, dZ, minus(P, Y), [columnsSumToOne("Y")]],
    ["dZ = P - Y if columns of Y are one-hot", true, dZ, minus(P, Y), oneHot],
    ["dZ = Y - P if columns of Y are one-hot", false, dZ, minus(Y, P), oneHot],
    ["dZ = (P - Y) P (1 - P)", false, dZ, times(minus(P, Y), times(P, minus(1, P))), oneHot],
    ["dZ = P - Y for z - log Σ e^z", true, dZ2, minus(P, Y), oneHot],
    ["e^(z - log Σ e^z) is softmax", true, exp(logP), P],
    ["z - log Σ e^z is log softmax", true, logP, log(P)],
    ["softmax forgets a shift", true, softmax(minus(Z, c), { axis: 0 }), P],
    ["softmax along the other axis", false, over(exp(Z), along(1, exp(Z) as Node)), P],
  ];
}

function network(activation: "sigmoid" | "tanh" | "relu"): Row[] {
  const m = 5;
  const [X, Y] = [leaf("X", 2, m), leaf("Y", 1, m)];
  const [W1, b1, W2, b2] = [leaf("W1", 3, 2), leaf("b1", 3, 1), leaf("W2", 1, 3), leaf("b2", 1, 1)];
  const lambda = leaf("lambda", 1, 1);
  const Z1 = plus(dot(W1, X), b1);
  const A1 = { sigmoid, tanh, relu }[activation](Z1) as Node;
  const Z2 = plus(dot(W2, A1), b2);
  const A2 = sigmoid(Z2) as Node;
  const loss = total(plus(times(Y, log(A2)), times(minus(1, Y), log(minus(1, A2)))));
  const weights = plus(total(square(W1) as Node), total(square(W2) as Node));
  const J = total(plus(times(-1 / m, loss), times(over(lambda, 2 * m), weights)));
  const [dW1, db1, dZ2] = slopes(J, [W1, b1, Z2]) as [Node, Node, Node];
  const derivative = (of: Node): Node =>
    activation === "sigmoid"
      ? times(of, minus(1, of))
      : activation === "tanh"
        ? minus(1, square(of))
        : (cast(greater(of, 0), "real") as Node);
  const d2 = minus(A2, Y);
  const dA1 = dot(T(W2), d2);
  const d1 = times(dA1, derivative(A1));
  const decay = times(over(lambda, m), W1);
  const byInputs = (d: Node): Node => dot(d, T(X));
  const mean = (a: Node): Node => times(1 / m, a);
  return [
    ["dW1 = (1/m) dZ1 Xᵀ + (λ/m) W1", true, dW1, plus(mean(byInputs(d1)), decay)],
    ["db1 = (1/m) sum(dZ1, axis 1)", true, db1, mean(along(1, d1))],
    ["dZ2 = (1/m) (A2 - Y)", true, dZ2, mean(d2)],
    ["dW1 without 1/m", false, dW1, plus(byInputs(d1), decay)],
    ["dW1 without g'", false, dW1, plus(mean(byInputs(dA1)), decay)],
    ["dW1 without the penalty", false, dW1, mean(byInputs(d1))],
    ["dW1 adds where it multiplies", false, dW1, plus(mean(byInputs(plus(dA1, derivative(A1)))), decay)],
    [
      "dW1 takes g' at Z in the place of A",
      activation === "relu",
      dW1,
      plus(mean(byInputs(times(dA1, derivative(Z1)))), decay),
    ],
    ["dW1 has 1/m twice", false, dW1, plus(mean(byInputs(times(mean(dA1), derivative(A1)))), decay)],
  ].map(([claim, ...rest]) => [`[${activation}] ${claim}`, ...rest]) as unknown as Row[];
}

function quadratic(): Row[] {
  const [A, x] = [leaf("A", 3, 3), leaf("x", 3, 1)];
  const [dx, dA] = slopes(total(dot(dot(T(x), A), x)), [x, A]) as [Node, Node];
  return [
    ["d(xᵀAx)/dx = (A + Aᵀ) x", true, dx, dot(plus(A, T(A)), x)],
    ["d(xᵀAx)/dx = 2 A x", false, dx, times(2, dot(A, x))],
    ["d(xᵀAx)/dx = 2 A x for a symmetric A", true, dx, times(2, dot(A, x)), [symmetric("A")]],
    ["d(xᵀAx)/dA = x xᵀ", true, dA, dot(x, T(x))],
  ];
}

function deep(): Row[] {
  const X = leaf("X0", 2, 3);
  const weights = [0, 1, 2, 3].map((l) => leaf(`V${l}`, 2, 2));
  const activations: Node[] = [];
  for (const W of weights) activations.push(sigmoid(dot(W, activations.at(-1) ?? X)) as Node);
  const top = activations[3] as Node;
  const first = slope(times(0.5, total(square(top) as Node)), weights[0] as Node);
  let d = times(top, times(top, minus(1, top)));
  for (let l = 3; l > 0; l--) {
    const a = activations[l - 1] as Node;
    d = times(dot(T(weights[l] as Node), d), times(a, minus(1, a)));
  }
  return [["dW1 of four sigmoid layers", true, first, dot(d, T(X))]];
}

function batchNorm(): Row[] {
  const m = 3;
  const [X, G, eps] = [leaf("Xn", 1, m), leaf("G", 1, m), leaf("eps", 1, 1)];
  const centred = minus(X, mean(X, { axis: 1, keepDims: true }) as Node);
  const variance = times(1 / m, along(1, square(centred) as Node));
  const s = sqrt(plus(variance, eps)) as Node;
  const normal = over(centred, s);
  const dX = slope(total(times(G, normal)), X);
  const hand = (scale: Node, xhat: Node): Node =>
    times(over(1 / m, scale), minus(minus(times(m, G), along(1, G)), times(xhat, along(1, times(G, xhat)))));
  const bare = sqrt(variance) as Node;
  const positiveEps = [positive("eps")];
  return [
    ["dx = (1/(m s)) (m g - Σ g - x̂ Σ g x̂)", true, dX, hand(s, normal), positiveEps],
    [
      "dx without the term of x̂",
      false,
      dX,
      times(over(1 / m, s), minus(times(m, G), along(1, G))),
      positiveEps,
    ],
    ["dx without ε", false, dX, hand(bare, over(centred, bare)), positiveEps],
  ];
}

function functions(): Row[] {
  const [t, u] = [leaf("t", 1, 1), leaf("u", 1, 1)];
  const [ofT, ofBoth] = [[positive("t")], [positive("t"), positive("u")]];
  return [
    [
      "sin(t + u) = sin t cos u + cos t sin u",
      true,
      sin(plus(t, u)),
      plus(times(sin(t), cos(u)), times(cos(t), sin(u))),
    ],
    ["cos² + sin² = 1", true, plus(square(cos(t)), square(sin(t))), constant([[1]])],
    ["tanh t = 2 σ(2t) - 1", true, tanh(t), minus(times(2, sigmoid(times(2, t))), 1)],
    ["log(1/a - 1) = -t", true, log(minus(over(1, sigmoid(t)), 1)), neg(t)],
    ["log(t u) = log t + log u", true, log(times(t, u)), plus(log(t), log(u)), ofBoth],
    ["√t² = t", true, square(sqrt(t)), t, ofT],
    ["e^(log t) = t", true, exp(log(t)), t, ofT],
    ["e^(2 log t) = t²", true, exp(times(2, log(t))), pow(t, 2) as Node, ofT],
    [
      "log(e^t + e^u) = t + log(1 + e^(u - t))",
      true,
      log(plus(exp(t), exp(u))),
      plus(t, log(plus(1, exp(minus(u, t))))),
    ],
  ];
}

export const textbook: readonly Row[] = [
  ...logistic(),
  ...classification(),
  ...network("sigmoid"),
  ...network("tanh"),
  ...network("relu"),
  ...quadratic(),
  ...deep(),
  ...batchNorm(),
  ...functions(),
];
