// Errors are user interface: `op: what (facts)`, then the user's line, then at most one hint. Facts are fields.
import type { Node } from "./node.ts";
import { type Origin, originHere, userLine } from "./origin.ts";

/** What an error says beside its one line. */
export interface ErrorContext {
  /** Where the node was made; by default the place of the throw. */
  readonly origin?: Origin | undefined;
  /** The place in a text that is meant: the line, and a caret below it. */
  readonly excerpt?: string | undefined;
  readonly hint?: string | undefined;
}

/** The parent of all errors that Cadena throws on purpose. */
export class CadenaError extends Error {
  /** The one line that says what is wrong. */
  readonly what: string;
  /** The user's line as `file:line:column`, where it is known. */
  readonly where: string | undefined;
  /** What a pass made the node for, "gradient of sigmoid" for example; undefined for the user's own nodes. */
  readonly role: string | undefined;
  /** The place in a text that is meant: the line, and a caret below it. */
  readonly excerpt: string | undefined;
  readonly hint: string | undefined;

  constructor(what: string, context: ErrorContext = {}) {
    const origin = "origin" in context ? context.origin : originHere(CadenaError);
    const where = userLine(origin);
    const role = origin?.role;
    const place = where ?? (role && "an unknown line");
    super(
      [
        what,
        context.excerpt,
        place && `  at ${place}${role === undefined ? "" : ` (${role})`}`,
        context.hint && `  Hint: ${context.hint}`,
      ]
        .filter(Boolean)
        .join("\n"),
    );
    this.name = new.target.name;
    this.what = what;
    this.where = where;
    this.role = role;
    this.excerpt = context.excerpt;
    this.hint = context.hint;
  }
}

/** Shapes, axes or kinds of elements that do not go together, or a ragged array. */
export class ShapeError extends CadenaError {
  /** The shapes of the operands, in their order. */
  readonly shapes: readonly (readonly number[])[];
  constructor(what: string, shapes: readonly (readonly number[])[] = [], context: ErrorContext = {}) {
    super(what, context);
    this.shapes = shapes;
  }
}

/** A value that is missing, unknown, doubled, or does not fit its leaf. */
export class BindingError extends CadenaError {}

/** Something that an op, a number system or an engine does not have. */
export class UnsupportedError extends CadenaError {}

/** A program that its host refuses, a run that failed half way, or a session that one has left without a known state. */
export class RunError extends CadenaError {}

/** A value that an op does not accept: an index out of range, for example. */
export class DomainError extends CadenaError {}

/** A branch that hangs on a comparison which the number system cannot decide. */
export class UndecidedError extends CadenaError {}

/** A text that cannot be read; `line` and `column` count from 1. */
export class ParseError extends CadenaError {
  readonly line: number;
  readonly column: number;
  constructor(what: string, line: number, column: number, context: ErrorContext = {}) {
    super(what, { origin: undefined, ...context });
    this.line = line;
    this.column = column;
  }
}

/** An integer that does not fit into 32 bits, in debugging mode; `node` is where, as far as that is known. */
export class OverflowError extends CadenaError {
  readonly exact: number;
  readonly node: Node | undefined;
  constructor(exact: number, node?: Node) {
    super(
      `${node === undefined ? "" : `${node.op.name}: `}integer overflow: ${exact} does not fit into 32 bits`,
      node,
    );
    this.exact = exact;
    this.node = node;
  }
}
