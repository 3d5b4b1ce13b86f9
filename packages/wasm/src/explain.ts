// What becomes of a graph: its loops, what each of them costs, and which ops are called by their own meaning.
import type { Node } from "@cadena/graph";
import type { Step } from "@cadena/graph/extend";
import { bytesOf, type Precision } from "./emit/lanes/width.ts";
import type { Buffer } from "./loops/expression.ts";
import { printed } from "./loops/print.ts";
import type { Fold, Let, Loop, Statement, Store } from "./loops/statement.ts";
import { expressionsIn, touched } from "./loops/walk.ts";
import { lower } from "./lower/lower.ts";
import { planned } from "./memory/plan.ts";
import { usesOf } from "./memory/uses.ts";

/** One part of a program. */
export interface Part {
  /** Loops that were put together, a matrix product, a buffer that is cleared, indices that are checked, or a call of an op's own meaning. */
  readonly kind: "loops" | "product" | "clear" | "call" | "check";
  /** What it computes, by the names of buffers. */
  readonly writes: readonly string[];
  readonly reads: readonly string[];
  /** How many operations on numbers a run takes; a function such as exp counts as one. */
  readonly flops: number;
  /** The bytes of all that it reads and writes. */
  readonly bytes: number;
  /** The part in the loop language. */
  readonly text: string;
}

/** A program, part by part. */
export interface Explanation {
  readonly parts: readonly Part[];
  /** The bytes of what is computed, beside inputs and parameters; places are shared over time. */
  readonly memory: number;
  /** The bytes of what is needed at the worst moment: no memory plan takes less. */
  readonly leastMemory: number;
  /** All parts in the loop language. */
  toString(): string;
}

/**
 * What the engine makes of outputs and updates.
 * @example
 * const x = input("x", [4]);
 * const { parts } = explain({ outputs: [sum(exp(neg(square(x))))] });
 * parts.map(({ kind, flops }) => `${kind} ${flops}`).join(", ") //=> loops 16
 */
export function explain(
  { outputs, updates = [] }: { readonly outputs: readonly Node[]; readonly updates?: Step["updates"] },
  { precision = "float64" }: { readonly precision?: Precision } = {},
): Explanation {
  const { statements, given, outputs: results } = lower([...outputs, ...updates.map(([, next]) => next)]);
  const parts = together(statements).map((part) => partOf(part, precision));
  const { bytes, least } = planned(
    statements,
    usesOf(statements),
    { kept: new Set(given.values()), results },
    precision,
  );
  return {
    parts,
    memory: bytes,
    leastMemory: least,
    toString: () => parts.map(({ text }) => text).join("\n"),
  };
}

/** What stands around a loop, the beginning and the end of a fold, belongs to it. */
function together(statements: readonly Statement[]): Statement[][] {
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

function partOf(part: readonly Statement[], precision: Precision): Part {
  const [first] = part as [Statement];
  const writes = new Set<Buffer>();
  const reads = new Set<Buffer>();
  for (const one of part) {
    const both = touched(one);
    for (const buffer of both.reads) reads.add(buffer);
    for (const buffer of both.writes) writes.add(buffer);
  }
  const names = (buffers: Iterable<Buffer>): string[] => Array.from(buffers, ({ name }) => name);
  const size = ({ size, dtype }: Buffer): number => size * bytesOf(dtype, precision);
  return {
    kind: isLoops(first) ? "loops" : first.kind,
    writes: names(writes),
    reads: names(reads),
    flops: part.reduce((sum, one) => sum + flopsOf(one), 0),
    bytes: [...writes, ...reads].reduce((sum, buffer) => sum + size(buffer), 0),
    text: printed(part),
  };
}

function flopsOf(statement: Statement): number {
  const applied = (list: readonly Statement[]): number =>
    [...expressionsIn(list)].filter(({ kind }) => kind === "apply").length;
  switch (statement.kind) {
    case "loop":
      return statement.counter.extent * statement.body.reduce((sum, one) => sum + flopsOf(one), 0);
    case "product":
      return 2 * statement.rows * statement.columns * statement.depth * statement.batch;
    case "fold":
      return applied([statement]) + 1;
    case "let":
    case "store":
      return applied([statement]);
    case "clear":
    case "call":
    case "check":
      return 0;
  }
}
