// A choice between two values, element by element.
import { type TernaryOp, ternary } from "../elementwise/define.ts";
import { choosing } from "../elementwise/signature.ts";
import { atom } from "../kinds/notation.ts";
import type { Node } from "../node/node.ts";
import { logicalNot } from "./logic.ts";

/**
 * `a` where the condition holds, `b` elsewhere; all three broadcast. A branch that is not chosen gets cotangent 0,
 * also where its value is infinite or NaN.
 * @throws ShapeError where the condition is no truth or the sizes differ
 * @example
 * evaluate(where(greater(constant([1, -1]), 0), 10, 20)) //=> [10, 20]
 */
export const where: TernaryOp<"where"> = ternary({
  name: "where",
  on: choosing,
  scalar: (n, condition, a, b) => n.select(condition, a, b),
  notation: {
    write: ([condition, a, b]) =>
      atom(
        `where(${condition?.text}, ${a?.text}, ${b?.text})`,
        `\\begin{cases} ${a?.latex} & ${condition?.latex} \\\\ ${b?.latex} & \\text{otherwise} \\end{cases}`,
      ),
  },
  vjp: [
    "zero",
    ({ ct, a: condition }) => where(condition, ct, 0),
    ({ ct, a: condition }) => where(condition, 0, ct),
  ],
  chooses: ([condition], index) => [undefined, condition, logicalNot(condition as Node)][index],
});
