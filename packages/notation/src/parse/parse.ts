// Text to a graph.
import type { Node } from "@cadena/graph";
import { build } from "./build.ts";
import { treeOf } from "./grammar.ts";
import type { Source, SourceFile } from "./place.ts";
import { type FunctionTable, Scope, type ScopeTable } from "./scope.ts";
import type { Tree } from "./tree.ts";

/** How a formula is read. */
export interface ParseOptions {
  /** Functions of one quantity besides the known ones: `{ g: tanh }`. */
  readonly functions?: FunctionTable;
  /** The line of the file at which the text begins, for error messages; 1 where nothing is said. */
  readonly line?: number;
  /** The column at which the text begins, counted from 1. */
  readonly column?: number;
  /** Indices that run: with i, x_i is every element of x, and x_i y_i their products. */
  readonly indices?: readonly string[];
  /** The file that the text is from: errors name it and show its whole lines. */
  readonly file?: SourceFile | undefined;
}

/** A text with its place in a file. */
export function sourceOf(text: string, { line = 1, column = 1, file }: ParseOptions): Source {
  return { text, line, column, file };
}

/**
 * A formula as people write it, as plain mathematics, NumPy or LaTeX, as a graph over named quantities. Nothing is
 * evaluated. What may be written is told in the README of this package.
 * @param scope what the names stand for; a number is a dimension or a hyper-parameter
 * @throws ParseError for a text that is no formula or has an unknown name, ShapeError for operands that do not go together
 * @example
 * const [A, Y, X] = [input("A", [1, 5]), input("Y", [1, 5]), input("X", [2, 5])];
 * toText(parse("1/m (A - Y) X^T", { A, Y, X, m: 5 })) //=> (1 / 5) (A - Y) Xᵀ
 */
export function parse(text: string, scope: ScopeTable, options: ParseOptions = {}): Node {
  return graphOf(sourceOf(text, options), scope, options);
}

/** The graph of a formula that begins inside a text. */
export function graphOf(source: Source, scope: ScopeTable, options: ParseOptions): Node {
  const names = new Scope(scope, options.functions ?? {});
  return build(treeOf(source, names), source, names, options.indices ?? []);
}

/**
 * The syntax of a formula as plain data, without shapes. The scope tells names of quantities from functions.
 * @throws ParseError for a text that is no formula
 * @example
 * parseTree("A - Y", { A: input("A", [1]), Y: input("Y", [1]) }).kind //=> infix
 */
export function parseTree(text: string, scope: ScopeTable, options: ParseOptions = {}): Tree {
  return treeOf(sourceOf(text, options), new Scope(scope, options.functions ?? {}));
}
