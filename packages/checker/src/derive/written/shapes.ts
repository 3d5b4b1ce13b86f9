// Shapes below the symbols of a line of text.
import { leavesOf, type Node } from "@cadena/graph";
import { length } from "../../report/layout.ts";
import type { Derived } from "../derived.ts";

/** Lines in which the shape of each symbol stands below it; as many as there must be so that none overlap. */
export function shapesBelow(text: string, formula: Node, { shapeOf, symbols }: Derived): string[] {
  const shapes = new Map(
    leavesOf([formula]).map((leaf) => [symbols.get(leaf)?.text ?? (leaf.name as string), shapeOf(leaf)]),
  );
  const rows: string[] = [];
  for (const { 0: word, index } of text.matchAll(/(?:(?!ᵀ)[\p{L}∂])(?:(?!ᵀ)[\p{L}\d_'/∂])*/gu)) {
    const shape = shapes.get(word);
    if (shape === undefined || shape.length === 0 || text.slice(0, index).indexOf("=") < 0) continue;
    const written = shape.map((size) => size.replaceAll(" ", "·")).join("×");
    const start = Math.max(
      0,
      length(text.slice(0, index)) + Math.floor((length(word) - length(written)) / 2),
    );
    let row = rows.findIndex((one) => length(one) < start);
    if (row < 0) row = rows.push("") - 1;
    rows[row] = (rows[row] as string).padEnd(start) + written;
  }
  return rows;
}
