// Logistic regression as the lecture notes have it, examples in columns: forward pass, cost, gradients and update are
// one program, and its parameters stay in the session between runs.
import {
  add,
  addBias,
  gradients,
  input,
  log,
  matmul,
  mean,
  mul,
  neg,
  parameter,
  Session,
  sigmoid,
  sub,
} from "@cadena/graph";
import { wasm } from "@cadena/wasm";

// Passed or failed, by hours of study and hours of sleep.
const X = input("X", [2, 6]);
const Y = input("Y", [1, 6]);
const W = parameter("W", [1, 2], { initial: [[0, 0]] });
const b = parameter("b", [1, 1], { initial: [[0]] });

const A = sigmoid(addBias(matmul(W, X), b));
const J = neg(mean(add(mul(Y, log(A)), mul(sub(1, Y), log(sub(1, A))))));
const [dW, db] = gradients(J, [W, b]);

const alpha = 0.1;
const session = new Session({ engine: wasm });
const step = session.compile({
  outputs: { J },
  updates: [
    [W, sub(W, mul(alpha, dW))],
    [b, sub(b, mul(alpha, db))],
  ],
});

const data = {
  X: [
    [1, 2, 3, 5, 6, 8],
    [5, 7, 4, 8, 6, 7],
  ],
  Y: [[0, 0, 0, 1, 1, 1]],
};
for (let k = 0; k <= 1000; k++) {
  const cost = step.run(data).J.item();
  if (k % 200 === 0) console.log(`step ${k}: J = ${cost.toFixed(4)}`);
}
console.log(`W = ${session.read(W)}, b = ${session.read(b)}`);

// The same session applies the trained model.
const apply = session.compile({ inputs: [X], outputs: { A } });
console.log(`chances: ${[...apply.run({ X: data.X }).A.data].map((a) => a.toFixed(2)).join(" ")}`);
