// The nonlinear functions of a network's neurons.
import { type UnaryOp, unary } from "../elementwise/define.ts";
import { nonzero } from "../kinds/domain.ts";
import { atom, call, type Phrase } from "../kinds/notation.ts";
import { mul, neg, sub } from "./arithmetic.ts";
import { greater } from "./comparison.ts";
import { square } from "./powers.ts";
import { where } from "./where.ts";

/**
 * The logistic function σ(z) = 1 / (1 + e^-z), with values between 0 and 1.
 * @example
 * evaluate(sigmoid(constant([0, -1000]))) //=> [0.5, 0]
 */
export const sigmoid: UnaryOp = unary({
  name: "sigmoid",
  scalar: (n, z) => n.sigmoid(z),
  vjp: ({ ct, out: a }) => mul(ct, mul(a, sub(1, a))),
  notation: call("σ", "\\sigma"),
});

/**
 * The hyperbolic tangent, with values between -1 and 1.
 * @example
 * evaluate(tanh(constant([0, 1000]))) //=> [0, 1]
 */
export const tanh: UnaryOp = unary({
  name: "tanh",
  scalar: (n, z) => n.tanh(z),
  vjp: ({ ct, out: a }) => mul(ct, sub(1, square(a))),
  notation: call("tanh", "\\tanh"),
});

/**
 * The positive part max(z, 0); its derivative at 0 is 0 by convention. At NaN the value is NaN and the derivative 0, as
 * in JAX: a comparison with NaN does not hold.
 * @example
 * evaluate(relu(constant([-1, 2]))) //=> [0, 2]
 */
export const relu: UnaryOp = unary({
  name: "relu",
  domain: nonzero,
  scalar: (n, z) => n.max(z, n.zero),
  vjp: ({ ct, x: z }) => where(greater(z, 0), ct, 0),
});

/**
 * log(1 + e^z), a smooth positive part; accurate for every z.
 * @example
 * evaluate(softplus(constant([-1000, 1000]))) //=> [0, 1000]
 */
export const softplus: UnaryOp = unary({
  name: "softplus",
  scalar: (n, z) => n.softplus(z),
  vjp: ({ ct, x: z }) => mul(ct, sigmoid(z)),
});

/**
 * log σ(z) = -softplus(-z), accurate for every z.
 * @example
 * evaluate(logSigmoid(constant([-1000, 1000]))) //=> [-1000, 0]
 */
export const logSigmoid: UnaryOp = unary({
  name: "logSigmoid",
  scalar: (n, z) => n.neg(n.softplus(n.neg(z))),
  vjp: ({ ct, x: z }) => mul(ct, sigmoid(neg(z))),
  notation: {
    write: ([z]) => {
      const { text, latex } = z as Phrase;
      return atom(`log(σ(${text}))`, `\\log\\left(\\sigma\\left(${latex}\\right)\\right)`);
    },
  },
});
