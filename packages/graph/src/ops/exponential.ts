// Exponentials, logarithms and the circular functions.

import { type UnaryOp, unary } from "../elementwise/define.ts";
import { positive } from "../kinds/domain.ts";
import { atom, binding, call, type Phrase } from "../kinds/notation.ts";
import { add, div, mul, neg } from "./arithmetic.ts";

/**
 * e to the power x.
 * @example
 * evaluate(exp(constant([0, 1]))) //=> [1, 2.718281828459045]
 */
export const exp: UnaryOp = unary({
  name: "exp",
  scalar: (n, x) => n.exp(x),
  vjp: ({ ct, out }) => mul(ct, out),
  notation: {
    write: ([x]) => {
      const { text, latex } = x as Phrase;
      return { ...atom(`exp(${text})`, `e^{${latex}}`), latexBinding: binding.power };
    },
  },
});

/**
 * The natural logarithm; -∞ at 0, NaN below.
 * @example
 * evaluate(log(constant([1, Math.E]))) //=> [0, 1]
 */
export const log: UnaryOp = unary({
  name: "log",
  domain: positive,
  scalar: (n, x) => n.log(x),
  vjp: ({ ct, x }) => div(ct, x),
  notation: call("log", "\\log"),
});

/**
 * log(1 + x), exact for small x.
 * @example
 * evaluate(log1p(1e-20)) //=> 1e-20
 */
export const log1p: UnaryOp = unary({
  name: "log1p",
  domain: positive,
  scalar: (n, x) => n.log1p(x),
  vjp: ({ ct, x }) => div(ct, add(1, x)),
});

/**
 * e^x - 1, exact for small x.
 * @example
 * evaluate(expm1(1e-20)) //=> 1e-20
 */
export const expm1: UnaryOp = unary({
  name: "expm1",
  scalar: (n, x) => n.expm1(x),
  vjp: ({ ct, out }) => mul(ct, add(out, 1)),
});

/**
 * The sine of an angle in radians.
 * @example
 * evaluate(sin(0)) //=> 0
 */
export const sin: UnaryOp = unary({
  name: "sin",
  scalar: (n, x) => n.sin(x),
  vjp: ({ ct, x }) => mul(ct, cos(x)),
  notation: call("sin", "\\sin"),
});

/**
 * The cosine of an angle in radians.
 * @example
 * evaluate(cos(0)) //=> 1
 */
export const cos: UnaryOp = unary({
  name: "cos",
  scalar: (n, x) => n.cos(x),
  vjp: ({ ct, x }) => neg(mul(ct, sin(x))),
  notation: call("cos", "\\cos"),
});
