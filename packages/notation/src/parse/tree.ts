// A formula as it was written, before names and shapes are known. The trees are plain data.
import type { Name } from "./name.ts";
import type { Span } from "./place.ts";

/** What stands between two operands; × is a product that says not which. */
export type InfixSign = "+" | "-" | "*" | "/" | "@" | "×" | "=" | "≠" | "<" | "≤" | ">" | "≥" | "∧" | "∨";

/** One factor of a chain W X or W · X. */
export interface Factor {
  readonly tree: Tree;
  /** Whether a dot stands before it. */
  readonly dotted: boolean;
}

/** A range 1:4:2 inside an index; undefined where nothing is written. */
export interface RangeTree {
  readonly kind: "range";
  readonly from: Tree | undefined;
  readonly to: Tree | undefined;
  readonly step: Tree | undefined;
}

/** An option of a function: axis=1; `true` for a word alone, keepDims. */
export interface OptionTree extends Span {
  readonly name: string;
  readonly value: Tree | true;
}

/** A syntax tree; `start` and `end` are offsets in the text. */
export type Tree = Span &
  (
    | { readonly kind: "number"; readonly value: number }
    | { readonly kind: "name"; readonly name: Name }
    | { readonly kind: "prefix"; readonly sign: "-" | "¬"; readonly operand: Tree }
    | {
        readonly kind: "infix";
        readonly sign: InfixSign;
        readonly left: Tree;
        readonly right: Tree;
        readonly at: Span;
      }
    | { readonly kind: "chain"; readonly factors: readonly Factor[] }
    | { readonly kind: "power"; readonly base: Tree; readonly exponent: Tree }
    | { readonly kind: "transpose"; readonly operand: Tree }
    | {
        readonly kind: "call";
        readonly name: Name;
        readonly at: Span;
        readonly args: readonly Tree[];
        readonly options: readonly OptionTree[];
      }
    | {
        readonly kind: "total";
        readonly index: string | undefined;
        readonly to: Tree | undefined;
        readonly operand: Tree;
      }
    | { readonly kind: "part"; readonly operand: Tree; readonly places: readonly (Tree | RangeTree)[] }
    | { readonly kind: "list"; readonly items: readonly Tree[] }
    | { readonly kind: "bars"; readonly bars: "|" | "‖"; readonly operand: Tree }
    | { readonly kind: "choice"; readonly condition: Tree; readonly then: Tree; readonly otherwise: Tree }
  );

/** A tree before its place is known. */
export type Unplaced = Tree extends infer T ? (T extends Span ? Omit<T, keyof Span> : never) : never;

/**
 * The trees that a tree is made of, in their order; those of a call without its options.
 * @example
 * const [A, B] = [input("A", [2, 2]), input("B", [2, 2])];
 * childrenOf(parseTree("A + B", { A, B })).length //=> 2
 */
export function childrenOf(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case "number":
    case "name":
      return [];
    case "infix":
      return [tree.left, tree.right];
    case "chain":
      return tree.factors.map((factor) => factor.tree);
    case "power":
      return [tree.base, tree.exponent];
    case "call":
      return tree.args;
    case "list":
      return tree.items;
    case "choice":
      return [tree.then, tree.condition, tree.otherwise];
    default:
      return [tree.operand];
  }
}

/** The tree that a tree begins with and is made from; undefined for a name, a bracket or a sign. */
export function firstOf(tree: Tree): Tree | undefined {
  switch (tree.kind) {
    case "infix":
      return tree.left;
    case "power":
      return tree.base;
    case "chain":
    case "transpose":
    case "part":
    case "call":
      return childrenOf(tree)[0];
    default:
      return undefined;
  }
}
