// What statements touch.
import type { Buffer, Counter, Expression, Place, Register } from "./expression.ts";
import type { Statement } from "./statement.ts";

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
  }
}

/** All expressions of statements, parts included, each once. */
export function expressionsIn(statements: readonly Statement[]): Set<Expression> {
  const seen = new Set<Expression>();
  const todo = [...roots(statements)];
  for (let one = todo.pop(); one !== undefined; one = todo.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    if (one.kind === "apply") todo.push(...one.inputs);
  }
  return seen;
}

/** All reads and writes of single elements. */
export function accessesIn(statements: readonly Statement[]): Access[] {
  const found: Access[] = [];
  for (const one of expressionsIn(statements)) {
    if (one.kind === "load") found.push({ buffer: one.buffer, place: one.place, writes: false });
  }
  const stores = (list: readonly Statement[]): void => {
    for (const one of list) {
      if (one.kind === "loop") stores(one.body);
      else if (one.kind === "store") found.push({ buffer: one.buffer, place: one.place, writes: true });
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

/** The registers that statements give a value or read. */
export function registersIn(statements: readonly Statement[]): Set<Register> {
  const found = new Set<Register>();
  for (const one of expressionsIn(statements)) if (one.kind === "register") found.add(one.register);
  const given = (list: readonly Statement[]): void => {
    for (const one of list) {
      if (one.kind === "loop") given(one.body);
      else if (one.kind === "let" || one.kind === "fold") found.add(one.register);
    }
  };
  given(statements);
  return found;
}
