// A value that derivatives take for a constant.
import { type UnaryOp, unary } from "../elementwise/define.ts";
import { onNumbers } from "../elementwise/signature.ts";

/**
 * The same value, through which no gradient passes.
 * @example
 * const x = input("x", []);
 * evaluate(gradients(mul(x, stopGradient(x)), [x]), { x: 3 }).join() //=> 3
 */
export const stopGradient: UnaryOp = unary({
  name: "stopGradient",
  on: onNumbers,
  scalar: (_, x) => x,
  vjp: "held",
});
