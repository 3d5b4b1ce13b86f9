// N11. m examples, as a loop over examples with two inputs: each adds its cost and its gradients to the sums, which
// are divided by m at the end. The same program over plain numbers is claimed too.
import { derivation } from "@cadena/checker";
import {
  add,
  addBias,
  at,
  constant,
  div,
  input,
  log,
  matmul,
  mean,
  mul,
  type Node,
  parameter,
  sigmoid,
  stack,
  sub,
} from "@cadena/graph";
import { binaryCrossEntropy } from "./costs.ts";
import { descended } from "./descent.ts";

/** Examples with two inputs, and the weights of one neuron; over nodes or over numbers. */
interface Given<Matrix, Scalar> {
  /** Two rows, one column an example. */
  readonly X: Matrix;
  /** One row, one column an example. */
  readonly Y: Matrix;
  readonly w1: Scalar;
  readonly w2: Scalar;
  readonly b: Scalar;
  readonly m: number;
}

/** The cost and its gradients. */
interface Found<Scalar> {
  readonly J: Scalar;
  readonly dw1: Scalar;
  readonly dw2: Scalar;
  readonly db: Scalar;
}

/** The notes' loop over nodes, all of them single numbers. */
export function loop({ X, Y, w1, w2, b, m }: Given<Node, Node>): Found<Node> {
  let J: Node = constant(0);
  let dw1: Node = constant(0);
  let dw2: Node = constant(0);
  let db: Node = constant(0);
  for (let i = 0; i < m; i++) {
    const [x1, x2, y] = [at(X, 0, i), at(X, 1, i), at(Y, 0, i)];
    const z = add(add(mul(w1, x1), mul(w2, x2)), b);
    const a = sigmoid(z);
    J = sub(J, add(mul(y, log(a)), mul(sub(1, y), log(sub(1, a)))));
    const dz = sub(a, y);
    dw1 = add(dw1, mul(x1, dz));
    dw2 = add(dw2, mul(x2, dz));
    db = add(db, dz);
  }
  return { J: div(J, m), dw1: div(dw1, m), dw2: div(dw2, m), db: div(db, m) };
}

/** The notes' loop as a student's program, over numbers. */
function program({ X, Y, w1, w2, b, m }: Given<number[][], number>): Found<number> {
  const [x1 = [], x2 = []] = X;
  const [y = []] = Y;
  let J = 0;
  let dw1 = 0;
  let dw2 = 0;
  let db = 0;
  for (let i = 0; i < m; i++) {
    const z = w1 * x1[i]! + w2 * x2[i]! + b;
    const a = 1 / (1 + Math.exp(-z));
    J += -(y[i]! * Math.log(a) + (1 - y[i]!) * Math.log(1 - a));
    const dz = a - y[i]!;
    dw1 += x1[i]! * dz;
    dw2 += x2[i]! * dz;
    db += dz;
  }
  return { J: J / m, dw1: dw1 / m, dw2: dw2 / m, db: db / m };
}

/** What the program gives, as a claim. */
const byProgram = (name: keyof Found<number>) => ({
  text: "the loop over numbers",
  numbers: (q: object) => program(q as Given<number[][], number>)[name],
});

export default derivation({
  id: "N11",
  title: "m examples, a loop, two inputs",
  dimensions: { m: 7 },
  build: ({ m }) => {
    const [X, Y] = [input("X", [2, m]), input("Y", [1, m])];
    const [w1, w2, b] = [parameter("w1", []), parameter("w2", []), parameter("b", [])];
    const A = sigmoid(addBias(matmul(stack([stack([w1, w2])]), X), b));
    const J = mean(binaryCrossEntropy(A, Y));
    return { loss: J, quantities: { X, Y, w1, w2, b, J, alpha: input("alpha", []) } };
  },
})
  .claim("J by the loop", {
    of: ({ J }) => J,
    text: "for each example: J += -[y log a + (1 - y) log(1 - a)]; J / m",
    formula: (q) => loop(q).J,
  })
  .claim("dw1", { text: "for each example: dw1 += x1 (a - y); dw1 / m", formula: (q) => loop(q).dw1 })
  .claim("dw2", { text: "for each example: dw2 += x2 (a - y); dw2 / m", formula: (q) => loop(q).dw2 })
  .claim("db", { text: "for each example: db += a - y; db / m", formula: (q) => loop(q).db })
  .claim("w1'", {
    of: ({ J, w1, alpha }) => descended(w1, J, alpha),
    text: "w1 - alpha dw1",
    formula: ({ w1, alpha, dw1 }) => sub(w1, mul(alpha, dw1)),
  })
  .claim("w2'", {
    of: ({ J, w2, alpha }) => descended(w2, J, alpha),
    text: "w2 - alpha dw2",
    formula: ({ w2, alpha, dw2 }) => sub(w2, mul(alpha, dw2)),
  })
  .claim("b'", {
    of: ({ J, b, alpha }) => descended(b, J, alpha),
    text: "b - alpha db",
    formula: ({ b, alpha, db }) => sub(b, mul(alpha, db)),
  })
  .claim("J by the program", { of: ({ J }) => J, ...byProgram("J") })
  .claim("dw1 by the program", { of: "w1", ...byProgram("dw1") })
  .claim("dw2 by the program", { of: "w2", ...byProgram("dw2") })
  .claim("db by the program", { of: "b", ...byProgram("db") });
