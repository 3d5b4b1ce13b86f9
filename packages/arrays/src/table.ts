// A table of numbers as text: what `numpy.savetxt` and spreadsheets write.
import { Tensor } from "@cadena/graph";
import { FormatError } from "./arrays.ts";

const number = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|nan|inf(?:inity)?)$/i;

/**
 * Reads a matrix: a row on each line, numbers between commas, semicolons or blanks; what follows a # is a remark.
 * @param source what the text is called in errors
 * @returns [rows, columns]
 * @throws FormatError, with the line, for rows of unequal length or something that is no number
 * @example
 * String(readTable("1, 2\n3, 4\n")) //=> [[1, 2], [3, 4]]
 */
export function readTable(text: string, source = "table"): Tensor<[number, number]> {
  const rows: number[][] = [];
  for (const [k, line] of text.split(/\r?\n/).entries()) {
    const fields = line.replace(/#.*/, "").trim();
    if (fields === "") continue;
    const row = fields.split(/\s*[,;]\s*|\s+/).map((field) => numberIn(field, `${source}:${k + 1}`));
    const width = rows[0]?.length ?? row.length;
    if (row.length !== width) {
      throw new FormatError(
        `${source}:${k + 1}`,
        `${row.length} in this row, ${width} in the first one: rows must be of one length`,
      );
    }
    rows.push(row);
  }
  if (rows.length === 0) throw new FormatError(source, "there are no numbers in it");
  return new Tensor([rows.length, (rows[0] as number[]).length], Float64Array.from(rows.flat()));
}

function numberIn(field: string, place: string): number {
  if (!number.test(field)) throw new FormatError(place, `${JSON.stringify(field)} is no number`);
  const lower = field.toLowerCase();
  if (lower.endsWith("nan")) return Number.NaN;
  if (lower.includes("inf"))
    return lower.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(field);
}
