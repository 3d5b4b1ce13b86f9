// A piece of WebAssembly code with the type of what it leaves on the stack. Pieces nest as expressions do, and become
// bytes once, at the end. See the WebAssembly Core Specification, release 2.0, chapter 5 for the binary format.
import { type Bytes, type Run, unsigned } from "./bytes.ts";

/** What a value can be. */
export type ValueType = "i32" | "i64" | "f32" | "f64" | "v128";

/** What a piece of code leaves: a value, or nothing. */
export type ResultType = ValueType | "none";

/** A place to branch to: the beginning of a loop. */
export class Label {}

/** A byte or several, a piece of code, or a label, which becomes the number of blocks between a branch and its target. */
type Part = number | Run | Code | Label;

/** A piece of code. */
export interface Code<T extends ResultType = ResultType> {
  readonly type: T;
  readonly parts: readonly Part[];
  /** Where branches inside may go to, if it is a block. */
  readonly label?: Label;
}

/** A statement: it leaves nothing. */
export type Statement = Code<"none">;

/** A piece of code from bytes and pieces. */
export const code = <T extends ResultType>(type: T, ...parts: readonly Part[]): Code<T> => ({ type, parts });

/** The byte of a type. */
export const typeByte: Readonly<Record<ResultType, number>> = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
  none: 0x40,
};

const end = 0x0b;

/** Statements with a label at their beginning: a branch repeats them. */
export function loop(body: (again: Label) => readonly Statement[]): Statement {
  const label = new Label();
  return { type: "none", parts: [0x03, typeByte.none, ...body(label), end], label };
}

/** Statements that run where a condition is not 0, and others where it is. */
export function when(
  condition: Code<"i32">,
  then: readonly Statement[],
  otherwise: readonly Statement[] = [],
): Statement {
  const rest = otherwise.length > 0 ? [0x05, ...otherwise] : [];
  const inside: Code = {
    type: "none",
    parts: [0x04, typeByte.none, ...then, ...rest, end],
    label: new Label(),
  };
  return code("none", condition, inside);
}

/** Goes to a label where a condition is not 0. */
export const branchIf = (condition: Code<"i32">, to: Label): Statement => code("none", condition, 0x0d, to);

/** One of two values: the first where the condition is not 0. Both are computed. */
export const select = <T extends ValueType>(condition: Code<"i32">, yes: Code<T>, no: Code<T>): Code<T> =>
  yes.type === "v128"
    ? code(yes.type, yes, no, condition, 0x1c, 1, typeByte.v128)
    : code(yes.type, yes, no, condition, 0x1b);

/** Fails. */
export const unreachable: Statement = code("none", 0x00);

/** Forgets a value. */
export const drop = (value: Code<ValueType>): Statement => code("none", value, 0x1a);

/** Writes pieces of code in order; without recursion, since expressions can be deep. */
export function write(pieces: readonly Code[], out: Bytes): void {
  const open: Label[] = [];
  const path: Code[] = [];
  const next: number[] = [];
  for (const piece of pieces) {
    enter(piece);
    while (path.length > 0) {
      const top = path.length - 1;
      const code = path[top] as Code;
      const part = code.parts[(next[top] as number)++];
      if (part === undefined) {
        if (code.label !== undefined) open.pop();
        path.pop();
        next.pop();
      } else if (typeof part === "number") out.byte(part);
      else if ("parts" in part) enter(part);
      else if (part instanceof Label) out.run(unsigned(open.length - 1 - open.lastIndexOf(part)));
      else out.run(part);
    }
  }

  function enter(code: Code): void {
    if (code.label !== undefined) open.push(code.label);
    path.push(code);
    next.push(0);
  }
}
