// How much work statements are, roughly: in additions of two numbers that are at hand.
import type { Expression } from "./expression.ts";
import type { Statement } from "./statement.ts";
import { accessesIn, expressionsIn, partsOf } from "./walk.ts";

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

/** The work of functions among expressions. */
const applied = (expressions: Iterable<Expression>): number =>
  [...expressions].reduce((sum, one) => sum + (one.kind === "apply" ? (dear[one.name] ?? 1) : 0), 0);

/** The work of an expression, each of its parts once, without what is read. */
export const workIn = (expression: Expression): number => applied(partsOf(expression));

/** The work of a statement, each time that it is run. */
export function workOf(statement: Statement): number {
  switch (statement.kind) {
    case "loop":
      return statement.counter.extent * statement.body.reduce((sum, one) => sum + workOf(one), 0);
    case "product":
      return statement.rows * statement.columns * statement.depth * statement.batch;
    case "let":
    case "fold":
    case "store":
      return accessesIn([statement]).length + applied(expressionsIn([statement]));
    default:
      return 0;
  }
}
