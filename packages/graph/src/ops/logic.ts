// Truths combined with truths.
import { type BinaryOp, binary, type UnaryOp, unary } from "../elementwise/define.ts";
import { onTruths } from "../elementwise/signature.ts";
import { binding, enclosed, infix, type Phrase } from "../kinds/notation.ts";

/**
 * Whether both hold; operands broadcast.
 * @throws ShapeError where an operand is no truth
 * @example
 * evaluate(logicalAnd(constant([true, false]), true)) //=> [true, false]
 */
export const logicalAnd: BinaryOp<"logicalAnd"> = binary({
  name: "logicalAnd",
  on: onTruths,
  scalar: (n, a, b) => n.and(a, b),
  vjp: "zero",
  notation: infix("∧", "\\wedge", binding.and),
});

/**
 * Whether one or both hold; operands broadcast.
 * @throws ShapeError where an operand is no truth
 * @example
 * evaluate(logicalOr(constant([true, false]), false)) //=> [true, false]
 */
export const logicalOr: BinaryOp<"logicalOr"> = binary({
  name: "logicalOr",
  on: onTruths,
  scalar: (n, a, b) => n.or(a, b),
  vjp: "zero",
  notation: infix("∨", "\\vee", binding.or),
});

/**
 * Whether it does not hold.
 * @throws ShapeError where the operand is no truth
 * @example
 * evaluate(logicalNot(constant([true, false]))) //=> [false, true]
 */
export const logicalNot: UnaryOp = unary({
  name: "logicalNot",
  on: onTruths,
  scalar: (n, x) => n.not(x),
  vjp: "zero",
  notation: {
    write: ([x]) => {
      const { text, latex } = enclosed(x as Phrase, binding.power);
      return { text: `¬${text}`, latex: `\\neg ${latex}`, binding: binding.power };
    },
  },
});
