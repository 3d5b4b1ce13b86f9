// Powers and roots.

import { type BinaryOp, binary, type UnaryOp, unary } from "../elementwise/define.ts";
import { onNumbers } from "../elementwise/signature.ts";
import { positive } from "../kinds/domain.ts";
import { atom, binding, enclosed, type Phrase } from "../kinds/notation.ts";
import { numeral } from "../kinds/numeral.ts";
import type { Attributes, Node } from "../node/node.ts";
import { exact } from "../numbers/rational.ts";
import { constantNumber, toNode } from "../operands/constant.ts";
import type { Broadcast } from "../types/broadcast.ts";
import type { BroadcastFit } from "../types/broadcastFit.ts";
import type { Operand, ShapeOf } from "../types/shape.ts";
import { div, mul, sub } from "./arithmetic.ts";
import { equal } from "./comparison.ts";
import { log } from "./exponential.ts";
import { logicalAnd } from "./logic.ts";
import { where } from "./where.ts";

interface PowerAttributes extends Attributes {
  readonly exponent: number;
}

const exponentOf = (attributes: Attributes): number => (attributes as PowerAttributes).exponent;

function raised(base: Phrase, text: string, latex: string): Phrase {
  const b = enclosed(base, binding.atom);
  return { text: `${b.text}${text}`, latex: `${b.latex}^{${latex}}`, binding: binding.power };
}

/** A small whole exponent in raised digits. */
function superscript(exponent: number): string | undefined {
  const digits = String(exponent);
  return /^-?\d{1,3}$/.test(digits)
    ? digits.replace(/[-\d]/g, (c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)] as string)
    : undefined;
}

/** A power whose exponent is part of the graph. */
const power: UnaryOp = unary({
  name: "power",
  domain: positive,
  scalar: (n, x, attributes) => n.power(x, exponentOf(attributes)),
  vjp: ({ ct, x, attributes }) => {
    const exponent = exponentOf(attributes);
    if (exponent === 0) return null;
    return exponent === 1 ? ct : mul(ct, mul(exponent, fixedPower(x, oneLess(exponent))));
  },
  notation: {
    write: ([x], node) => {
      const exponent = exponentOf(node.attributes);
      const written = numeral(exponent);
      const text = superscript(exponent) ?? `^${enclosed(written, binding.atom).text}`;
      return raised(x as Phrase, text, written.latex);
    },
  },
});

/** The exponent of a slope: 1.7 for 2.7, where a difference of floats is another number than 17/10. */
function oneLess(exponent: number): number {
  if (!Number.isFinite(exponent)) return exponent;
  const { numerator, denominator, times } = exact(exponent);
  if (times !== undefined || denominator > BigInt(Number.MAX_SAFE_INTEGER)) return exponent - 1;
  return Number(numerator - denominator) / Number(denominator);
}

function fixedPower(x: Node, exponent: number): Node {
  return exponent === 1 ? x : exponent === 2 ? square(x) : power(x, { exponent });
}

const powOp: BinaryOp<"pow"> = binary({
  name: "pow",
  domain: positive,
  scalar: (n, a, b) => n.pow(a, b),
  vjp: [
    // At b = 0 the power is 1 whatever a is, and at a = 0 it is 0 whatever b > 0 is: no 0 * ∞ may arise. Only the
    // base is guarded in the first rule: at b = 0 its derivative in b is 1 / a.
    ({ ct, a, b }) => mul(ct, mul(b, powOp(where(logicalAnd(equal(a, 0), equal(b, 0)), 1, a), sub(b, 1)))),
    ({ ct, a, out }) => where(equal(a, 0), 0, mul(ct, mul(out, log(a)))),
  ],
  notation: {
    write: ([a, b]) =>
      raised(a as Phrase, `^${enclosed(b as Phrase, binding.atom).text}`, (b as Phrase).latex),
  },
});

/**
 * `x` to the power `exponent`. A number as exponent is part of the graph and may be negative or broken; a node as
 * exponent needs x ≥ 0 for a derivative in it. x^0 is 1 everywhere, with derivative 0.
 * @example
 * evaluate(pow(constant([2, -3]), 3)) //=> [8, -27]
 */
export function pow<A extends Operand, B extends Operand>(
  x: A,
  exponent: B & BroadcastFit<"pow", A, B>,
): Node<Broadcast<ShapeOf<A>, ShapeOf<B>>> {
  const fixed = typeof exponent === "number" ? exponent : constantNumber(toNode(exponent));
  const result = fixed === undefined ? powOp(x as Node, exponent as Node) : fixedPower(toNode(x), fixed);
  return result as Node<never>;
}

/**
 * The square.
 * @example
 * evaluate(square(constant([2, -3]))) //=> [4, 9]
 */
export const square: UnaryOp = unary({
  name: "square",
  on: onNumbers,
  scalar: (n, x) => n.mul(x, x),
  vjp: ({ ct, x }) => mul(ct, mul(2, x)),
  notation: { write: ([x]) => raised(x as Phrase, "²", "2") },
});

/**
 * The square root; NaN below 0.
 * @example
 * evaluate(sqrt(constant([4, 9]))) //=> [2, 3]
 */
export const sqrt: UnaryOp = unary({
  name: "sqrt",
  domain: positive,
  scalar: (n, x) => n.sqrt(x),
  vjp: ({ ct, out }) => div(ct, mul(2, out)),
  notation: { write: ([x]) => atom(`√(${(x as Phrase).text})`, `\\sqrt{${(x as Phrase).latex}}`) },
});

/**
 * One over x.
 * @example
 * evaluate(reciprocal(constant([2, 4]))) //=> [0.5, 0.25]
 */
export function reciprocal<X extends Operand>(x: X): Node<ShapeOf<X>> {
  return div(1, toNode(x) as Node) as Node<never>;
}
