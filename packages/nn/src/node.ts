// The door to Node: files and the terminal. Everything else in this package runs in a browser as it is.
import { readFileSync } from "node:fs";
import process from "node:process";
import { CadenaError } from "@cadena/graph";
import { type CsvOptions, csv, type LabelledCsvOptions, type LabelledTable, type Table } from "./data/csv.ts";
import type { Writer } from "./training/progress.ts";

/** A file that cannot be read. */
export class FileError extends CadenaError {
  readonly path: string;
  constructor(path: string, why: string) {
    super(`${path}: ${why}`, { origin: undefined });
    this.path = path;
  }
}

/**
 * Reads a CSV file; see `csv`. Errors name the file.
 * @param path of a UTF-8 file
 * @throws FileError for a file that cannot be read; ParseError, with line and column, for one that is no such table
 */
export function readCsv(path: string, options: LabelledCsvOptions): LabelledTable;
export function readCsv(path: string, options?: CsvOptions): Table;
export function readCsv(path: string, options: CsvOptions = {}): Table {
  return csv(textOf(path), { source: path, ...options });
}

/** The standard error stream as a place for progress: a bar on a terminal, plain lines in a file. */
export const terminal: Writer = process.stderr;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "this is a folder, not a file",
  EACCES: "the file may not be read",
  ERR_ENCODING_INVALID_ENCODED_DATA: "this is no text in UTF-8",
};

function textOf(path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw new FileError(path, reasons[code] ?? message);
  }
}
