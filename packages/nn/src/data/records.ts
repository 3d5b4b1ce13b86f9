// CSV text as records of text, each field with its place; what the fields mean is decided in csv.ts.
import { ParseError } from "@cadena/graph";
import { CsvError, parse } from "csv-parse/browser/esm/sync";

/** A line and a column, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The fields of one line (or of several, where a quoted field spans them). */
export interface Rec {
  readonly fields: readonly string[];
  /** Where field `k` begins. */
  place(k: number): Place;
}

/**
 * Records of a text in the form of RFC 4180; empty lines are skipped, and fields lose the blanks around them.
 * @throws ParseError for a quote that is not closed or stands inside a field
 */
export function recordsOf(source: string, text: string): Rec[] {
  const clean = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const records: Rec[] = [];
  let consumed = 0;
  const note = (record: { record: string[]; raw: string }): null => {
    const start = consumed;
    consumed += record.raw.length;
    records.push({ fields: record.record, place: (k) => placeOf(clean, start, k) });
    return null;
  };
  try {
    parse(clean, {
      raw: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: "\n",
      on_record: note as never,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const field = Number(error.column);
    const { line, column } = placeOf(clean, consumed, Number.isInteger(field) ? field : 0);
    const what = error.code === "CSV_QUOTE_NOT_CLOSED" ? "is not closed" : "stands at a wrong place";
    throw parseError(source, { line, column }, `a quote ${what}`);
  }
  return records;
}

/** `source: line 3, column 7: what`. */
export function parseError(source: string, { line, column }: Place, what: string): ParseError {
  return new ParseError(`${source}: line ${line}, column ${column}: ${what}`, line, column);
}

/** Where field `k` of the record that starts at `start` begins; empty lines before it belong to it. */
function placeOf(text: string, start: number, k: number): Place {
  let at = start;
  while (text[at] === "\n") at++;
  let quoted = false;
  for (let field = 0; field < k && at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    else if (text[at] === "," && !quoted) field++;
  }
  const before = text.slice(0, at);
  return { line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
}
