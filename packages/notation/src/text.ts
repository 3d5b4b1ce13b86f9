// Graphs as Unicode text: one formula, or a small program.
import type { Node } from "@cadena/graph";
import type { Phrase } from "@cadena/graph/extend";
import type { Names } from "./names.ts";
import { formula, type Line, program } from "./write.ts";

/** What the quantities inside a formula are called. */
export interface WriteOptions {
  readonly names?: Names;
  /** How single nodes are written: a symbol with its shape below it, a part that is marked. They go before names. */
  readonly phrases?: ReadonlyMap<Node, Phrase>;
}

/**
 * A node as Unicode text. Named quantities inside it are written by their names. A formula of more than 1,000
 * characters is split into lines `t1 = ...`, the node itself last.
 * @example
 * const X = input("X", [2, 5]);
 * const W = parameter("W", [1, 2]);
 * const Z = matmul(W, X);
 * const A = sigmoid(Z);
 * toText(mul(A, sub(1, A)), { names: { Z, A } }) //=> A * (1 - A)
 */
export function toText(node: Node, options: WriteOptions = {}): string {
  const names = options.names ?? {};
  const single = formula(node, names, options.phrases);
  if (single !== undefined) return single.text;
  return program([node], names, options.phrases)
    .map((line, k, { length }) => (k === length - 1 ? line.phrase.text : assignment(line)))
    .join("\n");
}

/**
 * Nodes as a small program in text: one line for each named quantity, each repeated subexpression and each output.
 * @example
 * const x = input("x", []);
 * const z = add(mul(2, x), 1);
 * const a = sigmoid(z);
 * toLines(a, { names: { z, a } }).join("; ") //=> z = 2 * x + 1; a = σ(z)
 */
export function toLines(outputs: Node | readonly Node[], options: WriteOptions = {}): string[] {
  return program([outputs].flat() as readonly Node[], options.names ?? {}, options.phrases).map(assignment);
}

function assignment({ name, phrase }: Line): string {
  return name === undefined ? phrase.text : `${name} = ${phrase.text}`;
}
