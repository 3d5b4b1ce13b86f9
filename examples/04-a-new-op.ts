// A new elementwise op is one object. It states its meaning once, over an abstract number system; its value in floats
// and intervals, its derivatives to any order and its checks all come from that.
import { checkOp } from "@cadena/checker";
import { evaluate, gradients, input, sum } from "@cadena/graph";
import { type UnaryOp, unary } from "@cadena/graph/extend";

const swish: UnaryOp = unary({
  name: "swish",
  scalar: (n, x) => n.mul(x, n.sigmoid(x)),
});

const x = input("x", [3]);
const [dx] = gradients(sum(swish(x)), [x]);
const [ddx] = gradients(sum(dx), [x]);
const values = { x: [-1, 0, 1] };
console.log(`swish   ${evaluate(swish(x), values)}`);
console.log(`swish'  ${evaluate(dx, values)}`);
console.log(`swish'' ${evaluate(ddx, values)}`);

console.log(String(checkOp(swish).ok));
