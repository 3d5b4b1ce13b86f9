// The size and the sign of a number, and the larger and smaller of two. Ties and kinks have a stated convention.

import { type BinaryOp, binary, type UnaryOp, unary } from "../elementwise/define.ts";
import { onNumbers } from "../elementwise/signature.ts";
import { nonzero, reals } from "../kinds/domain.ts";
import { atom, type Phrase } from "../kinds/notation.ts";
import type { Node } from "../node/node.ts";
import { div, mul } from "./arithmetic.ts";
import { equal, greater } from "./comparison.ts";
import { where } from "./where.ts";

/**
 * The absolute value; its derivative at 0 is 0 by convention.
 * @example
 * evaluate(abs(constant([-2, 3]))) //=> [2, 3]
 */
export const abs: UnaryOp = unary({
  name: "abs",
  on: onNumbers,
  domain: nonzero,
  scalar: (n, x) => n.abs(x),
  vjp: ({ ct, x }) => mul(ct, sign(x)),
  notation: {
    write: ([x]) => {
      const { text, latex } = x as Phrase;
      // Two bars in a row would read as a norm.
      return atom(text.startsWith("|") ? `|(${text})|` : `|${text}|`, `\\left|${latex}\\right|`);
    },
  },
});

/**
 * -1, 0 or 1; constant wherever it is differentiable.
 * @example
 * evaluate(sign(constant([-2, 0, 3]))) //=> [-1, 0, 1]
 */
export const sign: UnaryOp = unary({
  name: "sign",
  on: onNumbers,
  domain: nonzero,
  scalar: (n, x) => n.sign(x),
  vjp: "zero",
});

/** The whole cotangent to the winner, half of it to each in a tie. */
function share(ct: Node, mine: Node, other: Node): Node {
  return where(greater(mine, other), ct, where(equal(mine, other), div(ct, 2), 0));
}

/**
 * The larger of two operands, which broadcast; in a tie they share the derivative equally. Where one is NaN, the value is
 * NaN and the derivative 0.
 * @throws ShapeError where their sizes differ
 * @example
 * evaluate(maximum(constant([1, 5]), 3)) //=> [3, 5]
 */
export const maximum: BinaryOp<"maximum"> = binary({
  name: "maximum",
  on: onNumbers,
  domain: reals,
  scalar: (n, a, b) => n.max(a, b),
  vjp: [({ ct, a, b }) => share(ct, a, b), ({ ct, a, b }) => share(ct, b, a)],
});

/**
 * The smaller of two operands, which broadcast; in a tie they share the derivative equally. Where one is NaN, the value is
 * NaN and the derivative 0.
 * @throws ShapeError where their sizes differ
 * @example
 * evaluate(minimum(constant([1, 5]), 3)) //=> [1, 3]
 */
export const minimum: BinaryOp<"minimum"> = binary({
  name: "minimum",
  on: onNumbers,
  domain: reals,
  scalar: (n, a, b) => n.min(a, b),
  vjp: [({ ct, a, b }) => share(ct, b, a), ({ ct, a, b }) => share(ct, a, b)],
});
