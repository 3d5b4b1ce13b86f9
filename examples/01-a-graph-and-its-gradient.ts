// A graph is made of plain function calls. Nothing is computed until a value is asked for, and a gradient is a graph
// like any other: it can be printed, evaluated, and differentiated again.
import { evaluate, gradients, input, mul, simplify, sin, sum } from "@cadena/graph";
import { toText } from "@cadena/notation";

const x = input("x", [3]);
const y = sum(mul(x, sin(x)));
const [dx] = simplify(gradients(y, [x]));

console.log(`y  = ${toText(y)}`);
console.log(`dx = ${toText(dx)}`);

const values = { x: [0, 1, 2] };
console.log(`at x = ${values.x}: y = ${evaluate(y, values)}, dx = ${evaluate(dx, values)}`);

// The gradient of the gradient: how each entry of dx changes as all of x grows.
const [ddx] = gradients(sum(dx), [x]);
console.log(`ddx = ${evaluate(ddx, values)}`);
