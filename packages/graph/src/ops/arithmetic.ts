// The four operations and the sign. They work on real numbers and, but for the division, on exact integers.
import { type BinaryOp, binary, type UnaryOp, unary } from "../elementwise/define.ts";
import { onNumbers } from "../elementwise/signature.ts";
import { nonzero } from "../kinds/domain.ts";
import {
  binding,
  enclosed,
  following,
  infix,
  juxtaposes,
  negated,
  type Phrase,
  plus,
} from "../kinds/notation.ts";

/**
 * The sum of two operands, which broadcast.
 * @throws ShapeError where their sizes differ
 * @example
 * evaluate(add(constant([1, 2]), 10)) //=> [11, 12]
 */
export const add: BinaryOp<"add"> = binary({
  name: "add",
  on: onNumbers,
  scalar: (n, a, b) => n.add(a, b),
  vjp: [({ ct }) => ct, ({ ct }) => ct],
  notation: plus,
});

/**
 * The difference of two operands, which broadcast.
 * @throws ShapeError where their sizes differ
 * @example
 * evaluate(sub(1, constant([1, 2]))) //=> [0, -1]
 */
export const sub: BinaryOp<"sub"> = binary({
  name: "sub",
  on: onNumbers,
  scalar: (n, a, b) => n.sub(a, b),
  vjp: [({ ct }) => ct, ({ ct }) => neg(ct)],
  notation: infix("-", "-", binding.sum, true),
});

/**
 * In text `a * b`, and `λ W` for a number before a tensor. In LaTeX the dot in a circle stands between tensors only.
 */
function product(a: Phrase, b: Phrase): Phrase {
  const isNumber = (phrase: Phrase): boolean => phrase.shape?.length === 0;
  const scales = isNumber(a) && !isNumber(b);
  const strength = scales ? binding.chain : binding.product;
  const [l, r] = [enclosed(a, strength), following(b, strength)];
  const isScaled = scales && juxtaposes(r.text);
  const joint = /^\d/.test(r.latex) ? "\\cdot" : "";
  const sign = isNumber(a) ? joint : isNumber(b) ? "\\cdot" : "\\odot";
  // A dot binds as a matrix product does, so a product of tensors to its left is enclosed.
  const dotted = !isNumber(a) && isNumber(b) ? enclosed(a, binding.chain) : l;
  return {
    text: isScaled ? `${l.text} ${r.text}` : `${l.text} * ${r.text}`,
    latex: [dotted.latex, sign, r.latex].filter(Boolean).join(" "),
    binding: isScaled ? binding.scaled : binding.product,
  };
}

/**
 * The elementwise product of two operands, which broadcast.
 * @throws ShapeError where their sizes differ
 * @example
 * evaluate(mul(constant([1, 2]), constant([3, 4]))) //=> [3, 8]
 */
export const mul: BinaryOp<"mul"> = binary({
  name: "mul",
  on: onNumbers,
  scalar: (n, a, b) => n.mul(a, b),
  vjp: [({ ct, b }) => mul(ct, b), ({ ct, a }) => mul(ct, a)],
  notation: { write: ([a, b]) => product(a as Phrase, b as Phrase) },
});

/**
 * The elementwise quotient of two operands, which broadcast; integers become real.
 * @throws ShapeError where their sizes differ
 * @example
 * evaluate(div(constant([1, 3]), 2)) //=> [0.5, 1.5]
 */
export const div: BinaryOp<"div"> = binary({
  name: "div",
  domain: nonzero,
  scalar: (n, a, b) => n.div(a, b),
  vjp: [({ ct, b }) => div(ct, b), ({ ct, b, out }) => neg(mul(ct, div(out, b)))],
  notation: {
    write: ([a, b]) => {
      const left = enclosed(a as Phrase, binding.product);
      const right = following(b as Phrase, binding.power);
      return {
        text: `${left.text} / ${right.text}`,
        latex: `\\frac{${(a as Phrase).latex}}{${(b as Phrase).latex}}`,
        binding: binding.product,
        latexBinding: binding.power,
      };
    },
  },
});

/**
 * The negative.
 * @example
 * evaluate(neg(constant([1, -2]))) //=> [-1, 2]
 */
export const neg: UnaryOp = unary({
  name: "neg",
  on: onNumbers,
  scalar: (n, x) => n.neg(x),
  vjp: ({ ct }) => neg(ct),
  notation: { write: ([x]) => negated(x as Phrase) },
});
