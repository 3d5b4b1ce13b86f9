// Comparisons give truths, which are constant wherever they are differentiable.
import { type BinaryOp, binary } from "../elementwise/define.ts";
import { comparing } from "../elementwise/signature.ts";
import { binding, infix } from "../kinds/notation.ts";
import type { Relation } from "../numbers/system.ts";

function comparison<const Name extends string>(
  name: Name,
  relation: Relation,
  text: string,
  latex: string,
): BinaryOp<Name> {
  return binary({
    name,
    on: comparing,
    scalar: (n, a, b) => n.compare(a, relation, b),
    vjp: "zero",
    notation: infix(text, latex, binding.relation, true),
  });
}

/**
 * Whether a = b, element by element; operands broadcast.
 * @example
 * evaluate(equal(constant([1, 2]), 2)) //=> [false, true]
 */
export const equal: BinaryOp<"equal"> = comparison("equal", "==", "=", "=");

/**
 * Whether a ≠ b; true where one of them is NaN.
 * @example
 * evaluate(notEqual(constant([1, 2]), 2)) //=> [true, false]
 */
export const notEqual: BinaryOp<"notEqual"> = comparison("notEqual", "!=", "≠", "\\neq");

/**
 * Whether a < b.
 * @example
 * evaluate(less(constant([1, 2]), 2)) //=> [true, false]
 */
export const less: BinaryOp<"less"> = comparison("less", "<", "<", "<");

/**
 * Whether a ≤ b.
 * @example
 * evaluate(lessEqual(constant([1, 3]), 2)) //=> [true, false]
 */
export const lessEqual: BinaryOp<"lessEqual"> = comparison("lessEqual", "<=", "≤", "\\le");

/**
 * Whether a > b.
 * @example
 * evaluate(greater(constant([1, 3]), 2)) //=> [false, true]
 */
export const greater: BinaryOp<"greater"> = comparison("greater", ">", ">", ">");

/**
 * Whether a ≥ b.
 * @example
 * evaluate(greaterEqual(constant([2, 1]), 2)) //=> [true, false]
 */
export const greaterEqual: BinaryOp<"greaterEqual"> = comparison("greaterEqual", ">=", "≥", "\\ge");
