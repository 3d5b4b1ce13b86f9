// Second derivatives: a gradient is a graph, so its own gradient is one more call. Newton's method finds the minimum
// of a function of two variables in a few steps.
import { add, at, evaluate, gradients, input, mul, type Node, pow, square, stack, sub } from "@cadena/graph";

// Rosenbrock's valley (1960), with its minimum 0 at (1, 1).
const p = input("p", [2]);
const [x, y] = [at(p, 0), at(p, 1)];
const f: Node = add(square(sub(1, x)), mul(100, square(sub(y, pow(x, 2)))));

const [g] = gradients(f, [p]);
const H = stack([0, 1].map((i) => gradients(at(g, i), [p])[0]));

let point = [-1.2, 1] as [number, number];
for (let k = 0; k <= 6; k++) {
  const [value, gradient, hessian] = evaluate([f, g, H], { p: point });
  console.log(`${k}: f = ${value.item().toExponential(2)} at (${point.map((c) => c.toFixed(6)).join(", ")})`);
  const [[a, b], [c, d]] = hessian.toArray() as [[number, number], [number, number]];
  const [r, s] = gradient.toArray() as [number, number];
  const determinant = a * d - b * c;
  point = [point[0] - (d * r - b * s) / determinant, point[1] - (a * s - c * r) / determinant];
}
