// What is repaired and what a repair is: a formula at some sizes, the edits at its places, and what they give.
import type { Node } from "@cadena/graph";
import type { ScopeTable, Tree } from "@cadena/notation";
import { operandsOf, type Path } from "./formula.ts";
import type { Edit, Mistake, Place } from "./mistake.ts";
import type { Values } from "./values.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A formula at some sizes, and what it may be made of there. */
export interface Draft {
  /** Undefined for a formula in which shapes do not go together. */
  readonly formula: Node | undefined;
  readonly words: Vocabulary;
  /** Where the formula is written as text: this text, and how others are read. */
  readonly written: Reading | undefined;
}

/** How a text over some more names is read; it throws where that cannot be. */
export interface Reading {
  readonly text: string;
  /** What names stand for. */
  readonly scope: ScopeTable;
  readonly read: (text: string, more?: Readonly<Record<string, Node>>) => Node;
  readonly tree: (text: string) => Tree;
}

/** A repair: one edit or two, and what they give. */
export interface Repair {
  readonly mistakes: readonly string[];
  readonly cost: number;
  readonly node: Node;
  readonly sentence: () => string;
  /** The repaired formula at other sizes. */
  readonly again: (draft: Draft) => Node | undefined;
  /** Where the last edit was made. */
  readonly path: Path;
}

/** Where one looks. */
export interface Field {
  readonly target: Node;
  readonly words: Vocabulary;
  readonly values: Values;
  readonly mistakes: readonly Mistake[];
  readonly text: (node: Node) => string;
}

/** A part by itself. */
export function placeOf(formula: Node, part: Node, { words, values, text }: Field): Place {
  return {
    formula,
    part,
    operands: operandsOf(part),
    parent: undefined,
    isTerm: part.dtype === "real",
    words,
    isSame: (a, b) => values.areEqual(a, b),
    text,
  };
}

/** What every mistake has to say at a place. */
export function* editsAt(place: Place, { mistakes }: Field): Generator<readonly [Mistake, Edit]> {
  for (const mistake of mistakes) for (const edit of mistake.edits(place)) yield [mistake, edit];
}
