// What goes wrong, and how it is told: shapes that do not fit are an error at the line where the node is made, and the
// debugging mode stops at the first value that is NaN or infinite, in the forward and in the backward pass.
import {
  evaluate,
  gradients,
  input,
  log,
  matmul,
  mean,
  type Node,
  sigmoid,
  sqrt,
  sub,
  sum,
} from "@cadena/graph";

function attempt(what: () => unknown): void {
  try {
    what();
  } catch (error) {
    // Where the file stands differs from machine to machine; its name and line do not.
    console.log((error as Error).message.replace(/at \S*\/examples\//, "at examples/"), "\n");
  }
}

// The types know the sizes: without `as Node` this line would not even compile.
attempt(() => matmul(input("W", [1, 2]), input("X", [3, 5]) as Node));

// sigmoid(40) is exactly 1 in floats, and the logarithm of 0 is not finite.
const z = input("z", [3]);
const loss = mean(log(sub(1, sigmoid(z))));
attempt(() => evaluate(loss, { z: [1, 2, 40] }, { debug: true }));

// The value of sqrt is fine at 0, its derivative is not.
const x = input("x", [2]);
const [dx] = gradients(sum(sqrt(x)), [x]);
attempt(() => evaluate(dx, { x: [4, 0] }, { debug: true }));
