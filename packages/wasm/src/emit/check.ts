// Whether integers are indices, as loops: a fold of truths. Only where one is none, the host is asked to say so.
import { apply, Counter, constant, type Expression, Register } from "../loops/expression.ts";
import type { Check, Statement } from "../loops/statement.ts";

/** Loops that leave in a register whether some integer is below 0 or not below a bound. */
export function outside({ indices, below }: Check): { statements: Statement[]; isOutside: Register } {
  const counter = new Counter("i", indices.size);
  const isOutside = new Register("isOutside", "boolean");
  const place = { start: 0, strides: new Map([[counter, 1]]) };
  const index: Expression = { kind: "load", dtype: "integer", buffer: indices, place };
  const or = (a: Expression, b: Expression): Expression => apply("or", "boolean", a, b);
  const value = or(
    apply("<", "boolean", index, constant(0, "integer")),
    apply(">=", "boolean", index, constant(below, "integer")),
  );
  return {
    isOutside,
    statements: [
      { kind: "let", register: isOutside, value: constant(0, "boolean") },
      {
        kind: "loop",
        counter,
        body: [{ kind: "fold", register: isOutside, start: 0, step: or, value }],
      },
    ],
  };
}
