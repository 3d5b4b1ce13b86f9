// Graphs as LaTeX: one formula, or aligned lines.
import type { Node } from "@cadena/graph";
import { identifier } from "@cadena/graph/extend";
import type { WriteOptions } from "./text.ts";
import { formula, type Line, program } from "./write.ts";

/**
 * A node as LaTeX for math mode. Named quantities inside it are written by their names. A formula of more than 1,000
 * characters (as text) is split into the lines of an `aligned` environment, the node itself last.
 * @example
 * const A = input("A1", [1, 5]);
 * toLatex(mul(A, sub(1, A))) //=> A_{1} \odot \left(1 - A_{1}\right)
 */
export function toLatex(node: Node, options: WriteOptions = {}): string {
  const names = options.names ?? {};
  const single = formula(node, names, options.phrases);
  if (single !== undefined) return single.latex;
  const lines = program([node], names, options.phrases).map((line, k, { length }) =>
    aligned(line, k === length - 1),
  );
  return `\\begin{aligned}\n${lines.join(" \\\\\n")}\n\\end{aligned}`;
}

function aligned({ name, phrase }: Line, isLast: boolean): string {
  return name === undefined || isLast ? `& ${phrase.latex}` : `${identifier(name).latex} &= ${phrase.latex}`;
}
