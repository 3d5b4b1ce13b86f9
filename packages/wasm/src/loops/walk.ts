// What statements touch.
import type { Buffer, Counter, Expression, Place, Register } from "./expression.ts";
import type { Fold, Statement } from "./statement.ts";

/** The expressions that a place depends on. */
const indicesOf = ({ lookups = [] }: Place): Expression[] => lookups.map(({ index }) => index);

/** A read or a write of one element. */
export interface Access {
  readonly buffer: Buffer;
  readonly place: Place;
  readonly writes: boolean;
}

/** All expressions of statements, each once, without those of which they are made. */
function* roots(statements: readonly Statement[]): Generator<Expression> {
  for (const statement of statements) {
    if (statement.kind === "loop") yield* roots(statement.body);
    else if (statement.kind === "let" || statement.kind === "fold" || statement.kind === "store")
      yield statement.value;
    if (statement.kind === "store") yield* indicesOf(statement.place);
  }
}

/** All expressions of statements, parts and indices included, each once. */
export function expressionsIn(statements: readonly Statement[]): Set<Expression> {
  return within([...roots(statements)]);
}

/** An expression and all that it is made of, each once. */
export const partsOf = (expression: Expression): Set<Expression> => within([expression]);

/** Expressions and all that they are made of, each once. */
function within(todo: Expression[]): Set<Expression> {
  const seen = new Set<Expression>();
  for (let one = todo.pop(); one !== undefined; one = todo.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    if (one.kind === "apply") todo.push(...one.inputs);
    else if (one.kind === "load") todo.push(...indicesOf(one.place));
  }
  return seen;
}

/** All reads and writes of single elements; what is added to is written, and read as well. */
export function accessesIn(statements: readonly Statement[]): Access[] {
  const found: Access[] = [];
  for (const one of expressionsIn(statements)) {
    if (one.kind === "load") found.push({ buffer: one.buffer, place: one.place, writes: false });
  }
  const stores = (list: readonly Statement[]): void => {
    for (const one of list) {
      if (one.kind === "loop") stores(one.body);
      else if (one.kind === "store") {
        const { buffer, place, adds } = one;
        found.push({ buffer, place, writes: true });
        if (adds) found.push({ buffer, place, writes: false });
      }
    }
  };
  stores(statements);
  return found;
}

/** The buffers that a statement reads and those that it writes. */
export function touched(statement: Statement): { reads: Set<Buffer>; writes: Set<Buffer> } {
  const reads = new Set<Buffer>();
  const writes = new Set<Buffer>();
  switch (statement.kind) {
    case "product":
      reads.add(statement.a.buffer).add(statement.b.buffer);
      writes.add(statement.out);
      break;
    case "call":
      for (const input of statement.inputs) reads.add(input);
      writes.add(statement.out);
      break;
    case "clear":
      writes.add(statement.buffer);
      break;
    case "check":
      reads.add(statement.indices);
      break;
    default:
      for (const access of accessesIn([statement])) (access.writes ? writes : reads).add(access.buffer);
  }
  return { reads, writes };
}

/** Whether a counter's own value is part of an expression. */
export function counts(statements: readonly Statement[], counter: Counter): boolean {
  return [...expressionsIn(statements)].some((one) => one.kind === "count" && one.counter === counter);
}

/** Whether a place is looked up at an index that is another one in each run of a loop. */
export function isLookedUpAlong(place: Place, counter: Counter, body: readonly Statement[]): boolean {
  if (place.lookups === undefined) return false;
  const given = registersGiven(body);
  return [...within(indicesOf(place))].some(
    (one) =>
      (one.kind === "load" && one.place.strides.has(counter)) ||
      (one.kind === "count" && one.counter === counter) ||
      (one.kind === "register" && given.has(one.register)),
  );
}

/** The registers that statements give a value or read. */
export function registersIn(statements: readonly Statement[]): Set<Register> {
  const found = registersGiven(statements);
  for (const one of expressionsIn(statements)) if (one.kind === "register") found.add(one.register);
  return found;
}

function registersGiven(statements: readonly Statement[]): Set<Register> {
  const found = new Set<Register>();
  const given = (list: readonly Statement[]): void => {
    for (const one of list) {
      if (one.kind === "loop") given(one.body);
      else if (one.kind === "let" || one.kind === "fold") found.add(one.register);
    }
  };
  given(statements);
  return found;
}

/** The folds inside of statements. */
export function foldsIn(statements: readonly Statement[]): Fold[] {
  return statements.flatMap((one) =>
    one.kind === "loop" ? foldsIn(one.body) : one.kind === "fold" ? [one] : [],
  );
}
