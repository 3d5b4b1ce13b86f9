// Statements with another counter: what a loop computes when it is run in another way.
import { apply, type Counter, constant, type Expression, type Place, Register } from "./expression.ts";
import type { Statement } from "./statement.ts";

/** A number that counters make up. */
export const placeOf = (start: number, ...steps: readonly (readonly [Counter, number])[]): Place => ({
  start,
  strides: new Map(steps.filter(([{ extent }, step]) => extent > 1 && step !== 0)),
});

/**
 * Statements in which a counter is a sum over others. All registers that they give a value are new ones.
 * @param registers which registers become which others
 */
export function substituted(
  statements: readonly Statement[],
  counter: Counter,
  by: Place,
  registers: ReadonlyMap<Register, Register>,
): Statement[] {
  const renamed = new Map(registers);
  const known = new Map<Expression, Expression>();
  const expression = (one: Expression): Expression => {
    const found = known.get(one) ?? written(one);
    known.set(one, found);
    return found;
  };
  const registerOf = (register: Register): Register => renamed.get(register) ?? register;
  const written = (one: Expression): Expression => {
    switch (one.kind) {
      case "constant":
        return one;
      case "load":
        return { ...one, place: place(one.place) };
      case "count":
        return one.counter === counter ? counted(by) : one;
      case "register":
        return { ...one, register: registerOf(one.register) };
      case "apply":
        return { ...one, inputs: one.inputs.map(expression) };
    }
  };
  const place = ({ start, strides, lookups }: Place): Place => {
    const step = strides.get(counter) ?? 0;
    const others = [...strides].filter(([one]) => one !== counter);
    const own = step === 0 ? [] : [...by.strides].map(([one, each]) => [one, step * each] as const);
    return {
      start: start + step * by.start,
      strides: new Map([...own, ...others]),
      ...(lookups && {
        lookups: lookups.map((lookup) => ({ ...lookup, index: expression(lookup.index) })),
      }),
    };
  };
  const statement = (one: Statement): Statement => {
    switch (one.kind) {
      case "loop":
        return { ...one, body: one.body.map(statement) };
      case "let": {
        const register = new Register(one.register.name, one.register.dtype);
        const value = expression(one.value);
        renamed.set(one.register, register);
        return { ...one, register, value };
      }
      case "fold":
        return { ...one, register: registerOf(one.register), value: expression(one.value) };
      case "store":
        return { ...one, place: place(one.place), value: expression(one.value) };
      default:
        return one;
    }
  };
  return statements.map(statement);
}

/** A sum over counters as an expression. */
function counted({ start, strides }: Place): Expression {
  const terms = [...strides].map(([counter, step]): Expression => {
    const count: Expression = { kind: "count", dtype: "integer", counter };
    return step === 1 ? count : apply("mul", "integer", count, constant(step, "integer"));
  });
  if (start !== 0 || terms.length === 0) terms.push(constant(start, "integer"));
  return terms.reduce((a, b) => apply("add", "integer", a, b));
}
