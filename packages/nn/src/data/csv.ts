// A CSV text as a data set: columns of numbers become features, one column becomes class labels.
import { Tensor } from "@cadena/graph";
import type { Dataset } from "../training/dataset.ts";
import { type Place, parseError, type Rec, recordsOf } from "./records.ts";

/** What a CSV text holds. */
export interface CsvOptions {
  /** The columns that become features, in this order; all but the label's by default. */
  readonly columns?: readonly string[];
  /** What the text is called in errors: a file's name, for example. */
  readonly source?: string;
}

/** What a CSV text with class labels holds. */
export interface LabelledCsvOptions extends CsvOptions {
  /** The column of the class, by its name or its place from 0; -1 is the last one. */
  readonly label: string | number;
  /** The classes in the order of their labels; by default those of the text, sorted. Take the training set's here for a test set. */
  readonly classNames?: readonly string[];
}

/** Numbers with names for their columns. */
export interface Table {
  /** [rows, columns]. */
  readonly features: Tensor<[number, number]>;
  readonly columns: readonly string[];
}

/** A table with a class for each row. */
export interface LabelledTable extends Table, Dataset {
  readonly features: Tensor<[number, number]>;
  /** [rows]: integers, places in `classNames`. */
  readonly targets: Tensor<[number]>;
  readonly classNames: readonly string[];
}

/**
 * Reads a CSV text whose first line names the columns.
 * @param text fields between commas, quoted or not; empty lines are skipped
 * @throws ParseError, with line and column, for an empty text, a column that is missing or doubled, a row with too few
 * or too many fields, text or NaN where a number belongs, a class without a name, no columns to take as features
 * @example
 * const table = csv("width,height,kind\n1,2,b\n3,4,a", { label: "kind" });
 * String(table.features) //=> [[1, 2], [3, 4]]
 * String(table.targets) //=> [1, 0]
 * table.classNames //=> [a, b]
 */
export function csv(text: string, options: LabelledCsvOptions): LabelledTable;
export function csv(text: string, options?: CsvOptions): Table;
export function csv(
  text: string,
  options: CsvOptions & Partial<LabelledCsvOptions> = {},
): Table | LabelledTable {
  const { source = "csv" } = options;
  const [header, ...rows] = recordsOf(source, text);
  if (header === undefined) throw parseError(source, { line: 1, column: 1 }, "the text is empty");
  const label = typeof options.label === "number" ? header.fields.at(options.label) : options.label;
  checkHeader(source, header, [...(options.columns ?? []), ...(label === undefined ? [] : [label])]);
  checkRows(source, header, rows);

  const columns = options.columns ?? header.fields.filter((name) => name !== label);
  if (columns.length === 0) {
    const what = `there are no columns to take as features${separators(header)}`;
    throw parseError(source, header.place(0), what);
  }
  const places = columns.map((name) => header.fields.indexOf(name));
  const data = new Float64Array(rows.length * columns.length);
  for (const [r, row] of rows.entries()) {
    for (const [c, place] of places.entries()) {
      data[r * columns.length + c] = numberIn(source, row, place, header.fields[place] as string);
    }
  }
  const table: Table = { features: new Tensor([rows.length, columns.length], data), columns };
  return label === undefined
    ? table
    : { ...table, ...classes(source, rows, header.fields.indexOf(label), options) };
}

function checkHeader(source: string, header: Rec, wanted: readonly string[]): void {
  const { fields } = header;
  const doubled = fields.findIndex((name, k) => fields.indexOf(name) !== k);
  if (doubled >= 0)
    throw parseError(
      source,
      header.place(doubled),
      `two columns are named ${listed([fields[doubled] as string])}`,
    );
  const missing = wanted.filter((name) => !fields.includes(name));
  if (missing.length > 0) {
    const what = `${missing.length === 1 ? "no column" : "no columns"} ${listed(missing)}`;
    throw parseError(source, header.place(0), `${what}; there are ${listed(fields)}${separators(header)}`);
  }
}

const listed = (names: readonly string[]): string => names.map((name) => name || '""').join(", ");

/** What to tell where a table seems to have other separators than commas. */
function separators({ fields: [name = "", ...others] }: Rec): string {
  return others.length === 0 && /[;\t]/.test(name) ? " (fields are separated by commas)" : "";
}

function checkRows(source: string, header: Rec, rows: readonly Rec[]): void {
  if (rows.length === 0) {
    const { line, column } = header.place(0);
    throw parseError(source, { line: line + 1, column }, "there are no rows below the header");
  }
  const width = header.fields.length;
  for (const row of rows) {
    if (row.fields.length !== width) {
      const place: Place = row.place(Math.min(row.fields.length - 1, width));
      const found = `${row.fields.length} field${row.fields.length === 1 ? "" : "s"}`;
      throw parseError(source, place, `the row has ${found}, the header has ${width}`);
    }
  }
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function numberIn(source: string, row: Rec, k: number, name: string): number {
  const text = row.fields[k] as string;
  const value = Number(text);
  if (decimal.test(text) && Number.isFinite(value)) return value;
  const found = text === "" ? "is empty" : `is ${JSON.stringify(text)}`;
  throw parseError(source, row.place(k), `${name} ${found}, a number is needed`);
}

function classes(
  source: string,
  rows: readonly Rec[],
  place: number,
  options: { readonly classNames?: readonly string[] },
): Pick<LabelledTable, "targets" | "classNames"> {
  const texts = rows.map((row) => row.fields[place] as string);
  const classNames = options.classNames ?? [...new Set(texts)].sort(byNumberOrText);
  const labels = new Map(classNames.map((name, k) => [name, k]));
  const targets = texts.map((text, r) => {
    const known = text === "" ? undefined : labels.get(text);
    if (known !== undefined) return known;
    const what =
      text === "" ? "the class is empty" : `${JSON.stringify(text)} is none of ${classNames.join(", ")}`;
    throw parseError(source, (rows[r] as Rec).place(place), what);
  });
  return { targets: new Tensor([rows.length], Int32Array.from(targets)), classNames };
}

/** Numbers by size, before texts in the order of their characters. */
function byNumberOrText(a: string, b: string): number {
  const [isNumberA, isNumberB] = [decimal.test(a), decimal.test(b)];
  if (isNumberA && isNumberB) return Number(a) - Number(b);
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
