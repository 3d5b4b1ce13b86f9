// Where something stands in a text, and the errors that show the place.
import { ParseError, type Shape, ShapeError } from "@cadena/graph";

/** A stretch of a text: from `start` to before `end`, counted from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A file of notes; its name is how people call it. */
export interface SourceFile {
  readonly name?: string | undefined;
  readonly text: string;
}

/** A text, and where it begins in the file that it is from. */
export interface Source {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** The file, whose whole lines are then shown. */
  readonly file?: SourceFile | undefined;
  /** Where reading begins in the text; at its start where nothing is said. */
  readonly from?: number;
}

/** A place as people count it, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of a file of notes, and where it stands. */
export interface Written extends Position {
  readonly text: string;
  readonly file: SourceFile;
}

/** Finds the positions of offsets in a text. */
export function positionsIn({ text, line, column }: Source): (offset: number) => Position {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: line + low, column: (low === 0 ? column : 1) + offset - (starts[low] as number) };
  };
}

const widest = 80;

/** The text in which a place is shown, and how far into it the source begins. */
function shownOf({ text, line, column, file }: Source): readonly [text: string, shift: number] {
  if (file === undefined) return [text, 0];
  const lines = file.text.split("\n", line - 1);
  return [file.text, lines.reduce((sum, one) => sum + one.length + 1, column - 1)];
}

/** The line of a span with carets below it; a long line is cut at both sides. */
function excerptOf(source: Source, span: Span): string {
  const [text, shift] = shownOf(source);
  const [start, end] = [span.start + shift, span.end + shift];
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = text.indexOf("\n", start) < 0 ? text.length : text.indexOf("\n", start);
  const from = Math.max(lineStart, start - widest / 2);
  const to = Math.min(lineEnd, from + widest);
  const clean = (part: string): string => part.replace(/\s/g, " ");
  const before = `${from > lineStart ? "…" : ""}${clean(text.slice(from, start))}`;
  const line = `${before}${clean(text.slice(start, to))}${to < lineEnd ? "…" : ""}`;
  const width = Math.max(1, columns(text.slice(start, Math.min(end, to))));
  return `  ${line}\n  ${" ".repeat(columns(before))}${"^".repeat(width)}`;
}

/** How many letters wide a text is drawn. */
const columns = (text: string): number => [...text.replace(/\p{M}/gu, "")].length;

function placed(what: string, { line, column }: Position, file: SourceFile | undefined): string {
  const place =
    file?.name === undefined ? `line ${line}, column ${column}` : `${file.name}:${line}:${column}`;
  return `parse: ${what} (${place})`;
}

/** An error for a text that cannot be read. */
export function unreadable(source: Source, span: Span, what: string, hint?: string): ParseError {
  const position = positionsIn(source)(span.start);
  const { line, column } = position;
  return new ParseError(placed(what, position, source.file), line, column, {
    excerpt: excerptOf(source, span),
    hint,
  });
}

/** An error for operands that do not go together. */
export function misfit(
  source: Source,
  span: Span,
  what: string,
  shapes: readonly Shape[],
  hint?: string,
): ShapeError {
  const context = { origin: undefined, excerpt: excerptOf(source, span), hint };
  return new ShapeError(placed(what, positionsIn(source)(span.start), source.file), shapes, context);
}

/**
 * An error about a stretch of a file of notes, which shows its line with carets below the stretch.
 * @param what the one line that says what is wrong
 * @example
 * const [claim] = parseClaims("- dZ = A - Y", { file: "notes.md" });
 * misread(claim.target, "there is no quantity Z").what //=> parse: there is no quantity Z (notes.md:1:3)
 */
export function misread(written: Written, what: string, hint?: string): ParseError {
  return unreadable(written, { start: 0, end: written.text.length }, what, hint);
}
