// Rows as tables for people: rows with the same columns stand together, numbers to the right.
import type { Measurement } from "./measurement.ts";

/** The rows as text, one table for each set of columns. */
export function tables(rows: readonly Measurement[]): string {
  const byColumns = new Map<string, Measurement[]>();
  for (const row of rows) {
    const columns = Object.keys(row).join();
    byColumns.set(columns, [...(byColumns.get(columns) ?? []), row]);
  }
  return [...byColumns.values()].map(table).join("\n\n");
}

function table(rows: readonly Measurement[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((column) => written(row[column])))];
  const widths = columns.map((_, k) => Math.max(...lines.map((line) => (line[k] as string).length)));
  const isNumber = columns.map((column) => typeof rows[0]?.[column] === "number");
  return lines
    .map((line) =>
      line
        .map((cell, k) =>
          isNumber[k] ? cell.padStart(widths[k] as number) : cell.padEnd(widths[k] as number),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function written(cell: Measurement[string] | undefined): string {
  return typeof cell === "number"
    ? cell.toLocaleString("en", { maximumFractionDigits: 3 })
    : String(cell ?? "");
}
