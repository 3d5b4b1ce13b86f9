// N12. m examples, vectorised: z = W^T X + b; A = sg(z); dz = A - Y; dW = X dz^T / m; db = sum(dz) / m; update. For
// two inputs they are also claimed to be the same functions as N11's loop.
import { type AnyDerivation, derivation } from "@cadena/checker";
import {
  addBias,
  at,
  div,
  input,
  matmul,
  mean,
  mul,
  type Node,
  parameter,
  sigmoid,
  stack,
  sub,
  sum,
} from "@cadena/graph";
import { binaryCrossEntropy } from "./costs.ts";
import { descended } from "./descent.ts";
import { loop } from "./N11-loop.ts";

/** One neuron with n inputs over m examples. */
function logisticRegression(n: number, m: number) {
  const X: Node = input("X", [n, m]);
  const Y: Node = input("Y", [1, m]);
  const W: Node = parameter("W", [n, 1]);
  const b: Node = parameter("b", []);
  const z: Node = addBias(matmul(W, X, { transposeA: true }), b);
  const A: Node = sigmoid(z);
  const J: Node = mean(binaryCrossEntropy(A, Y));
  return { loss: J, quantities: { X, Y, W, b, z, A, J, alpha: input("alpha", []) } };
}

const vectorised = derivation({
  id: "N12",
  title: "m examples, vectorised",
  dimensions: { n: 3, m: 7 },
  examples: "m",
  build: ({ n, m }) => logisticRegression(n, m),
})
  .claim("dz", { convention: "per-example", text: "A - Y", formula: ({ A, Y }) => sub(A, Y) })
  .claim("dW", {
    text: "X dzᵀ / m",
    formula: ({ X, dz, m }) => div(matmul(X, dz, { transposeB: true }), m),
  })
  .claim("db", { text: "sum(dz) / m", formula: ({ dz, m }) => div(sum(dz), m) })
  .claim("W'", {
    of: ({ J, W, alpha }) => descended(W, J, alpha),
    text: "W - alpha dW",
    formula: ({ W, alpha, dW }) => sub(W, mul(alpha, dW)),
  })
  .claim("b'", {
    of: ({ J, b, alpha }) => descended(b, J, alpha),
    text: "b - alpha db",
    formula: ({ b, alpha, db }) => sub(b, mul(alpha, db)),
  });

/** N11's loop with the two weights in one column. */
function looped({ X, Y, W, b, m }: { readonly [name in "X" | "Y" | "W" | "b"]: Node } & { m: number }) {
  const { J, dw1, dw2, db } = loop({ X, Y, w1: at(W, 0, 0), w2: at(W, 1, 0), b, m });
  return { J, dW: stack([stack([dw1]), stack([dw2])]), db };
}

const asTheLoop = derivation({
  id: "N12 loop",
  title: "The loop and its vectorised form are the same functions",
  dimensions: { m: 7 },
  build: ({ m }) => logisticRegression(2, m),
})
  .claim("J", {
    of: (q) => looped(q).J,
    text: "mean(-[Y log A + (1 - Y) log(1 - A)])",
    formula: ({ J }) => J,
  })
  .claim("dW", {
    of: (q) => looped(q).dW,
    text: "X (A - Y)ᵀ / m",
    formula: ({ X, A, Y, m }) => div(matmul(X, sub(A, Y), { transposeB: true }), m),
  })
  .claim("db", {
    of: (q) => looped(q).db,
    text: "sum(A - Y) / m",
    formula: ({ A, Y, m }) => div(sum(sub(A, Y)), m),
  });

const rows: readonly AnyDerivation[] = [vectorised, asTheLoop];
export default rows;
