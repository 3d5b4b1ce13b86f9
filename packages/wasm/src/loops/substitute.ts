// Statements with another counter or other places: what a loop computes when it is run in another way.
import { type Buffer, type Counter, counted, type Expression, type Place, Register } from "./expression.ts";
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
  const place = ({ start, strides, ...rest }: Place): Place => {
    const step = strides.get(counter) ?? 0;
    const others = [...strides].filter(([one]) => one !== counter);
    const own = step === 0 ? [] : [...by.strides].map(([one, each]) => [one, step * each] as const);
    return { start: start + step * by.start, strides: new Map([...own, ...others]), ...rest };
  };
  return rewritten(statements, {
    at: (buffer, from) => ({ buffer, place: place(from) }),
    count: (one) => (one.counter === counter ? counted(by) : one),
    given: (register) => {
      const own = new Register(register.name, register.dtype);
      renamed.set(register, own);
      return own;
    },
    used: (register) => renamed.get(register) ?? register,
  });
}

/** Where something is. */
interface Where {
  readonly buffer: Buffer;
  readonly place: Place;
}

/** Statements that read and write elsewhere. */
export const moved = (
  statements: readonly Statement[],
  at: (buffer: Buffer, place: Place) => Where,
): Statement[] => rewritten(statements, { at, count: (one) => one, given: (one) => one, used: (one) => one });

type Count = Extract<Expression, { kind: "count" }>;

/** What becomes of the parts of statements. */
interface Rewriting {
  readonly at: (buffer: Buffer, place: Place) => Where;
  readonly count: (count: Count) => Expression;
  /** The register that gets a value instead of one, and the one that is read from then on. */
  readonly given: (register: Register) => Register;
  readonly used: (register: Register) => Register;
}

function rewritten(statements: readonly Statement[], { at, count, given, used }: Rewriting): Statement[] {
  const known = new Map<Expression, Expression>();
  const expression = (one: Expression): Expression => {
    const found = known.get(one) ?? written(one);
    known.set(one, found);
    return found;
  };
  const written = (one: Expression): Expression => {
    switch (one.kind) {
      case "constant":
        return one;
      case "load":
        return { ...one, ...where(one) };
      case "count":
        return count(one);
      case "register":
        return { ...one, register: used(one.register) };
      case "apply":
        return { ...one, inputs: one.inputs.map(expression) };
    }
  };
  const where = (from: Where): Where => {
    const { buffer, place } = at(from.buffer, from.place);
    const lookups = place.lookups?.map((lookup) => ({ ...lookup, index: expression(lookup.index) }));
    return { buffer, place: lookups === undefined ? place : { ...place, lookups } };
  };
  const statement = (one: Statement): Statement => {
    switch (one.kind) {
      case "loop":
        return { ...one, body: one.body.map(statement) };
      case "let": {
        const value = expression(one.value);
        return { ...one, register: given(one.register), value };
      }
      case "fold":
        return { ...one, register: used(one.register), value: expression(one.value) };
      case "store":
        return { ...one, ...where(one), value: expression(one.value) };
      default:
        return one;
    }
  };
  return statements.map(statement);
}
