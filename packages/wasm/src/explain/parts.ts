// A program in parts that stand by themselves, and what each of them costs.
import { bytesOf, type Precision } from "../emit/lanes/width.ts";
import type { Buffer, Place } from "../loops/expression.ts";
import { printed } from "../loops/print.ts";
import type { Fold, Let, Loop, Statement, Store } from "../loops/statement.ts";
import { accessesIn, expressionsIn, touched } from "../loops/walk.ts";

/** One part of a program. */
export interface Part {
  /** Its place in the program, from 1 on. */
  readonly number: number;
  /** Loops that were put together, a matrix product, a buffer that is cleared, indices that are checked, or a call of an op's own meaning. */
  readonly kind: "loops" | "product" | "clear" | "call" | "check";
  /** What it computes, by the names of buffers. */
  readonly writes: readonly string[];
  readonly reads: readonly string[];
  /** How many operations on numbers a run takes; a function such as exp counts as one. */
  readonly flops: number;
  /** The bytes of all that it reads and writes. */
  readonly bytes: number;
  /** Milliseconds of a run, the median of many; only in a profile. */
  readonly ms?: number;
  /** Its share of the time of all parts, in 0 .. 1; only in a profile. */
  readonly share?: number;
  /** The part in the loop language. */
  readonly text: string;
}

/** Statements that make up a part: what stands around a loop, the beginning and the end of a fold, belongs to it. */
export function together(statements: readonly Statement[]): Statement[][] {
  const groups: Statement[][] = [];
  let open: Statement[] | undefined;
  for (const one of statements) {
    if (!isLoops(one)) {
      groups.push([one]);
      open = undefined;
      continue;
    }
    const endsBefore = open?.some(({ kind }) => kind === "loop") && one.kind !== "store";
    if (open === undefined || endsBefore) {
      open = [];
      groups.push(open);
    }
    open.push(one);
  }
  return groups;
}

const isLoops = (one: Statement): one is Loop | Let | Fold | Store =>
  one.kind === "loop" || one.kind === "let" || one.kind === "fold" || one.kind === "store";

/** The buffers that statements read and write. */
export function buffersIn(statements: readonly Statement[]): { reads: Set<Buffer>; writes: Set<Buffer> } {
  const [reads, writes] = [new Set<Buffer>(), new Set<Buffer>()];
  for (const one of statements) {
    const both = touched(one);
    for (const buffer of both.reads) reads.add(buffer);
    for (const buffer of both.writes) writes.add(buffer);
  }
  return { reads, writes };
}

/** Some statements as a part. */
export function partOf(statements: readonly Statement[], number: number, precision: Precision): Part {
  const [first] = statements as [Statement];
  const { reads, writes } = buffersIn(statements);
  const names = (buffers: Iterable<Buffer>): string[] => Array.from(buffers, ({ name }) => name);
  return {
    number,
    kind: isLoops(first) ? "loops" : first.kind,
    writes: names(writes),
    reads: names(reads),
    flops: statements.reduce((sum, one) => sum + flopsOf(one), 0),
    bytes: bytesIn(statements, "reads", precision) + bytesIn(statements, "writes", precision),
    text: printed(statements),
  };
}

/** The bytes that statements read or write; what is read twice counts once. */
function bytesIn(
  statements: readonly Statement[],
  direction: "reads" | "writes",
  precision: Precision,
): number {
  const elements = new Map<Buffer, number>();
  const add = (buffer: Buffer, count: number): void =>
    void elements.set(buffer, Math.min(buffer.size, (elements.get(buffer) ?? 0) + count));
  const visit = (list: readonly Statement[], runs: number): void => {
    for (const one of list) {
      if (one.kind === "loop") visit(one.body, runs * one.counter.extent);
      else if (!isLoops(one)) for (const buffer of touched(one)[direction]) add(buffer, buffer.size);
      else {
        for (const { buffer, place, writes } of accessesIn([one])) {
          if (writes === (direction === "writes")) add(buffer, place.lookups ? runs : placesOf(place));
        }
      }
    }
  };
  visit(statements, 1);
  return [...elements].reduce((sum, [{ dtype }, count]) => sum + count * bytesOf(dtype, precision), 0);
}

/** How many elements a place is, while its counters run. */
const placesOf = ({ strides }: Place): number =>
  [...strides].reduce((count, [{ extent }, step]) => (step === 0 ? count : count * extent), 1);

function flopsOf(statement: Statement): number {
  const applied = (one: Statement): number =>
    [...expressionsIn([one])].filter(({ kind }) => kind === "apply").length;
  switch (statement.kind) {
    case "loop":
      return statement.counter.extent * statement.body.reduce((sum, one) => sum + flopsOf(one), 0);
    case "product":
      return 2 * statement.rows * statement.columns * statement.depth * statement.batch;
    case "fold":
      return applied(statement) + 1;
    case "let":
      return applied(statement);
    case "store":
      return applied(statement) + (statement.adds ? 1 : 0);
    case "clear":
    case "call":
    case "check":
      return 0;
  }
}
