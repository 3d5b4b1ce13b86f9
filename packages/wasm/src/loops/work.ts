// How much work statements are, roughly: in additions of two numbers that are at hand.
import type { Statement } from "./statement.ts";
import { accessesIn, expressionsIn } from "./walk.ts";

/** What is not about as dear as an addition. */
const dear: Readonly<Record<string, number>> = {
  div: 4,
  sqrt: 4,
  exp: 12,
  expm1: 16,
  log: 16,
  log1p: 20,
  sigmoid: 16,
  softplus: 30,
  tanh: 20,
  erf: 30,
  sin: 20,
  cos: 20,
  pow: 60,
};

/** The work of a statement, each time that it is run. */
export function workOf(statement: Statement): number {
  switch (statement.kind) {
    case "loop":
      return statement.counter.extent * statement.body.reduce((sum, one) => sum + workOf(one), 0);
    case "product":
      return statement.rows * statement.columns * statement.depth * statement.batch;
    case "let":
    case "fold":
    case "store": {
      const applied = [...expressionsIn([statement])].flatMap((one) =>
        one.kind === "apply" ? [dear[one.name] ?? 1] : [],
      );
      return accessesIn([statement]).length + applied.reduce((a, b) => a + b, 0);
    }
    default:
      return 0;
  }
}
