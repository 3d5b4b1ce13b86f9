// When buffers are used: the numbers of the statements that read them and of those that write them, in order.
import type { Buffer } from "../loops/expression.ts";
import type { Statement } from "../loops/statement.ts";
import { touched } from "../loops/walk.ts";

/** The statements that touch a buffer. */
export interface Use {
  readonly reads: number[];
  readonly writes: number[];
}

/** How each buffer is used that statements touch. */
export function usesOf(statements: readonly Statement[]): Map<Buffer, Use> {
  const uses = new Map<Buffer, Use>();
  const of = (buffer: Buffer): Use => {
    const use = uses.get(buffer) ?? { reads: [], writes: [] };
    uses.set(buffer, use);
    return use;
  };
  for (const [time, statement] of statements.entries()) {
    const { reads, writes } = touched(statement);
    for (const buffer of reads) of(buffer).reads.push(time);
    for (const buffer of writes) of(buffer).writes.push(time);
  }
  return uses;
}
